"""Benchmarks: the extension against other ways to make the same tables (``nox -s bench``)."""
