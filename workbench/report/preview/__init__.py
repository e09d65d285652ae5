"""A report as one page: as it will look, with its sources, its findings and its timeline beside it."""

from workbench.report.preview.page import Page, Picture, write_page
from workbench.report.preview.remarks import Remark
from workbench.report.preview.sources import Behind, Source, SourceWords, Span, sources_of

__all__ = ["Behind", "Page", "Picture", "Remark", "Source", "SourceWords", "Span", "sources_of", "write_page"]
