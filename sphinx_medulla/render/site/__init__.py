"""A dataset as a whole set of pages: which there are, and how each format has them."""
