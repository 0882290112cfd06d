"""Analyses of a dataset that several rules share."""
