"""How exports are treated: exempt, general licence, licence, catch-all, case by case, denied in principle, prohibited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from workbench.facts.fact import Fact, make_fact
from workbench.facts.kinds import LicensingRule
from workbench.recognition.reading import Reading, Span
from workbench.text import fold_script, han_pattern, parse_integer

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
    (  # what somebody applies for, gets or gives; not what an article holds such licences to mean
        "general_licence",
        han_pattern(
            r"(?<!不得)(?<!不能)(?<!无法)(?:批准|获|取得|发放?|签发|颁发|申请|适用|实行|给予|采取|推出|引入|设立|提供)[^,。;]{0,24}通用许可|"
            r"通用许可(?:证件?)?(?:制度|方式)?[^,。;]{0,8}(?:申请|获批|批准|发放|适用)"
        ),
    ),
    ("case_by_case", han_pattern(r"(?:逐案|个案)(?:审批|审查|审核)")),
    ("denial_in_principle", han_pattern(r"原则上?(?:均|也|将)?(?:不予|不|不会)(?:许可|批准|获批|准许)|推定拒绝")),
    ("catch_all", han_pattern(r"明知[^。;]{4,120}应当[^。;]{0,30}(?:申请|取得|获得)[^。;]{0,20}许可")),
    (
        "licence",
        han_pattern(
            r"(?:必须|应当|须|需要?)(?:事先|先|在出口前|依法|向[^,。;]{2,14}|依照[^。;]{4,60}规定)*(?:申请|获得|取得|得到|申领|领取)"
            r"[^,。;]{0,26}许可|(?:未经许可|没有[^,。;]{0,8}证件?的?|未取得[^,。;]{0,12}的),?(?:一律)?不得(?:出口|提供|转移)|"
            r"纳入(?:出口)?许可(?:证)?管理|(?:予以|实施)[^,。;]{0,6}许可(?:证)?管理|"
            r"向[^,。;]{2,14}申请(?:出口)?许可"
        ),
    ),
    (
        "prohibited",
        han_pattern(
            r"禁止(?:所有|一切|任何|向)?(?:[^,。;]|,(?=以及|或者?|和)){0,80}?(?<!进)出口(?!的[^,。;]{0,8}(?:目录|清单|名录))|"
            # Not 未经许可不得出口, nor 没有许可证件的,不得出口: that asks for a licence.
            r"(?<!未经许可)(?<!未经许可,)(?<!证件的,)(?<!许可的,)(?<!可证,)不得(?:向[^,。;]{2,20})?出口"
        ),
    ),
)
# One of these words is in whatever a pattern finds: looking for a word is a hundred times faster.
_NEEDS: dict[Treatment, tuple[str, ...]] = {
    "exempt": ("许可", "审批", "手续", "证"),
    "general_licence": ("通用许可",),
    "case_by_case": ("逐案", "个案"),
    "denial_in_principle": ("原则", "推定拒绝"),
    "catch_all": ("明知",),
    "licence": ("许可", "不得"),
    "prohibited": ("禁止", "不得"),
}
_NEEDS = {treatment: tuple(map(fold_script, words)) for treatment, words in _NEEDS.items()}
_END_USE = han_pattern(
    r"(?:最终用途(?:为|是|用于|涉及)|用于)(?:或者?(?:可能|实质性)?(?:用于|有助于))?(?!以下|下列)"
    r"(?P<what>[^,。;:]{4,120}?)(?:的出口(?:申请)?|的申请|等?的,|,|:|。|$)"
)
# What several end uses have in common comes behind the last: 用于A,以及用于B的出口申请.
_END_USES_JOINED = han_pattern(
    r"最终用途(?:为|是)(?!以下|下列)(?P<what>[^,。;:]{4,120}(?:,(?:以及|或者?|和|及)[^,。;:]{2,100}){1,4}?)的出口申请"
)
_END_USES_BELOW = han_pattern(r"(?:以下|下列)(?:最终)?用途[^。;]{0,40}:\s*(?P<what>\([一1]\).{4,})$", re.DOTALL)
_END_USES = (_END_USES_BELOW, _END_USES_JOINED, _END_USE)
_ITEMS_BELOW = han_pattern(r"(?:以下|下列)(?:物项|产品|货物|技术)[^。;]{0,40}:\s*(?P<what>\([一1]\).{4,})$", re.DOTALL)
_APPLIES_TO = tuple(
    han_pattern(pattern)
    for pattern in (
        r"(?<![^,。;:\n])(?:出口|转移|提供)(?P<what>[^,。;:\n]{2,40}),[^,。;:\n]{0,12}明知",
        r"(?<![^。;:\n])(?P<what>[^,。;:\n]{4,60}?)(?:\(详?见[^()]{1,10}\))?,[^。;\n]{0,40}不属于[^。;\n]{4,160}?(?:物项|产品|商品),"
        r"(?:均|一律)?(?:无需|无须|毋须|不需|免于)",
        r"对于?(?P<what>[^,。;:]{2,80}?)的?出口(?:申请)?,(?:则|均|将|也)?(?:实施|实行|采取|进行)?(?:逐案|原则上)",
        r"(?:对于?|将)(?P<what>[^,。;:对将]{2,80}?)(?:全面|也|均|一并|则)?(?:实施|实行|予以|进行|采取|纳入)[^,。;]{0,10}(?:许可|逐案)",
        r"禁止(?:所有|一切|任何)?(?P<what>(?!向|对)[^,。;:]{2,60}?)(?:对|向)(?:[^,。;]|,(?=以及|或者?|和)){2,100}出口",
        r"禁止(?:任何[^,。;]{0,20})?(?:对|向)[^,。;]{2,40}?出口(?P<what>[^,。;:]{2,40})",
        r"不得(?:对|向)[^,。;]{2,30}?出口(?P<what>[^,。;:]{2,40})",
        r"不予许可(?P<what>[^,。;:“]{2,60}?)(?:对|向)[^,。;]{2,12}出口",
        r"出口(?P<what>(?:上述|以下|下列|前款|本公告|附件)[^,。;:]{2,24}?)(?:时|前|的)?,?(?:应当|必须|须|需|,)",
        r"向[^,。;]{2,40}出口(?P<what>(?:以下|下列|上述)?[^,。;:]{2,40}?)(?:时|前),?(?:应当|必须|必需|须|需|应)",
        r"(?P<what>[^,。;:]{2,60}?),?(?:未经许可|没有许可),?(?:一律)?不得出口",
        r"(?:^|[,。;:])(?:对于?)?(?P<what>(?!向)[^,。;:]{2,60}?)(?:的出口(?:申请)?)?,?(?:一律|一概|均|都)?(?:原则上|逐案|无需|无须|毋须|免于)",
    )
)
# Words that name nothing that a rule could apply to, though they stand where such a name would.
_SAYS_NOTHING = han_pattern(
    # the rule's own words
    r"^(?:无需|无须|毋须|免于|不再)|^(?:都|均|则|也|还)?(?:将采取?|[须需]经?|采取?)$"
    # who speaks
    r"|^(?:中方|商务部|公告|当局)?(?:强调|表示|指出|称)$"
    # what points back or on without naming anything
    r"|^(?:上述|前述|前款|此类|这些)(?:物项|产品|货物|技术)?$|^(?:一律|一概|均|都)$"
    r"|^(?:以及|或者|需要|实施|这|该|其|第?[一二三四五六七八九十]+[、条])|(?:以下|下列)(?:物项|产品|货物)?$"
    # who exports or asks, quotation marks, numbers of acts, ends of end use and end user
    r"|出口经营者$|(?:企业|厂商|公司|组织|个人|公民)$|申请$|[“”「」→:]|公告[0-9〔]|(?:用途|用户)$"
)
_END_USER = han_pattern(
    r"(?:对向|向|对)(?P<who>[^,。;:]{0,10}(?:军事用户|最终用户|进口商)[^,。;:]{0,60}?)(?:的?出口(?:申请)?|(?:实施|采取)|,|。|$)"
)
_END_USERS_JOINED = han_pattern(
    r"对?向(?P<who>[^,。;:]{0,10}(?:军事用户|最终用户|进口商)[^,。;:]{0,20}的出口申请,(?:以及|和|或者?)向[^。;:]{4,120}?)的?出口申请"
)
_DESTINATION = han_pattern(
    r"(?:对|向)(?P<where>美国|日本|欧盟|台湾地区|韩国|荷兰|特定国家(?:\(地区\))?"
    r"|(?:中国|中华人民共和国|我国|境)(?:以外|之外)的(?:其他|任何)?国家(?:(?:和|或者?|及|、)地区|\(地区\))?)"
    r"(?:[^,。;]{0,20}|(?:[^,。;]|,(?=以及|或者?|和)){0,60}用[户途])出口"
)
_ALTERNATIVES: frozenset[Treatment] = frozenset({"denial_in_principle", "case_by_case"})
_NUMBERED = han_pattern(r"\s*\((?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})\)")
_ENUMERATES = han_pattern(r"以下|下列|如下|[:]")
_CASE_NUMBER = han_pattern(r"\((?P<number>[一二三四五六七八九十]{1,3})\)")
_LISTED = han_pattern(
    r"\([一二三四五六七八九十]{1,3}\)(?P<what>[^\n]{2,160}?(?:物项|技术|载体|[及以][上下]))(?:[。;]|的?[;。]|的?$)"
)
_CONSIDERED = han_pattern(r"(?:考虑|研究|探索|有望|争取)[^,。;]{0,30}$")
# 其他必要措施包括但不限于禁止…: what may be done, not what is.
_POSSIBLE = han_pattern("不限于(?:禁止|限制)")
# 不得申请通用许可, 判定无需办理许可证件的: what is not open, what an office may find.
_NOT_SO = han_pattern(r"(?:不得|不能|不再|不可|判定|认定|认为)[^,。;]{0,2}$")
_DENIED = han_pattern(
    r"(?:没有|并未|并?非|不是)(?:一概|全面|一律|完全)?禁止|(?:不等于|不等同于?|不代表|不意味着?)(?:一概|全面|一律)?禁止|不准确|不属实|误读"
)
_FARTHEST = 700
_CLOSE = 60


def licensing_facts(reading: Reading) -> Iterator[Fact]:
    """A rule for every statement of a treatment, and for every case that a licence is required for one by one.

    One that says neither for what nor for whom adds nothing where another of its act says so of the same treatment.
    """
    facts = list(_rules(reading))
    specified = {(fact.instrument, _treatment(fact)) for fact in facts if _says_for_what(fact)}
    for fact in facts:
        if _says_for_what(fact) or (fact.instrument, _treatment(fact)) not in specified:
            yield fact


def _treatment(fact: Fact) -> str | None:
    return fact.content.treatment if isinstance(fact.content, LicensingRule) else None


def _rules(reading: Reading) -> Iterator[Fact]:
    text = reading.text
    treatments = [
        (treatment, pattern)
        for treatment, pattern in _TREATMENTS
        if any(word in text for word in _NEEDS[treatment]) and pattern.search(text)
    ]
    for sentence in reading.sentences if treatments else ():
        asked = reading.text[sentence.start : sentence.end].rstrip().endswith("?")
        if asked or reading.is_caption(sentence.start) or _DENIED.search(reading.text, sentence.start, sentence.end):
            continue
        several = _alternatives(reading, sentence)
        if several:
            yield from several
            continue
        for treatment, pattern in treatments:
            match = _outside_titles(reading, treatment, pattern, sentence)
            if match is not None:
                cases = tuple(_cases(reading, sentence)) if treatment == "licence" else ()
                span = sentence if cases else _with_cases(reading, sentence)
                rule = _fact(reading, treatment, span, match.start(), with_cases=bool(cases))
                yield from (rule, *cases) if not cases or _says_more_than_where(rule) else cases
                break


def _alternatives(reading: Reading, sentence: Span) -> list[Fact]:
    """The rules of a sentence that denies some applications and examines others (A的申请原则上不予许可,B的申请逐案审批).

    What each is about stands before it, behind the rule before.
    """
    stated_treatments = sorted(
        (match.end(), match.start(), treatment)
        for treatment, pattern in _TREATMENTS
        if treatment in _ALTERNATIVES
        for match in pattern.finditer(reading.text, sentence.start, sentence.end)
        if not reading.is_in_title(match.start())
    )
    if {treatment for _, _, treatment in stated_treatments} != _ALTERNATIVES:
        return []
    starts = [sentence.start, *(_behind_comma(reading.text, end) for end, _, _ in stated_treatments)]
    return [
        _fact(reading, treatment, Span(start, end), stated, with_cases=False, within=Span(start, end))
        for start, (end, stated, treatment) in zip(starts, stated_treatments, strict=False)
    ]


def _behind_comma(text: str, position: int) -> int:
    return position + (text[position : position + 1] in {",", ";", "、"})


def _outside_titles(
    reading: Reading, treatment: Treatment, pattern: re.Pattern[str], sentence: Span
) -> re.Match[str] | None:
    """Where a sentence states a treatment in words of its own: 《…禁止出口…目录》 is but a name, 考虑… no rule yet."""
    for match in pattern.finditer(reading.text, sentence.start, sentence.end):
        considered = _CONSIDERED.search(reading.text, sentence.start, match.start())
        considered = considered or _POSSIBLE.search(reading.text, sentence.start, match.start() + 2)
        contrary = treatment in {"general_licence", "exempt"} and _NOT_SO.search(
            reading.text, sentence.start, match.start()
        )
        if not considered and not contrary and not reading.is_in_title(match.start()):
            return match
    return None


def states_treatment(words: str) -> bool:
    """Whether words of normal text state how exports are treated."""
    return any(pattern.search(words) for _, pattern in _TREATMENTS)


def _fact(
    reading: Reading, treatment: Treatment, span: Span, stated: int, *, with_cases: bool, within: Span | None = None
) -> Fact:
    """The rule that a span states, for the act under discussion where the treatment is `stated`, which the span may name.

    The items that the span numbers are the rule's own, unless each becomes a rule of its own (`with_cases`). What the
    rule is about is sought `within` a part of the sentence, if one is given; the use for which a ban forbids goods is
    sought behind the ban first.
    """
    words = Span(span.start, min(span.end, span.start + _FARTHEST))
    sentence = within or reading.sentence_at(span.start)
    used = Span(stated, words.end) if treatment == "prohibited" and span.start <= stated < words.end else words
    content = LicensingRule(
        instrument=reading.instrument_at(stated),
        treatment=treatment,
        destinations=_destinations(reading, words),
        applies_to=_applies_to(reading, sentence)
        or (None if with_cases else _quoted(reading, _ITEMS_BELOW, words, "what")),
        end_user=_first_quoted(reading, (_END_USERS_JOINED, _END_USER), words, "who"),
        end_use=_first_quoted(reading, _END_USES, used, "what") or _first_quoted(reading, _END_USES, words, "what"),
        actor=reading.actor_at(stated),
    )
    return make_fact(reading.document.id, content, reading.evidence((span.start, span.end)), "rules")


def _destinations(reading: Reading, span: Span) -> tuple[str, ...]:
    """Where goods may not go, or not without a licence, as a span names it."""
    places = _DESTINATION.finditer(reading.text, span.start, span.end)
    return tuple(dict.fromkeys(reading.normal.quote(*match.span("where")) for match in places))


def _says_for_what(fact: Fact) -> bool:
    """Whether a rule says for what, whom or where it holds."""
    rule = fact.content
    return _says_more_than_where(fact) or (isinstance(rule, LicensingRule) and bool(rule.destinations))


def _says_more_than_where(fact: Fact) -> bool:
    """Whether a rule says for what or whom it holds."""
    rule = fact.content
    return isinstance(rule, LicensingRule) and bool(rule.applies_to or rule.end_user or rule.end_use)


def _applies_to(reading: Reading, sentence: Span) -> str | None:
    """What the rule is about, in the sentence's own words; not who must obey it, nor a mere pointer to a list below."""
    for pattern in _APPLIES_TO:
        for match in pattern.finditer(reading.text, sentence.start, sentence.end):
            if not _SAYS_NOTHING.search(match["what"]):
                return reading.normal.quote(*match.span("what")).strip()
    return None


def _quoted(reading: Reading, pattern: re.Pattern[str], span: Span, group: str) -> str | None:
    match = pattern.search(reading.text, span.start, span.end)
    return reading.normal.quote(*match.span(group)).strip(" 。；;，,、\n") if match else None


def _first_quoted(reading: Reading, patterns: Iterable[re.Pattern[str]], span: Span, group: str) -> str | None:
    return next((found for pattern in patterns if (found := _quoted(reading, pattern, span, group))), None)


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
    list_end = line.end if line.end > sentence.end + 20 else limit  # the list is in the line, or below it
    last: re.Match[str] | None = None
    listed_to: int | None = None
    head = sentence
    for number in _CASE_NUMBER.finditer(text, sentence.start, limit):
        if listed_to is not None and number.start() < listed_to:
            continue
        follows = number.start() < list_end and (listed_to is None or number.start() - listed_to <= _CLOSE)
        if not follows and (last is None or not _next_in_list(last, number)):
            break
        if last is None:  # what says that a licence is required, without the cases
            head = Span(sentence.start, max(sentence.start + 1, min(sentence.end, number.start())))
        last = number
        match = _LISTED.match(text, number.start(), limit)
        if match is None:
            continue
        listed_to = match.end()
        content = LicensingRule(
            instrument=reading.instrument_at(match.start()),
            treatment="licence",
            applies_to=reading.normal.quote(*match.span("what")),
            destinations=_destinations(reading, head),
        )
        yield reading.fact(content, [(head.start, head.end), (match.start(), match.end("what"))])


def _next_in_list(last: re.Match[str], match: re.Match[str]) -> bool:
    """Whether a number heads a line and comes next, behind what somebody says of the case before."""
    number, before = parse_integer(match["number"]), parse_integer(last["number"])
    heads_line = match.string[match.start() - 1 : match.start()] == "\n"
    return heads_line and number is not None and before is not None and number == before + 1
