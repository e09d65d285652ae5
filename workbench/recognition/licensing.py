"""How exports are treated: exempt, general licence, licence, catch-all, case by case, denied in principle, prohibited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from workbench.facts.fact import Fact, make_fact
from workbench.facts.kinds import LicensingRule
from workbench.recognition.reading import Reading, Span
from workbench.text import han_pattern

Treatment = Literal[
    "exempt", "general_licence", "licence", "catch_all", "case_by_case", "denial_in_principle", "prohibited"
]

_TREATMENTS: tuple[tuple[Treatment, re.Pattern[str]], ...] = (
    (
        "exempt",
        han_pattern(
            r"(?:无需|无须|毋须|不需要?|免于|免予)(?:再)?(?:申请|申领|办理|取得)[^,。;]{0,16}(?:许可|审批|手续|证)|"
            r"豁免(?:出口)?(?:申请)?(?:出口)?许可|许可豁免"
        ),
    ),
    ("general_licence", han_pattern(r"通用许可")),
    ("case_by_case", han_pattern(r"逐案(?:审批|审查|审核)")),
    ("denial_in_principle", han_pattern(r"原则上(?:均|也|将)?(?:不予|不|不会)(?:许可|批准|获批|准许)|推定拒绝")),
    ("catch_all", han_pattern(r"明知[^。;]{4,120}应当[^。;]{0,30}(?:申请|取得|获得)[^。;]{0,20}许可")),
    (
        "licence",
        han_pattern(
            r"(?:必须|应当|须|需要?)(?:事先|先|在出口前|依法|向[^,。;]{2,14}|依照[^。;]{4,60}规定)*(?:申请|获得|取得|申领|领取)"
            r"[^,。;]{0,26}许可|(?:未经许可|没有[^,。;]{0,8}证件?的?|未取得[^,。;]{0,12}的),?(?:一律)?不得(?:出口|提供|转移)|纳入(?:出口)?许可(?:证)?管理|(?:予以|实施)[^,。;]{0,6}许可(?:证)?管理|"
            r"向[^,。;]{2,14}申请(?:出口)?许可"
        ),
    ),
    (
        "prohibited",
        han_pattern(
            r"禁止(?:所有|一切|任何|向)?[^,。;]{0,40}?(?<!进)出口|(?<!未经许可)(?<!未经许可,)(?<!证件的,)(?<!许可的,)(?<!可证,)不得(?:向[^,。;]{2,20})?出口"
        ),
    ),
)
_END_USE = han_pattern(
    r"(?:最终用途(?:为|是|用于)?|用于(?:或者可能用于)?(?:以下最终用途)?)(?P<what>[^,。;:]{4,120}?)(?:的出口(?:申请)?|的申请|,|等?的,|:|。|$)"
)
_END_USER = han_pattern(
    r"(?:向|对)(?P<who>[^,。;:]{0,10}(?:军事用户|最终用户|进口商)[^,。;:]{0,60}?)(?:的?出口(?:申请)?|,|。|$)"
)
_DESTINATION = han_pattern(
    r"(?:对|向)(?P<where>美国|日本|欧盟|台湾地区|韩国|荷兰|特定国家(?:\(地区\))?)[^,。;]{0,20}出口"
)
_NUMBERED = han_pattern(r"\s*\((?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})\)")
_ENUMERATES = han_pattern(r"以下|下列|如下|[:]")
_LISTED = han_pattern(r"\((?:[一二三四五六七八九十]{1,3})\)(?P<what>[^\n]{6,160}?(?:物项|技术))(?:[。;]|的?[;。]|$)")
_DENIED = han_pattern(r"(?:没有|并未|并非|不是)(?:一概|全面|一律)?禁止|不准确|不属实|误读")
_FARTHEST = 700


def licensing_facts(reading: Reading) -> Iterable[Fact]:
    """A rule for every statement of a treatment, and for every case that a licence is required for one by one."""
    for sentence in reading.sentences:
        if reading.is_caption(sentence.start) or _DENIED.search(reading.text, sentence.start, sentence.end):
            continue
        for treatment, pattern in _TREATMENTS:
            match = pattern.search(reading.text, sentence.start, sentence.end)
            if match is not None:
                yield _fact(reading, treatment, _with_cases(reading, sentence))
                if treatment == "licence":
                    yield from _cases(reading, sentence)
                break


def states_treatment(words: str) -> bool:
    """Whether words of normal text state how exports are treated."""
    return any(pattern.search(words) for _, pattern in _TREATMENTS)


def _fact(reading: Reading, treatment: Treatment, span: Span) -> Fact:
    words = Span(span.start, min(span.end, span.start + _FARTHEST))
    content = LicensingRule(
        instrument=reading.instrument_at(span.start),
        treatment=treatment,
        destinations=tuple(
            dict.fromkeys(
                reading.normal.quote(*match.span("where"))
                for match in _DESTINATION.finditer(reading.text, words.start, words.end)
            )
        ),
        applies_to=None,
        end_user=_quoted(reading, _END_USER, words, "who"),
        end_use=_quoted(reading, _END_USE, words, "what"),
        actor=reading.actor_at(span.start),
    )
    return make_fact(reading.document.id, content, (reading.evidence(span.start, span.end),), "rules")


def _quoted(reading: Reading, pattern: re.Pattern[str], span: Span, group: str) -> str | None:
    match = pattern.search(reading.text, span.start, span.end)
    return reading.normal.quote(*match.span(group)) if match else None


def _with_cases(reading: Reading, sentence: Span) -> Span:
    """The sentence with the numbered cases that it leads to (原则上不予许可:(一)…;(二)…)."""
    end = sentence.end
    if not _ENUMERATES.search(reading.text, sentence.start, sentence.end):
        return sentence
    for following in reading.sentences:
        if following.start < end or following.start - end > 2:
            continue
        if not _NUMBERED.match(reading.text, following.start) or following.end - sentence.start > _FARTHEST:
            break
        end = following.end
    return Span(sentence.start, end)


def _cases(reading: Reading, sentence: Span) -> Iterator[Fact]:
    """The items that a licence is required for, where a licence sentence numbers them behind it."""
    text = reading.text
    if not _ENUMERATES.search(text, sentence.start, sentence.end):
        return
    line = reading.line_at(sentence.start)
    limit = min(len(text), sentence.end + _FARTHEST)
    end = line.end if line.end > sentence.end + 20 else limit
    last = 0
    for match in _LISTED.finditer(text, sentence.start, end):
        if last and match.start() - last > 60:
            break
        last = match.end()
        content = LicensingRule(
            instrument=reading.instrument_at(match.start()),
            treatment="licence",
            applies_to=reading.normal.quote(*match.span("what")),
        )
        yield make_fact(reading.document.id, content, (reading.evidence(match.start(), match.end("what")),), "rules")
