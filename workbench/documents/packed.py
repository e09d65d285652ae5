"""PDF and Word files → text, with remarks on what could not be read."""

from __future__ import annotations

from workbench.documents.confined import MOST_MEMORY, MOST_SECONDS, Task, read_confined
from workbench.errors import WorkbenchError
from workbench.language import _


def read_packed(task: Task, data: bytes, where: str) -> tuple[str, list[str]]:
    """The text of a .pdf or .docx file, and remarks for people on what of it could not be read.

    Raises `WorkbenchError` where there is no text in it, or no way to it.
    """
    reading = read_confined(task, data)
    if reading.fault:
        raise _refusal(reading.fault, where)
    remarks = []
    if pages := (reading.remarks or {}).get("no_text"):
        remarks.append(_("pages without text, pictures perhaps, were not read: {pages}").format(pages=_ranges(pages)))
    return reading.text, remarks


def _refusal(fault: str, where: str) -> WorkbenchError:
    as_text = _("Save the article as text (.txt, UTF-8) and add that.")
    told = {
        "no_text_layer": (
            _("this PDF has no text: its pages are pictures"),
            _("Put it through text recognition (OCR, for instance ocrmypdf) and add what that gives, or a text file."),
        ),
        "no_characters": (
            _("the fonts of this PDF do not say which characters they draw"),
            _("Put it through text recognition (OCR), or save the article as text (.txt, UTF-8) and add that."),
        ),
        "password": (_("this PDF is locked with a password"), _("Save a copy without the password and add that.")),
        "too_long": (_("this is longer than any article"), _("Cut it into its articles and add those.")),
        "bounds": (
            _("reading it took more than {seconds} seconds or {megabytes} MB, as files made to do harm do").format(
                seconds=MOST_SECONDS, megabytes=MOST_MEMORY // 1_000_000
            ),
            as_text,
        ),
    }
    what, way_out = told.get(fault, (_("the file is damaged, or not what its name says"), as_text))
    return WorkbenchError(what, where=where, way_out=way_out)


def _ranges(pages: list[int]) -> str:
    """1, 3-5: as people write page numbers."""
    ranges: list[list[int]] = []
    for page in pages:
        if ranges and page == ranges[-1][1] + 1:
            ranges[-1][1] = page
        else:
            ranges.append([page, page])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)
