"""The number that heads a clause or a case of an act (四、 · （一） · 3.), which is not part of its wording."""

from __future__ import annotations

from workbench.text import han_pattern, normalize

_NUMBER = han_pattern(
    r"^(?:第?[一二三四五六七八九十]{1,3}(?:[、.]|条\s)|\((?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})\)|[0-9]{1,2}(?:、|\.(?![0-9])))\s*"
)


def without_number(words: str) -> str:
    """Words of a source without the number before them; cases numbered further on keep theirs."""
    normal = normalize(words)
    head = _NUMBER.match(normal.text)
    if head is None or _NUMBER_INSIDE.search(normal.text, head.end()):
        return words
    return normal.quote(head.end(), len(normal.text)) if head.end() < len(normal.text) else words


_NUMBER_INSIDE = han_pattern(r"\((?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})\)|[;。\n][0-9]{1,2}[、.]")
