"""A view of flows in other formats."""
