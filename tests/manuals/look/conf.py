"""A page with everything that can be seen, for each theme; a build chooses the theme."""

project = "Look"
author = copyright = "The authors"  # noqa: A001
version = release = "1"
extensions = ["sphinx_medulla"]
medulla_errata = "notes"
html_copy_source = False
numfig = True
