"""The compiler of the catalogue: records in YAML become pages, search data and open data."""

__version__ = "0.1.0"
