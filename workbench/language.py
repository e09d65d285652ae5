"""What people read, in 繁體中文 (default) or English: gettext catalogues under `workbench/locale`.

Source strings are English; `_("…")` gives them in the language of `WORKBENCH_LANG`. JSON never passes through here.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

LANGUAGES = ("zh-Hant", "en")
DEFAULT_LANGUAGE = "zh-Hant"
LOCALE_DIR = Path(__file__).parent / "locale"


_SPOKEN: ContextVar[str | None] = ContextVar("spoken", default=None)


@contextmanager
def spoken_in(language: str) -> Iterator[None]:
    """Let what is said within be in this language, whatever is in force: to find a command by its name in either."""
    token = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def current_language() -> str:
    """The language in force: `WORKBENCH_LANG`, or 繁體中文 where it is unset or unknown."""
    spoken = _SPOKEN.get()
    if spoken is not None:
        return spoken
    chosen = os.environ.get("WORKBENCH_LANG", DEFAULT_LANGUAGE)
    return chosen if chosen in LANGUAGES else DEFAULT_LANGUAGE


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue of one language; English is the source and needs none."""
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation("workbench", LOCALE_DIR, languages=[language.replace("-", "_")], fallback=True)


def _(message: str) -> str:
    """`message` in the language in force."""
    return catalogue(current_language()).gettext(message)


def plural(one: str, many: str, count: int) -> str:
    """`one` or `many` in the language in force, by `count`; the caller formats the number in."""
    return catalogue(current_language()).ngettext(one, many, count)
