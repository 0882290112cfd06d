"""Charts: from a view of flows to DOT, and from DOT to SVG, PDF and PNG."""
