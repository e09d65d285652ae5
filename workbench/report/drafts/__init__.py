"""Drafts as values and files: lines, provenance, figures; compared, traced and verified."""
