"""A French manual of an integrator, as its authors would configure it."""

project = "Exploitation de Medulla"
author = copyright = "Service informatique"  # noqa: A001
version = release = "1"
language = "fr"
extensions = ["sphinx_medulla"]
html_theme = "sphinx_rtd_theme"
medulla_errata = "notes"
medulla_stamp = True
medulla_complete = True
locale_dirs = ["catalogues"]  # a word of the house, in place of ours
texinfo_documents = [
    ("index", "exploitation", project, author, "exploitation", "Un manuel.", "Divers")
]
