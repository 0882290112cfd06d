"""Documents as files of each format."""
