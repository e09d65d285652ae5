"""Texts in the forms that the checks compare: each is made once, however many checks ask."""

from __future__ import annotations

import re
from functools import lru_cache

from workbench.text import NormalText, fold_script, normalize

_HAN = re.compile("[\u3400-\u9fff]+")
_WORD = re.compile(r"[a-z]{3,}|[0-9]{3,}")


@lru_cache(maxsize=16384)
def normal_form(text: str) -> NormalText:
    """A text in the form that recognition reads."""
    return normalize(text)


@lru_cache(maxsize=16384)
def pairs_of(text: str) -> frozenset[str]:
    """Its pairs of Han characters, and its words of letters or figures: what two texts about one thing share."""
    folded = fold_script(text).casefold().replace(" ", "")
    runs = _HAN.findall(folded)
    return frozenset([run[i : i + 2] for run in runs for i in range(len(run) - 1)] + _WORD.findall(folded))
