"""Captions of pictures: their dates and statements belong to the picture and not to the article."""

from __future__ import annotations

import re
from functools import lru_cache

from workbench.text import han_pattern

_LONGEST = 160


@lru_cache(maxsize=1)
def _caption() -> re.Pattern[str]:
    return han_pattern(
        r"\((?:Reuters|Getty|AP|AFP|EPA|路透社?|法新社?|美联社|新华社|中新社|网上图片|视觉中国|资料图片?|图片?来源)(?![^()]*[电讯]\))[^()]*\)(?!\s?[-—–])"
        r"|^图(?:为|/|片|:)|[,。]图为|[上下左右]图为|资料(?:图片?|照片)|摄[)。]?$|图片?来源|^▲|^△"
    )


@lru_cache(maxsize=1)
def _hint() -> re.Pattern[str]:
    """A word of every caption."""
    return han_pattern("图|资料|摄|▲|△|Reuters|Getty|AP|AFP|EPA|路透|法新|美联社|新华社|中新社|视觉中国")


def may_have_captions(text: str) -> bool:
    """Whether any line of a normal text may be a caption; a quick look at the whole."""
    return _hint().search(text) is not None


def is_caption_line(text: str, start: int, end: int) -> bool:
    """Whether the line [start, end) of a normal text is the caption of a picture."""
    return end - start <= _LONGEST and _caption().search(text[start:end]) is not None
