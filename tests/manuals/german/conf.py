"""A German handbook in MyST, which needs one machine's table."""

project = "Betriebshandbuch"
author = copyright = "IT-Abteilung"  # noqa: A001
version = release = "1"
language = "de"
extensions = ["myst_parser", "sphinx.ext.intersphinx", "sphinx_medulla"]
# The inventory of the manual other_product; who builds this one has to put it there.
intersphinx_mapping = {"acme": ("https://acme.example/en/", "acme.inv")}
html_theme = "furo"
texinfo_documents = [
    ("index", "betrieb", project, author, "betrieb", "Ein Handbuch.", "Verschiedenes")
]
