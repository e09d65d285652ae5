"""Measures taken against listed entities, as the text states them behind the listing."""

from __future__ import annotations

from workbench.recognition.reading import Reading, Span
from workbench.text import han_pattern

_INTRODUCED = han_pattern(r"(?:采取|实施)(?:以下|如下|下列)(?:反制裁?|处理|处罚|管制|出口管制)?措施[:。]?\s*$")
_ITEM = han_pattern(r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|[0-9]{1,2}[.、]")
_SAME_SENTENCE = han_pattern(
    r"(?:,|并|采取以下(?:反制|处理)措施:)(?P<measure>(?:禁止|冻结|不予签发|不批准)[^。;]{4,80})"
)
_CLOSING = "。;:,"


def measures_of(reading: Reading, position: int) -> tuple[str, ...]:
    """The measures that follow a listing at `position`: the numbered lines behind 采取以下措施, or a clause."""
    lines = [line for line in reading.lines if line.end > position]
    listed = _numbered(reading, lines)
    if listed:
        return listed
    sentence = reading.sentence_at(position)
    match = _SAME_SENTENCE.search(reading.text, position, max(position, sentence.end))
    return (reading.normal.quote(*match.span("measure")).strip(_CLOSING + "，；。"),) if match else ()


def _numbered(reading: Reading, lines: list[Span]) -> tuple[str, ...]:
    text = reading.text
    for index, line in enumerate(lines[:3]):
        if not _INTRODUCED.search(text, line.start, line.end):
            continue
        items = []
        for item in lines[index + 1 :]:
            number = _ITEM.match(text, item.start)
            if number is None:
                break
            items.append(reading.normal.quote(number.end(), item.end).strip().rstrip("。；;"))
        return tuple(items)
    return ()
