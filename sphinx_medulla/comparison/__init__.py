"""Compares two modes of a dataset, or two revisions of it, and says what changes on machines."""
