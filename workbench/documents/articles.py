"""Which files among the given paths are articles, and how a path is shown to people."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn

from workbench.causes import system_cause
from workbench.errors import WorkbenchError
from workbench.language import _

SUFFIXES = (".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".eml")
"""Endings of the files that are read, in small letters; capitals do as well."""

_DRAFT_COMPANION = ".provenance.json"  # beside a Markdown file: a draft of this program, and no source

_LEFT_OUT = (".", "~$")  # hidden, or the lock that Word puts beside a file while it is open

_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+://")
_BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c")


def find_articles(paths: Sequence[Path]) -> list[Path]:
    """The files to read, in the order named; a folder gives the articles in it and below it, sorted by path.

    A path that is no folder is passed on as it is, so that `read_document` says what is wrong with it. Hidden files
    and folders, locks of Word, what a link inside a folder leads to, and drafts of this program are left out. A folder without articles is an error.
    """
    found: dict[Path, None] = {}
    for path in paths:
        for article in _articles_in(path) if _is_folder(path) else [path]:
            found.setdefault(article)
    return list(found)


def is_address(written: str) -> bool:
    """Whether somebody wrote an address of the network and no path."""
    return _ADDRESS.match(written) is not None


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        # Too long a name, a parent that may not be entered: reading says so, with the file's name.
        return False


def _articles_in(folder: Path) -> list[Path]:
    articles = sorted(_walk(folder), key=lambda path: path.parts)
    if not articles:
        raise WorkbenchError(
            _("no article in this folder"),
            where=shown(folder),
            way_out=_("Articles end in {suffixes}; name a folder that contains some.").format(
                suffixes=", ".join(SUFFIXES)
            ),
        )
    return articles


def _walk(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        drafts = {name.removesuffix(_DRAFT_COMPANION) + ".md" for name in names if name.endswith(_DRAFT_COMPANION)}
        for name in names:
            if not name.startswith(_LEFT_OUT) and name not in drafts and Path(name).suffix.lower() in SUFFIXES:
                yield Path(parent, name)


def other_endings(folder: Path) -> Counter[str]:
    """How many files of each ending a folder and those below it hold that are no articles; hidden ones apart."""
    endings: Counter[str] = Counter()
    for _parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            ending = Path(name).suffix.lower()
            if not name.startswith(_LEFT_OUT) and not name.endswith(_DRAFT_COMPANION) and ending not in SUFFIXES:
                endings[ending if is_plain(ending) else ""] += 1
    return endings


def _refuse(error: OSError) -> NoReturn:
    raise WorkbenchError(
        _("the folder cannot be read ({reason})").format(reason=system_cause(error)),
        where=shown(Path(str(error.filename))),
        way_out=_("Mend its permissions, or name the files themselves."),
    ) from None


def is_plain(name: str) -> bool:
    """Whether a file name can be shown as it is: no control characters, line ends, stray bytes or bidi overrides."""
    return not any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} or char in _BIDI for char in name)


def shown(path: Path) -> str:
    r"""A path for messages; whatever could act on a terminal is written as an escape such as `\x1b`."""
    return "".join(char if is_plain(char) else char.encode("unicode_escape").decode() for char in str(path))
