"""The manual of another product, which brings a dataset of its own."""

project = "Acme Backup"
author = copyright = "Acme"  # noqa: A001
version = release = "3"
extensions = ["sphinx_medulla"]
html_theme = "alabaster"
medulla_dataset = "network/flows.yaml"
medulla_check = "error"
medulla_complete = True
medulla_expect_revision = "2026-11"
texinfo_documents = [("index", "acme", project, author, "acme", "A manual.", "Miscellaneous")]
