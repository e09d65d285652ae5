"""China's acts as English pages report them: who announced or issued what, when, and which put items under control.

Only sentences count in which a Chinese authority is the subject; China's own words (a translation of an announcement)
have the authority in their heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from workbench.facts.fact import Check, Fact
from workbench.facts.kinds import Announcement, EffectiveDate, StatusChange
from workbench.recognition.date_checks import check_date
from workbench.recognition.dates import DateMention
from workbench.recognition.english_items import BAN, english_items, imposes_in_english
from workbench.recognition.english_sentences import LONGEST_SENTENCE, english_sentence, is_not_done
from workbench.recognition.english_status import english_suspensions
from workbench.recognition.entities_english import find_english_statements
from workbench.recognition.reading import Reading, Span
from workbench.text import has_latin_words

_AUTHORITY = (
    r"(?:(?:the\s)?(?:China's|Chinese|Chinas|PRC's)\s)?(?:the\s)?(?P<{name}>(?:Chinese\s)?Commerce Ministry|Ministry of Commerce|MOFCOM|"
    r"General Administration of Customs|Customs Administration|GACC|Ministry of Foreign Affairs|Foreign Ministry|State Council)"
    r"(?:\sof\s(?:the\s)?(?:People['’]s\sRepublic\sof\s)?China)?(?:\s\([\"“”]?[A-Z]{{2,8}}[\"“”]?\))?"
)


@lru_cache(maxsize=1)
def _issuers() -> re.Pattern[str]:
    first, second = _AUTHORITY.format(name="first"), _AUTHORITY.format(name="second")
    joined = r"(?:(?:,?\s(?:and|together with|along with|in conjunction with)(?:\sthe)?|\s?&)\s|,?\s(?=General))"
    return re.compile(rf"(?<![A-Za-z]){first}(?:{joined}{second})?", re.IGNORECASE)


@lru_cache(maxsize=1)
def _foreign() -> re.Pattern[str]:
    """Right before a ministry: it is another country's."""
    return re.compile(
        r"\b(?:Indian?|Korean?|Japan(?:ese)?|Russian?|Thai|Vietnam(?:ese)?|Taiwan(?:ese)?)(?:'s)?\s$", re.I
    )


@lru_cache(maxsize=1)
def _with_approval() -> re.Pattern[str]:
    """Right before an authority: it approves what another issues."""
    return re.compile(r"\b(?:approval\s(?:of|by|from)|approved\sby)\s$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _acts() -> re.Pattern[str]:
    """Behind an authority, in its sentence: it announces or issues a measure."""
    verbs = (
        "answer(?:s|ed)|responds?|responded|replied|said|confirmed|unveil(?:ed|s)|suspend(?:ed|s)|announce[ds]?"
        "|issue[ds]?|release[ds]?|publish(?:ed|es)|add(?:ed|s)|place[ds]?|impose[ds]?|decided|designated|rolled out|rolls out"
    )
    measure = (
        "export[- ]control|unreliable[- ]entit|unreliable organi[sz]|control list|countermeasure|sanction|"
        "announcement|decrees?\\b[^.;\n]{0,30}\\bcontrols?\\b|decision no|licen[cs]|dual-use|export (?:restriction|ban)|suspend|suspension|restrictions on|the controls|curbs"
    )
    return re.compile(
        rf"[^.;\n]{{0,60}}?\b(?:{verbs})\b(?=[^;\n]{{0,260}}?(?:{measure}))|\sAnnouncement No", re.IGNORECASE
    )


@lru_cache(maxsize=1)
def _passive() -> re.Pattern[str]:
    """Before an authority: …, jointly issued by the Ministry of Commerce."""
    return re.compile(
        r"\b(?:issued|announced|released|published|imposed|unveiled)(?:\sjointly)?\sby\s(?:the\s)?$", re.IGNORECASE
    )


@lru_cache(maxsize=1)
def _whatever() -> re.Pattern[str]:
    return re.compile("")


@lru_cache(maxsize=1)
def _announced_last() -> re.Pattern[str]:
    """…, the Chinese Ministry of Commerce announced: the measure stands before."""
    return re.compile(
        r"(?:,?\s(?:has\s|have\s|in\sBeijing\s)?(?:announced|said)(?:\sat\s(?:a|the)\s[a-z ]{3,40}?)?)?"
        # in a Monday statement, late on Tuesday, today, (a name in brackets)
        r"(?:\s(?:in a (?:[A-Z][a-z]+day )?statement|(?:(?:late\s)?on\s)?[A-Z][a-z]+day|today|yesterday"
        r"|\([A-Z][^()\n]{2,14}\)))*\s?"
        # the end of the sentence, or words that only add to it
        r"(?:[.\n]|,\s(?=a\s(?:day|week|month)|citing|as\b|after\b)|$)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _measure_before() -> re.Pattern[str]:
    return re.compile(
        rf"{BAN}|\bsanction|\bcountermeasures?\b|added[^.\n]{{0,200}}list of unreliable"
        r"|unreliable[- ]entity list|export[- ]control(?:s| list)?\b|suspend(?:ed|s)?\b|suspension",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _chinese_page() -> re.Pattern[str]:
    return re.compile(r"\b(?:China|Chinese|PRC|MOFCOM|Beijing)\b")


@lru_cache(maxsize=1)
def _other_agency() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:BIS|OFAC|METI|Bureau of Industry and Security|Commerce Department|Department of Commerce|Treasury Department|"
        r"Department of the Treasury|State Department|European Commission|Federal Register)\b"
    )


def english_facts(reading: Reading) -> Iterator[Fact]:
    """The announcements, impositions and controlled elements that English sentences report."""
    if not has_latin_words(reading.text):
        return
    if not _chinese_page().search(reading.text) and not _chinese_page().search(reading.title.text):
        return
    found = [*_announcements(reading), *_by_china(reading), *_measures_of_a_day(reading), *_labelled(reading)]
    yield from _each_day_once(found)
    imposed = list(_impositions(reading))
    suspended = list(english_suspensions(reading))
    acts = found or imposed or suspended or reading.references or find_english_statements(reading.normal)
    # On a page about another side's agency, which reports no act of China's, what takes effect is that side's.
    if acts or not _other_agency().search(reading.text):
        yield from _effective(reading)
        yield from _at_once(reading, found)
    yield from (*imposed[:1], *suspended)
    if imposed or suspended:
        yield from english_items(reading)


def _announcements(reading: Reading) -> Iterator[Fact]:
    seen: set[tuple[tuple[str, ...], object]] = set()
    for match in _issuers().finditer(reading.text):
        before = (max(0, match.start() - 16), match.start())
        if _foreign().search(reading.text, *before) or _with_approval().search(reading.text, *before):
            continue
        line = reading.line_at(match.start())
        start = _sentence_start(reading.text, line.start, match.start())
        act = _acts().match(reading.text, match.end(), line.end)
        if act is None and _passive().search(reading.text, max(start, match.start() - 30), match.start()):
            act = _whatever().match(reading.text, match.end())
        if act is None:
            if not _measure_before().search(reading.text, start, match.start()):
                continue
            act = _announced_last().match(reading.text, match.end(), line.end + 1)
        if act is None:
            continue
        dated = _day(reading, Span(start, min(act.end() + 40, line.end)))
        issuers = tuple(reading.normal.quote(*match.span(name)) for name in ("first", "second") if match[name])
        mark = (tuple(name.casefold() for name in issuers), dated.value if dated else None)
        if mark in seen:
            continue
        seen.add(mark)
        content = Announcement(issuers=issuers, published=dated.value if dated else None)
        spans = [(match.start(), min(act.end(), line.end))] + ([(dated.start, dated.end)] if dated else [])
        yield reading.fact(content, spans, checks=check_date("published", dated))


@lru_cache(maxsize=1)
def _china_acts() -> re.Pattern[str]:
    """China announced sweeping export restrictions today: no authority is named."""
    verbs = "took (?:[a-z]+ ){0,2}(?:action|steps|measures)|announced|unveiled|imposed|issued|introduced|rolled out|slapped|placed|added|suspended|published"
    measure = "export|unreliable[- ]entit|control|curbs|countermeasure|sanction|restriction|suspension|ban\\b"
    return re.compile(
        rf"(?<![A-Za-z])(?:China|Beijing|Chinese\s(?:government|authorities))\s(?:has\s|have\s|also\s|had\s)?(?P<act>[^.,;\n]{{0,24}}?\b(?:{verbs})\b)"
        rf"(?=(?:No\.|[^.;\n]){{0,160}}?(?:{measure}))",
        re.IGNORECASE,
    )


def _by_china(reading: Reading) -> Iterator[Fact]:
    """Announcements of China's that a sentence dates without saying which authority made them."""
    for match in _china_acts().finditer(reading.text):
        sentence = english_sentence(reading, match.start())
        dated = _day(reading, Span(sentence.start, sentence.end))
        if dated is None or is_not_done(reading.text, match.start()) or reading.is_caption(match.start()):
            continue
        spans = [match.span(), (dated.start, dated.end)]
        yield reading.fact(Announcement(published=dated.value), spans, checks=check_date("published", dated))


@lru_cache(maxsize=1)
def _measures_announced() -> re.Pattern[str]:
    """Right before a day: the measures, announced Oct. 9."""
    return re.compile(
        r"\b[Tt]he\s(?:new\s|latest\s)?(?:measures|controls|curbs|restrictions|announcements),?\s(?:which\swere\s)?"
        r"(?:announced|issued|unveiled|released)\s(?:on\s)?$|"
        r"\b[Tt]h(?:e|ese|ose)\s(?:[a-z]+\s){0,3}(?:announcements|measures|notices)\s(?:were|had\s(?:all\s)?been)\s"
        r"(?:all\s|jointly\s)*(?:announced|issued|unveiled|released|published|introduced)\son\s$"
    )


def _measures_of_a_day(reading: Reading) -> Iterator[Fact]:
    """The day on which China's measures were announced, where the page mentions it only in passing."""
    acted = _china_acts().search(reading.text) or _issuers().search(reading.text)
    for mention in reading.dates if acted else ():
        announced = _measures_announced().search(reading.text, max(0, mention.start - 60), mention.start)
        if announced is None or mention.value is None or acted is None or acted.end() > announced.start():
            continue
        if not is_not_done(reading.text, announced.start()):
            content = Announcement(published=mention.value)
            yield reading.fact(content, [(announced.start(), mention.end)], checks=check_date("published", mention))


def _each_day_once(facts: list[Fact]) -> Iterator[Fact]:
    """The facts without those that give only a day which another fact gives together with its authority."""
    days = {fact.content.published for fact in facts if isinstance(fact.content, Announcement) and fact.content.issuers}
    for fact in facts:
        content = fact.content
        if (
            not isinstance(content, Announcement)
            or content.issuers
            or content.instrument
            or content.published not in days
        ):
            yield fact


@lru_cache(maxsize=1)
def _takes_effect_at_once() -> re.Pattern[str]:
    return re.compile(
        r"(?:\b(?:take|takes|took|taking|come|comes|came|coming)\s(?:into\s)?effect|effective)"
        r"\s(?:immediately|at once|(?:up)?on\s(?:its\s)?(?:publication|promulgation|issuance|release)"
        r"|(?:(?:from|on|as of)\s)+the\s(?:date|day)\sof\s(?:its\s|the\s)?(?:publication|promulgation|issuance|issue|release|announcement))"
        r"|\bwith immediate effect|\btak(?:es|ing) immediate effect",
        re.IGNORECASE,
    )


def _at_once(reading: Reading, facts: list[Fact]) -> Iterator[Fact]:
    """Effective immediately: on the day on which the page says that it was announced; an announcement, on its own."""
    for match in _takes_effect_at_once().finditer(reading.text):
        if is_not_done(reading.text, match.start()) or reading.is_caption(match.start()):
            continue
        days = [fact.content.published for fact in facts if isinstance(fact.content, Announcement)]
        own = reading.published if reading.is_act or reading.is_statement else None
        day = next((day for day in days if day), own)
        content = EffectiveDate(instrument=reading.instrument_at(match.start()), date=day, basis="on_publication")
        checks = [Check(field="date", verdict="derived", rule="on_publication")] if day else []
        yield reading.fact(content, [match.span()], checks=checks, notes=[] if day else ["no_document_date"])
        return


@lru_cache(maxsize=1)
def _label() -> re.Pattern[str]:
    return re.compile(
        r"(?:Date of (?:Issuance|Issue|Release|Publication)|(?:Issuance|Issuing|Release|Issue|Publication) Date)\]?\s*:?\s*$"
        r"|(?:Ministry of Commerce|Ministry of Foreign Affairs|General Administration of Customs)\s*\n\s*$"
        r"|\((?:Promulgated|Issued|Published) by [^()\n]{4,120}? on\s$",
        re.I,
    )


def _labelled(reading: Reading) -> Iterator[Fact]:
    """[Date of Issuance]: April 4, 2025, in the head of a translated announcement."""
    for mention in reading.dates:
        if mention.value and _label().search(reading.text, max(0, mention.start - 140), mention.start):
            content = Announcement(instrument=reading.instrument_at(mention.start), published=mention.value)
            yield reading.fact(content, [(mention.start, mention.end)], checks=check_date("published", mention))
            return


def _sentence_start(text: str, floor: int, position: int) -> int:
    """Behind the last full stop that a capital follows; 'Inc.' and 'U.S.' end no sentence."""
    floor = max(floor, position - LONGEST_SENTENCE)
    ends = [end.end() for end in re.finditer(r"[a-z)\"]{3}\.\s+(?=[A-Z])", text[floor:position])]
    return floor + (ends[-1] if ends else 0)


def _day(reading: Reading, span: Span) -> DateMention | None:
    """The day of the sentence that is no day of taking effect."""
    for mention in reading.dates_in(span.start, span.end):
        before = reading.text[max(span.start, mention.start - 30) : mention.start]
        if mention.value and not re.search(
            r"(?:effective|from|until|since|as of|by|announcements\son)\b[^,]{0,12}$", before, re.I
        ):
            return mention
    return None


@lru_cache(maxsize=1)
def _takes_effect() -> re.Pattern[str]:
    """Right before a date: something takes effect on it."""
    return re.compile(
        r"(?:\beffective(?: (?:on|from|as of))?|\b(?:takes?|took|taking|comes?|came|coming|goes?|went|going) (?:in)?(?:to )?effect(?: (?:on|from|at|as of))?"
        r"|\b(?:enter(?:s|ed|ing)?|comes?|came|goes?|went) into force(?: (?:on|from|at))?)"
        r"(?:,? ?[0-9]{1,2}(?:[:.][0-9]{2})? ?(?:[ap]\.?m\.?|noon)(?: (?:on|of))?)?\s?$",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _runs_from() -> re.Pattern[str]:
    """Before a date: the suspension runs from it."""
    return re.compile(
        r"\b(?:suspen(?:d|sion)|paus(?:e|ed)|halt(?:ed)?\b|temporarily (?:lift|ease)|restrict(?:s|ed)?\s(?:the\s)?exports?"
        r"|postpone|put off|impos(?:e|ed|ing)\b[^.;\n]{0,24}?export|controls?\b|set to"
        r"|measures\s(?!against|on)(?:were|are|will be))"
        r"[^.;\n]{0,120}?\b(?:from|starting|beginning|(?:start|begin|apply)(?:\s(?:on|from))?)\s$",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _measures_of_old() -> re.Pattern[str]:
    """Suspend countermeasures against a side starting April 2: it is the countermeasures that began."""
    return re.compile(r"\b(?:counter)?measures\s(?:taken\s)?(?:against|on|targeting)\s[^,.;\n]{0,40}$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _begins_with_day() -> re.Pattern[str]:
    """Before and behind a date that opens a sentence: Starting August 1, exporters must obtain licences."""
    return re.compile(
        r"(?:^|[.\n•\-]\s?|,\s)(?:Starting|Beginning|Effective|From|As of)(?:\s(?:on|from))?\s$", re.IGNORECASE
    )


@lru_cache(maxsize=1)
def _must() -> re.Pattern[str]:
    return re.compile(
        r",[^.;\n]{0,160}?\b(?:must|shall|require[ds]?|need|are obliged|have to)\b[^.;\n]{0,40}\b(?:licen[cs]|permit|approval)"
        r"|,[^.;\n]{0,60}?\b(?:measures?|controls?|announcements?|restrictions?)\b(?:No\.|[^.;\n]){0,100}?"
        r"\b(?:will be|are|is)\s(?:\w+ly\s)?(?:suspended|paused|implemented|lifted)",
        re.IGNORECASE,
    )


_TARIFF = re.compile(r"\b(?:tariffs?|duties|levies)\b", re.IGNORECASE)
_CONTROL = re.compile(r"\b(?:controls?|licen[cs]\w*|curbs|restrict\w*|suspen\w+)\b", re.IGNORECASE)


def _is_of_a_tariff(words: str) -> bool:
    """Whether the last thing mentioned before a day is a tariff and not a control."""
    tariffs = [one.start() for one in _TARIFF.finditer(words)]
    return bool(tariffs) and not _CONTROL.search(words, tariffs[-1])


def _effective(reading: Reading) -> Iterator[Fact]:
    for mention in reading.dates:
        before = _takes_effect().search(reading.text, max(0, mention.start - 48), mention.start) or _runs_from().search(
            reading.text, max(0, mention.start - 140), mention.start
        )
        if before is None and _must().match(reading.text, mention.end):
            before = _begins_with_day().search(reading.text, max(0, mention.start - 16), mention.start)
        if before is not None and _is_of_a_tariff(reading.text[max(0, before.start() - 60) : before.end()]):
            continue
        if before is not None and _measures_of_old().search(before[0].removesuffix(" ").rpartition(" ")[0]):
            continue
        if mention.value is None or before is None or is_not_done(reading.text, before.start()):
            continue
        content = EffectiveDate(instrument=reading.instrument_at(mention.start), date=mention.value, basis="explicit")
        yield reading.fact(content, [(before.start(), mention.end)], checks=check_date("date", mention))


@lru_cache(maxsize=1)
def _undoes() -> re.Pattern[str]:
    """Before words of control: it is suspended or lifted, not imposed."""
    return re.compile(r"\b(?:suspend|halt|paus|lift|remov|eas)(?:s|es|ed|ing|e)?\b[^.;\n]{0,60}$", re.IGNORECASE)


def _impositions(reading: Reading) -> Iterator[Fact]:
    for match in imposes_in_english().finditer(reading.text):
        undone = _undoes().search(reading.text, max(0, match.start() - 80), match.start())
        if not (undone or is_not_done(reading.text, match.start()) or reading.is_caption(match.start())):
            key = _imposed_by(reading, match.start())
            targets = ({"instrument": key},) if key else ()
            content = StatusChange.model_validate({"action": "impose", "targets": targets})
            yield reading.fact(content, [match.span()])


def _imposed_by(reading: Reading, position: int) -> str | None:
    """The act that imposes: named in the sentence, or the only one that the page names."""
    sentence = english_sentence(reading, position)
    named = {act.key for act in reading.references_in(sentence.start, sentence.end)}
    if named or reading.is_act or _names_one_act(reading):
        return reading.instrument_at(position)
    return None


@lru_cache(maxsize=1)
def _names_one_act(reading: Reading) -> bool:
    return len({act.key for act in reading.references}) == 1
