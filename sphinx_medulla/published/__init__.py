"""Published pages and tables: reading them, comparing them with a dataset, and importing them."""
