"""A manual with everything, of the packaged dataset."""

project = "Whole manual"
author = copyright = "The authors"  # noqa: A001
version = release = "1"
extensions = ["sphinx_medulla", "myst_parser", "sphinx.ext.intersphinx"]
html_theme = "furo"
medulla_errata = "notes"
numfig = True
linkcheck_timeout = 5
linkcheck_workers = 2
texinfo_documents = [
    ("index", "whole", project, author, "whole", "A manual with everything.", "Miscellaneous")
]
