"""Laws, regulations, lists and announcements that a document cites in 《》, with the articles that it names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from workbench.facts.fact import Check, Fact, make_fact
from workbench.facts.kinds import LegalInstrument
from workbench.facts.references import law_key, normal_title, short_title, title_key
from workbench.recognition.date_checks import check_date
from workbench.recognition.dates import DateMention
from workbench.recognition.foreign_laws import is_foreign_law
from workbench.recognition.reading import Reading
from workbench.recognition.references import is_law_title, is_type_alone
from workbench.recognition.titles import TitleMention
from workbench.recognition.titles_unmarked import chinese_title, find_unmarked_laws
from workbench.text import han_pattern, normalize

_LEGAL = han_pattern(
    r"(?:(?<![方算手写做说看])法|税则|条例|规定|办法|细则|规则|准则|决定|公告|通告|通知|通报|清单|名单|名录|目录|令|公约|条约|协定|协议|议定书|声明|公报|"
    r"指南|指引|意见|方案|纲要|规划|标准|基准|解释|批复|函|章程|草案|法案|白皮书|说明|书|案|措施|安排|制度|宪章|协约)"
    r"(?:\([^()]{1,24}\))*$"
)
_PRESS = han_pattern(
    r"(?:(?:联邦|政府|官方|国务院|加拿大|欧盟|[美英法德]国)公报|日报|时报|晚报|早报|周刊|月刊|杂志|新闻|评述|评论|观察|论坛报|邮报|通讯|快报|公众号|视角|解读|解析|回顾)$"
)
_REGULATES = han_pattern(r"(?:(?<![方算手写做说看])法|条例|办法|规定|细则|规则)(?:\([^()]{1,24}\))*$")
# What an applicant or an office fills in.
_FORM = han_pattern(r"(?:许可证件?|通知书|情况说明|申请表|登记表|承诺书|证明书?|决定书|报关单)(?:\([^()]{1,24}\))*$")
_PUBLISHED_ON = han_pattern(
    r"\s*(?:由[^,。;]{2,12})?(?:公布|发布|颁布|印发|出台)(?P<also>(?:并|且|、)(?:同日|同时|正式)?(?:施行|实施|生效))?的(?:[0-9]{4}年度的?)?"
)
_STANDARD = han_pattern(
    r"(?:GB|GJB|ISO|IEC|ASTM|MIL|DL|HB|QJ|SJ|YS|JB|HG|SN|YY)[A-Z]{0,4}(?:/[TZ])?[ \-]?[0-9][0-9A-Za-z.\-]{1,16}"
    r"(?:[ ,(]*(?:中的?)?(?:附录|第)?[ ]?[A-Z0-9.]{0,6}(?:部分|条|章)?(?:中的?|的)?)[ ,(]*$"
)
# 等后附《反制清单》列明的企业, 附件:《某清单》: a list that comes with the act is its annex.
_ANNEXED = han_pattern(r"(?:后附|所附|随附|(?P<heads>(?:^|\n)\s*附件?[一二三四五六七八九十0-9]?:))\s?$")
_LISTED_THERE = han_pattern("中?(?:列明|所列)的")
_ANNEX = han_pattern("(?:清单|名单|名录)$")
_TOO_FAR = 30


def title_facts(reading: Reading) -> Iterable[Fact]:
    """One legal_instrument per title and set of articles; its evidence is every place that cites it so."""
    places: dict[tuple[str, tuple[str, ...]], list[TitleMention]] = defaultdict(list)
    abbreviated = reading.abbreviations
    for mention in reading.titles:
        full = abbreviated.get(normal_title(mention.title), mention)
        if _is_annex(reading, mention) or is_foreign_law(reading, full):
            continue
        if _is_legal(full) and not reading.is_caption(mention.start) and not _of_standard(reading, mention):
            places[short_title(full.title), mention.articles].append(mention)
    marked = [(mention.start, mention.end) for mention in reading.titles]
    for mention in find_unmarked_laws(reading.normal):
        marked_too = any(start <= mention.start < end for start, end in marked)
        if not marked_too and not reading.is_caption(mention.start) and reading.actor_at(mention.start) == "CN":
            places[short_title(mention.title), ()].append(mention)
    for mentions in _merged(places):
        full = abbreviated.get(normal_title(mentions[0].title), mentions[0])
        first = replace(full, articles=mentions[0].articles)
        spans = [(mention.start, mention.tail) for mention in mentions]
        if full not in mentions:  # only its short form is cited with these articles
            spans.append((full.start, full.end))
        given = (reading.address_behind(end) for mention in mentions for end in (mention.tail, mention.end))
        address = next((found for found in given if found is not None), None)
        content = _cited(reading, first)
        checks: tuple[Check, ...] = ()
        dated = next((found for mention in mentions if (found := _published_before(reading, mention))), None)
        if dated is not None:
            day, also_in_force = dated
            update = {"published": day.value} | ({"effective": day.value} if also_in_force else {})
            content = content.model_copy(update=update)
            checks = tuple(check for name in update for check in check_date(name, day))
            spans.append((day.start, day.end))
        if address is not None:
            content = content.model_copy(update={"source_url": address[0]})
            spans.append(address[1])
        yield make_fact(reading.document.id, content, reading.evidence(*spans), "rules", checks=checks)


def _published_before(reading: Reading, mention: TitleMention) -> tuple[DateMention, bool] | None:
    """The day right before a title on which it was published, and whether it took effect with that: 3月1日公布并施行的《…》."""
    for dated in reading.dates_in(max(0, mention.start - _TOO_FAR), mention.start):
        words = _PUBLISHED_ON.fullmatch(reading.text, dated.end, mention.start)
        if words is not None and dated.value is not None:
            return dated, words["also"] is not None
    return None


def _of_standard(reading: Reading, mention: TitleMention) -> bool:
    """Whether the number of a standard stands before a title: GB/T 12345-2030附录A《…试验方法》."""
    return _STANDARD.search(reading.text, max(0, mention.start - _TOO_FAR), mention.start) is not None


def _is_annex(reading: Reading, mention: TitleMention) -> bool:
    """Whether a title is that of a list annexed to the act that speaks."""
    if not _ANNEX.search(normalize(mention.title).text):
        return False
    before = _ANNEXED.search(reading.text, max(0, mention.start - 8), mention.start)
    if before is None or before["heads"]:
        return before is not None
    return reading.is_act or _LISTED_THERE.match(reading.text, mention.end) is not None


def _is_legal(mention: TitleMention) -> bool:
    title = normalize(mention.title).text
    if _PRESS.search(title) or _FORM.search(title) or is_type_alone(title):
        return False
    return _LEGAL.search(title) is not None


def _merged(places: dict[tuple[str, tuple[str, ...]], list[TitleMention]]) -> Iterator[list[TitleMention]]:
    """A title cited with and without articles is one fact a set of articles; bare places join the first of them."""
    first_articles: dict[str, tuple[str, ...]] = {}
    for title, articles in places:
        if articles:
            first_articles.setdefault(title, articles)
    for (title, articles), mentions in places.items():
        if articles or title not in first_articles:
            bare = places.get((title, ()), []) if first_articles.get(title) == articles else []
            yield sorted({*mentions, *bare}, key=lambda mention: (not mention.articles, mention.start))


def _cited(reading: Reading, mention: TitleMention) -> LegalInstrument:
    number, key = _number(reading, mention)
    if key is None and (chinese := chinese_title(mention.title)):
        key = law_key(chinese)
    if key is None:
        key = law_key(mention.title) if is_law_title(mention.title) else title_key(mention.title)
    cited_by = reading.instrument_at(mention.start)
    return LegalInstrument(
        instrument=key,
        title=mention.title,
        number=number,
        articles=mention.articles,
        category="regulation_update"
        if key.startswith("law/") and _REGULATES.search(normalize(mention.title).text)
        else None,
        cited_by=cited_by if cited_by != key else None,
    )


def _number(reading: Reading, mention: TitleMention) -> tuple[str | None, str | None]:
    """The number in brackets behind a title, or right before its bracket, and its key."""
    behind = reading.references_in(mention.end, mention.end + _TOO_FAR)
    if (
        behind
        and reading.text[mention.end : mention.end + 1] == "("
        and ")" not in reading.text[mention.end : behind[0].start]
    ):
        return reading.normal.quote(behind[0].start, behind[0].end), behind[0].key
    within = [one for one in reading.references_in(mention.start, mention.start + 4) if one.end < mention.end]
    if within:
        return reading.normal.quote(within[0].start, within[0].end), within[0].key
    before = reading.references_in(max(0, mention.start - _TOO_FAR), mention.start)
    if before and reading.text[before[-1].end : mention.start] in {"", "(", "号("}:
        return reading.normal.quote(before[-1].start, before[-1].end), before[-1].key
    return None, None
