"""How fast the extension is, beside other ways to the same tables: ``nox -s bench``."""
