"""The drafting workbench: from raw Chinese articles to a reviewed, traceable report on export-control policy."""

__version__ = "0.1.0"
