"""HTML → the article's text and what the page says about itself."""

from __future__ import annotations

from datetime import date

from workbench.documents.metadata import Metadata, one_line
from workbench.errors import WorkbenchError
from workbench.language import _


def read_page(html: str, where: str) -> tuple[Metadata, str]:
    """Metadata and text of a page; a page without an article in it is an error that names it as `where`."""
    # Imported here: it brings lxml, htmldate and their data, and most articles are plain text.
    from trafilatura import bare_extraction
    from trafilatura.settings import Document as Page

    page = bare_extraction(
        html,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        favor_recall=True,
        # A date that has to be searched for in the prose is some policy's date, not the page's.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    text = page.text if isinstance(page, Page) else None
    if not isinstance(page, Page) or not text or not text.strip():
        raise WorkbenchError(
            _("no article was found in this page"),
            where=where,
            way_out=_("Copy the article into a .txt file and add that."),
        )
    return _page_metadata(page.title, page.sitename, page.date, page.author, page.url), text


def _page_metadata(
    title: str | None, site: str | None, day: str | None, author: str | None, url: str | None
) -> Metadata:
    published = date.fromisoformat(day) if day else None
    return Metadata(
        title=one_line(title),
        publisher=one_line(site),
        published=published,
        year=published.year if published else None,
        author=one_line(author),
        url=one_line(url),
    )
