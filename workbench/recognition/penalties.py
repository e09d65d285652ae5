"""Enforcement cases: authority, case number, party, goods, amounts, fine, what was breached (处罚案例).

A case is the block of text that its number or heading opens. The value of the goods and the fine stand side by side
in such a block; each is known by the words around it, never by its size.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from workbench.facts.fact import Evidence, Fact, make_fact
from workbench.facts.kinds import Penalty
from workbench.facts.references import case_key
from workbench.recognition.case_numbers import case_number
from workbench.recognition.dates import DateMention
from workbench.recognition.penalties_in_order import OrderedFine, find_fines_in_order
from workbench.recognition.quantities import QuantityMention
from workbench.recognition.reading import Reading, Span
from workbench.recognition.references import is_law_title
from workbench.recognition.titles import TitleMention
from workbench.recognition.units import CURRENCY, normal_unit
from workbench.text import fold_script, han_pattern, normalize, parse_decimal

_NEW_PART = han_pattern(r"(?:[(（][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|[■●▪◆])")
_AUTHORITY = han_pattern(
    r"(?:(?<=[\n。■●◆,;:、 ])|^)[由被经]?(?:中华人民共和国)?(?P<name>(?!中华人民|中国海关|全国|各地|多地|直属|隶属)"
    r"(?:(?![违构申向该各事有])[\u4e00-\u9fff]){2,10}?海关)(?!总署|法|商品|编码|监管|货物|查问|税款)"
)
_GOODS_OF_HEADING = han_pattern(
    r"海关(?P<goods>[\u4e00-\u9fffA-Za-z0-9]{1,16}?)(?:进?出口)?(?:违规|走私|违法|申报不实)(?:行为)?案"
)
_GOODS = han_pattern(
    r"出口(?:的)?(?:[\"“「](?P<quoted>[^\"”」]{1,20})[\"”」]"
    r"|[0-9,.]+ ?(?:千克|公斤|吨|克|件|个|台|套|箱|kg)(?:的)?(?P<plain>[\u4e00-\u9fff]{1,12}?)(?=[(,。;]))"
)
_GOODS_COUNTED = han_pattern(
    r"申报(?:出口|进口)(?P<goods>(?!的|至|到|往|货物|商品|一批)(?:(?![0-9,。;等])[\u4e00-\u9fff]){2,14}?)(?:共计?)?[0-9][0-9,.]* ?"
    r"(?:票|批|项|件|个|台|套|箱|吨|千克|公斤)"
)
_PARTY = han_pattern(
    r"(?:当事人(?:为|:)?|^|(?<=[\n。]))(?:[\u4e00-\u9fff]{2,8}海关(?:依法)?(?:查获|认定|发现))?"
    r"(?P<party>(?![^,。\n]{0,12}海关)[\u4e00-\u9fff()A-Z]{2,30}?公司)(?=以|于|向|在|申报|委托|出口|[,(。\n]|$)"
)
# 处罚决定书,对X公司未经许可…的行为: whom a notice is about, in the story of it.
_PARTY_PUNISHED = han_pattern(
    r"对(?P<party>(?![^,。;\n]{0,12}海关)[\u4e00-\u9fff()A-Z]{2,30}?公司)(?=未经|擅自|违反|[^,。;\n]{0,30}(?:处罚|处以|罚款|科处|不予))"
)
_AND_ALSO = han_pattern(r"[、,]?(?:和|及|以及|与)?(?:其)?")
_PARTY_OF_HEADING = han_pattern(
    r"(?:^|(?<=[\n。:)、]))(?P<party>[\u4e00-\u9fffA-Z][\u4e00-\u9fff()A-Z]{1,24}?公司)(?:[\u4e00-\u9fff]{0,12})案\("
)
_ACCUSED = han_pattern(
    r"(?:主犯|被告人|被告|主嫌|嫌犯|犯罪嫌疑人)(?P<before>(?!等|均|被|以|因)[\u4e00-\u9fff]{2,3}?)(?=以|因|被|自|遭|犯|等|[,(])|"
    r"(?:^|(?<=[。,;\n]))(?P<behind>[\u4e00-\u9fff]{2,3})(?=[被遭]判(?:处|刑|有期))"
)
_COURT = han_pattern(r"(?:^|(?<=[\n。,;、据]))(?P<name>(?:(?![对由向经日])[\u4e00-\u9fff]){2,12}?人民法院)")
_FOREIGN = {
    **{fold_script(unit): code for unit, code in (("美元", "USD"), ("欧元", "EUR"), ("日元", "JPY"), ("港元", "HKD"))},
    **{code: code for code in ("USD", "EUR")},
}
_AMOUNT_UNIT = frozenset(fold_script(unit) for unit in ["千克", "公斤", "吨", "克", "kg", "t"])
_FINED_BEFORE = han_pattern(r"(?:处以?了?|科处|并处|罚[款金](?:人民币)?|处罚[款金]?)(?:了)?(?:人民币)?$")
_FINE_IN_MYRIADS = han_pattern(r"罚款(?:人民币)?(?P<number>[0-9]+(?:\.[0-9]+)?万)(?![0-9元])")
_FINED_BEHIND = han_pattern(r"的?罚款")
_VALUED_BEFORE = han_pattern(
    r"(?P<basis>(?:申报|货物|商品|违法|非法|合同|成交|涉案){0,2}(?:价值|货值|案值|总价|价格|金额|经营额|价款))"
    r"(?:[\u4e00-\u9fff:]{0,8}|[\u4e00-\u9fff:]{0,4}\s?(?:FOB|CIF|CFR|C&F)?\s?[0-9][0-9,.]*(?:美元|欧元|日元|港元)[,(]?"
    r"(?:折合|约合|合计|合)(?:人民币)?)$"
)
_SPARED = han_pattern(r"决定[^。;\n]{0,40}不予(?:行政)?处罚")
_OF_THE_PARTY = han_pattern("当事人")
_STATUTE = han_pattern(r"以上|以下(?!行政处罚|处罚)|条规定|应当|可以处|每日")
_VIOLATION = han_pattern(r"构成(?:了)?(?P<what>[^,。;]{4,40})")
_MITIGATION = han_pattern(
    r"(?:^|(?<=[,。;:\n]))(?:即便|尽管|鉴于|因)?(?:(?:上述|两|各)?当事人)?"
    r"(?P<what>[^,。;:\n]{0,20}(?:配合[^,。;]{0,4}(?:调查|查处)|认错认罚|主动退关|(?<!未)补办|补救措施|减轻危害|从轻|减轻处罚)[^。;]{0,30}?)"
    r"(?=,但|,监管|,海关|。|;)"
)
# Behind a day: 决定对当事人作出如下行政处罚, 依法对其处以罚款.
_DECIDES = han_pattern(
    r",?(?:[\u4e00-\u9fff]{2,12}海关|[\u4e00-\u9fff]{2,8}法院)?(?:依法)?(?:决定)?(?:对[^,。;]{1,30}?)?(?:决定)?"
    r"(?:作出|做出|科处|处以?|予以|不予|给予|判处)[^。;]{0,24}(?:处罚|罚款|罚金|判决)"
)
_DOES = han_pattern(r"[^。;\n]{0,60}(?:申报|委托|出口|进口|出境|入境|查验|查获|采购|发运)")
_SIGNS = han_pattern(r"(?:^|\n)(?:中华人民共和国)?[\u4e00-\u9fff]{2,12}(?:海关|法院|委员会|[局厅])\n+$")
_LONGEST_OFFICE = 30
_LISTS_GOODS = han_pattern("(?:清单|目录|名录)$")
_TELLING = han_pattern(r"申报出口|货物价值|案值|罚款|依据|构成|属于|补办|价格")
_KINDS_OF_BREACH = han_pattern(r"违规(?:场景|情形|行为|类型)|违法(?:情形|行为|类型)")
_BULLET = han_pattern(r"^[-•■●·▪] ?(?P<what>[^:。\n]{4,30}):")
_BREACH = han_pattern(r"未经许可|申报不实|瞒报|伪报|走私|错误|违规|未申报|夹藏|超出许可")
_ENFORCEMENT = han_pattern(r"罚|违规|字[〔\[(]")
_LONGEST_BLOCK = 4000
_INTRODUCED = 12
"""So many characters before an amount say what it is."""
_INTRODUCED_ABROAD = 48
"""And so many where a price in other money stands between."""


@dataclass(frozen=True, slots=True)
class _Case:
    """A numbered case: its number, its block of text and what the block says of it."""

    number: re.Match[str]
    block: Span
    content: Penalty


def penalty_facts(reading: Reading) -> Iterable[Fact]:
    """A penalty for every enforcement case, and for every kind of breach that a list of them names."""
    if not _ENFORCEMENT.search(reading.text):
        return
    blocks = list(_blocks(reading))
    money = [one for one in reading.quantities if one.unit]
    cases = [_Case(number, block, _content(reading, block, _within(money, block))) for number, block in blocks]
    shared = find_fines_in_order(reading, [(one.number[0], one.content.fine is not None) for one in cases])
    for case in cases:
        yield _fact_of_case(reading, case, shared.get(case.number[0]))
    taken = [*(block for _, block in blocks), *(fine.sentence for fine in shared.values())]
    yield from _unnumbered(reading, taken, money)
    yield from _breaches(reading)


def _blocks(reading: Reading) -> Iterator[tuple[re.Match[str], Span]]:
    """Every case number with its block: from its line to the next case, heading or part."""
    numbers = list(case_number().finditer(reading.text))
    starts = [line.start for line in reading.lines]
    for index, number in enumerate(numbers):
        line = bisect_left(starts, number.start() + 1) - 1
        heads = reading.lines[line].end - reading.lines[line].start <= 80
        end = reading.lines[line].end
        limit = numbers[index + 1].start() if index + 1 < len(numbers) else len(reading.text)
        for following in reading.lines[line + 1 :] if heads else ():
            if following.end > limit or following.end - number.start() > _LONGEST_BLOCK:
                break
            if _NEW_PART.match(reading.text, following.start):
                break
            end = following.end
        start = reading.lines[line].start if heads else reading.sentence_at(number.start()).start
        yield number, Span(start, max(end, number.end()))


def _within(money: list[QuantityMention], block: Span) -> list[QuantityMention]:
    return [one for one in money if block.start <= one.start < block.end]


def _fact_of_case(reading: Reading, case: _Case, shared: OrderedFine | None) -> Fact:
    number, block = case.number, case.block
    written = reading.normal.quote(*number.span())
    content = case.content.model_copy(update={"instrument": case_key(number[0]), "case_number": written})
    if shared is not None:
        content = content.model_copy(update={"fine": shared.amount, "currency": "CNY"})
    spans = [(max(block.start, reading.line_at(number.start()).start), number.end())]
    if reading.line_at(number.start()).end - spans[0][0] > 80:
        spans = [number.span()]
    evidence = _evidence(reading, block, spans)
    if shared is not None:
        evidence = (*evidence, *reading.evidence((shared.sentence.start, shared.sentence.end)))
    return make_fact(reading.document.id, content, evidence, "rules")


def _content(reading: Reading, block: Span, money: list[QuantityMention]) -> Penalty:
    text = reading.text
    codes = [code.code for code in reading.codes if code.scheme == "hs" and block.start <= code.start < block.end]
    weight = next((one for one in money if normal_unit(one.unit) in _AMOUNT_UNIT), None)
    fine = _fine(text, block, money)
    value, basis, currency = _value(reading, block, money)
    return Penalty(
        authority=_quoted(reading, _AUTHORITY, block, "name") or _quoted(reading, _COURT, block, "name"),
        party=_party(reading, block),
        goods=_quoted(reading, _GOODS_OF_HEADING, block, "goods")
        or _quoted(reading, _GOODS, block, "quoted")
        or _quoted(reading, _GOODS_COUNTED, block, "goods")
        or _quoted(reading, _GOODS, block, "plain"),
        hs_codes=tuple(dict.fromkeys(codes)),
        quantity=weight.value if weight else None,
        quantity_unit=weight.unit if weight else None,
        value=value,
        value_basis=basis,
        fine=fine,
        currency="CNY" if fine is not None else currency,
        violation=_quoted(reading, _VIOLATION, block, "what"),
        breached=_breached(reading, block),
        mitigation=_quoted(reading, _MITIGATION, block, "what"),
        date=_day(reading, block),
    )


def _day(reading: Reading, block: Span) -> date | None:
    """The day on which the case was decided, else the one day that its block gives and on which nothing else was done."""
    dated = [one for one in reading.dates_in(block.start, block.end) if one.value is not None]
    for one in dated:
        if _DECIDES.match(reading.text, one.end, block.end):
            return one.value
    signed = next((one.value for one in reversed(dated) if _is_below_office(reading, one)), None)
    if signed is not None:
        return signed
    if len(dated) != 1 or _DOES.match(reading.text, dated[0].end, block.end):
        return None
    return dated[0].value


def _is_below_office(reading: Reading, mention: DateMention) -> bool:
    """Whether a day stands alone in the line below that of the office that signs."""
    line = reading.line_at(mention.start)
    if (line.start, line.end) != (
        mention.start,
        mention.end,
    ) and line.end - line.start > mention.end - mention.start + 2:
        return False
    return line.start > 0 and _SIGNS.search(reading.text, max(0, line.start - _LONGEST_OFFICE), line.start) is not None


def _breached(reading: Reading, block: Span) -> str | None:
    """The first provisions of a block, with those that the text names right behind them."""
    titles = [one for one in reading.titles if block.start <= one.start < block.end and _is_breached(one)]
    if not titles:
        return None
    end = titles[0].tail
    for title in titles[1:]:
        if not _AND_ALSO.fullmatch(reading.text, end, title.start):
            break
        end = title.tail
    return reading.normal.quote(titles[0].start, end)


def _is_breached(title: TitleMention) -> bool:
    """Whether a title can be breached: a law, or anything cited by article; the list that names the goods cannot."""
    listing = _LISTS_GOODS.search(normalize(title.title).text) is not None
    return bool(title.articles) or (is_law_title(title.title) and not listing)


def _fine(text: str, span: Span, money: list[QuantityMention]) -> Decimal | None:
    """The fine that the words around an amount mark; a range of a statute is none."""
    short = _FINE_IN_MYRIADS.search(text, span.start, span.end)
    if short is not None:
        return parse_decimal(short["number"])
    for one in _sums(money):
        if _FINED_BEFORE.search(text, max(0, one.start - _INTRODUCED), one.start) or _FINED_BEHIND.match(text, one.end):
            return one.value
    return None


def _value(reading: Reading, span: Span, money: list[QuantityMention]) -> tuple[Decimal | None, str | None, str | None]:
    """The value of the goods, what it is called (申报价格, 货物价值, 违法经营额), and its currency.

    What customs reckon in money of China counts before the price in another.
    """
    for one in sorted(_sums(money), key=lambda one: normal_unit(one.unit) in _FOREIGN):
        introduced = _VALUED_BEFORE.search(reading.text, max(span.start, one.start - _INTRODUCED_ABROAD), one.start)
        if introduced is not None:
            currency = _FOREIGN.get(normal_unit(one.unit), "CNY")
            return one.value, reading.normal.quote(*introduced.span("basis")), currency
    return None, None, None


def _sums(money: list[QuantityMention]) -> Iterator[QuantityMention]:
    return (one for one in money if normal_unit(one.unit) in CURRENCY and one.comparator is None)


def _quoted(reading: Reading, pattern: re.Pattern[str], block: Span, group: str) -> str | None:
    for match in pattern.finditer(reading.text, block.start, block.end):
        if match[group]:
            return reading.normal.quote(*match.span(group)).strip()
    return None


def _party(reading: Reading, block: Span) -> str | None:
    """Who was penalised; a firm that the party commissioned is not it."""
    for match in _PARTY.finditer(reading.text, block.start, block.end):
        if fold_script("委托") not in match["party"]:
            return reading.normal.quote(*match.span("party"))
    return (
        _quoted(reading, _PARTY_OF_HEADING, block, "party")
        or _quoted(reading, _PARTY_PUNISHED, block, "party")
        or _quoted(reading, _ACCUSED, block, "before")
        or _quoted(reading, _ACCUSED, block, "behind")
    )


def _evidence(reading: Reading, block: Span, spans: list[tuple[int, int]]) -> tuple[Evidence, ...]:
    """The head of the case, and the sentences of the block that state what was done and decided."""
    for sentence in reading.sentences:
        inside = block.start <= sentence.start < block.end and sentence.start >= spans[0][1]
        if inside and _TELLING.search(reading.text, sentence.start, sentence.end):
            spans.append((sentence.start, sentence.end))
    return reading.evidence(*spans)


def _unnumbered(reading: Reading, taken: list[Span], money: list[QuantityMention]) -> Iterator[Fact]:
    """A decision without a case number: what its sentence states, else the account of the 当事人 before it."""
    covered_to = 0
    for sentence in reading.sentences:
        words = reading.text[sentence.start : sentence.end]
        if _STATUTE.search(words) or any(block.start <= sentence.start < block.end for block in taken):
            continue
        fined = _fine(reading.text, sentence, _within(money, sentence))
        if fined is None and not _SPARED.search(words):
            continue
        content = _content(reading, sentence, _within(money, sentence))
        story = sentence
        if not (content.authority or content.party) or _OF_THE_PARTY.search(words):
            story = _story(reading, sentence, covered_to) or sentence
            content = _content(reading, story, _within(money, story))
        known = bool(content.authority or content.party)
        if known or story is not sentence:
            spans = [(story.start, reading.sentence_at(story.start).end)]
            accused = _ACCUSED.search(reading.text, sentence.start, sentence.end) if story is sentence else None
            if accused is not None:
                content, before = _as_tried(reading, content, accused, money, covered_to)
                spans = sorted({*before, *spans})
            yield make_fact(reading.document.id, content, _evidence(reading, story, spans), "rules")
            covered_to = sentence.end


def _as_tried(
    reading: Reading, content: Penalty, accused: re.Match[str], money: list[QuantityMention], covered_to: int
) -> tuple[Penalty, list[tuple[int, int]]]:
    """A sentence of a court with what its line says before: which court, and what the accused had done; and where."""
    text, line = reading.text, reading.line_at(accused.start())
    name = accused["before"] or accused["behind"]
    sentence = reading.sentence_at(accused.start())
    floor = max(line.start, covered_to)
    named = text.find(name, floor, sentence.start)
    spans: list[tuple[int, int]] = []
    found: dict[str, object] = {}
    if named >= 0:
        first = reading.sentence_at(named)
        story = Span(first.start, sentence.start)
        value, basis, currency = _value(reading, story, _within(money, story))
        found = {"value": value, "value_basis": basis, "currency": currency}
        spans.append((first.start, first.end))
    courts = list(_COURT.finditer(text, line.start, sentence.start)) or _only_court(reading)
    if courts:
        found["authority"] = reading.normal.quote(*courts[-1].span("name"))
        at = reading.sentence_at(courts[-1].start())
        spans.append((at.start, at.end))
    missing = {field: what for field, what in found.items() if getattr(content, field) is None and what is not None}
    return content.model_copy(update=missing), spans if missing else []


def _only_court(reading: Reading) -> list[re.Match[str]]:
    """Where the text first names its court, if it names but one."""
    courts = list(_COURT.finditer(reading.text))
    return courts[:1] if len({court["name"] for court in courts}) == 1 else []


def _story(reading: Reading, decision: Span, covered_to: int) -> Span | None:
    """From the first mention of a 当事人 to the decision; not past the decision or the heading before it."""
    floor = max(covered_to, decision.end - _LONGEST_BLOCK)
    for line in reading.lines:
        if floor <= line.start < decision.start and _NEW_PART.match(reading.text, line.start):
            floor = line.start
    first = _OF_THE_PARTY.search(reading.text, floor, decision.end)
    return Span(reading.sentence_at(first.start()).start, decision.end) if first is not None else None


def _breaches(reading: Reading) -> Iterator[Fact]:
    """Kinds of breach that a list names below a sentence about them."""
    listing = False
    for line in reading.lines:
        bullet = _BULLET.match(reading.text[line.start : line.end])
        if bullet is None:
            listing = bool(_KINDS_OF_BREACH.search(reading.text, line.start, line.end))
        elif listing and _BREACH.search(bullet["what"]):
            start, end = line.start + bullet.start("what"), line.start + bullet.end("what")
            content = Penalty(violation=reading.normal.quote(start, end))
            yield make_fact(reading.document.id, content, reading.evidence((line.start, end)), "rules")
