"""A long manual that uses what reStructuredText has: includes, substitutions, numbers, notes."""

project = "Long manual"
author = copyright = "The authors"  # noqa: A001
version = release = "1"
extensions = ["sphinx_medulla", "sphinx.ext.autosectionlabel"]
autosectionlabel_prefix_document = True
html_theme = "alabaster"
numfig = True
default_role = "any"
rst_prolog = """
.. |product| replace:: Medulla
"""
exclude_patterns = ["parts"]
texinfo_documents = [("index", "long", project, author, "long", "A manual.", "Miscellaneous")]
