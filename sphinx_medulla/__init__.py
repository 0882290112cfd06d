"""Network flow tables, port descriptions and flowcharts in Sphinx, drawn from one dataset."""

__version__ = "0.1.0"
