"""Articles as files or addresses → `Document`: decode, set front matter and mark-up aside, recognise metadata, tier and script."""

from workbench.documents.articles import SUFFIXES, find_articles, other_endings
from workbench.documents.metadata import Metadata, given_metadata
from workbench.documents.reading import Remark, read_document

__all__ = ["SUFFIXES", "Metadata", "Remark", "find_articles", "given_metadata", "other_endings", "read_document"]
