"""A manual that puts our directives into tabs, cards and grids of sphinx-design."""

project = "Designed manual"
author = copyright = "The authors"  # noqa: A001
version = release = "1"
extensions = ["sphinx_design", "myst_parser", "sphinx_medulla"]
myst_enable_extensions = ["colon_fence"]
html_theme = "pydata_sphinx_theme"
html_show_sourcelink = False
texinfo_documents = [
    ("index", "designed", project, author, "designed", "A manual.", "Miscellaneous")
]
