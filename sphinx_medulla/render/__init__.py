"""What is said of a dataset, once for all outputs, and the formats without Sphinx."""
