"""A German handbook in MyST, which needs one machine's table."""

project = "Betriebshandbuch"
author = copyright = "IT-Abteilung"  # noqa: A001
version = release = "1"
language = "de"
extensions = ["myst_parser", "sphinx_medulla"]
html_theme = "furo"
texinfo_documents = [
    ("index", "betrieb", project, author, "betrieb", "Ein Handbuch.", "Verschiedenes")
]
