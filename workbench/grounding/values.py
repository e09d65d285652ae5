"""Checking one value against a passage: it stands there, follows from it by a named rule, or is missing."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from datetime import date
from decimal import Decimal

from workbench.facts.dates import last_day
from workbench.facts.references import Number, normal_title, parse_key
from workbench.grounding.numbers import written_numbers
from workbench.grounding.source import BareNumber, Passage, Source
from workbench.grounding.support import MISSING, NAMED_ELSEWHERE, VERIFIED, Support, derived
from workbench.grounding.wording import ON_PUBLICATION, RECENT_DAYS
from workbench.recognition.codes import CodeMention
from workbench.recognition.dates import DateMention
from workbench.recognition.issuers import AUTHORITY_FORMS
from workbench.recognition.references import parse_reference
from workbench.text import fold_script, han_pattern, normalize, parse_integer

_TERM = han_pattern(r"(?<![0-9年第月])(?:[0-9]{1,3}|[一二三四五六七八九十两]{1,3})个?(?:天|日|周|月|年)(?![0-9月第份])")
_MONTH_AND_DAY = han_pattern(
    r"(?:(?P<year>(?:19|20)[0-9]{2})年)?(?<![0-9])(?P<month>[0-9]{1,2}|[一二三四五六七八九十]{1,2})月"
    r"(?P<day>[0-9]{1,2}|[一二三四五六七八九十]{1,3})日"
)
_PUBLISHES = han_pattern(r"[^。;!?\n]{0,16}?(?:公布|发布|宣布|连发|出台|公告|印发)")
_CODE_LIST = r"\.?(?P<letters>[a-z](?:\s?[、,和及与或/至~\-]\s?\.?[a-z](?![A-Za-z0-9]))+)"
_FIGURES = re.compile(r"(?<![0-9])[0-9](?:[0-9. ]{2,14}[0-9])?(?![0-9])")


def words_support(words: str, passage: Passage) -> Support:
    """Words as written: in the passage, in its document, in the document's title, or nowhere."""
    if passage.holds(words):
        return VERIFIED
    if passage.source.aligner.holds(words):
        return derived("elsewhere_in_document")
    title = passage.source.title
    return derived("document_title") if title is not None and title.holds(words) else MISSING


def name_support(name: str, passage: Passage) -> Support:
    """A name: in the passage, or put together from a beginning and an end that a list shares (鏑、鋱相關物項)."""
    if passage.holds(name):
        return VERIFIED
    compact = normalize(name).text.strip()
    for text in passage.texts:
        for cut in range(1, len(compact)):
            head = text.find(compact[:cut])
            if head < 0:
                break
            if len(compact) - cut >= 2 and text.find(compact[cut:], head + cut) >= 0:
                return derived("shared_prefix")
    return MISSING


def date_support(day: date, passage: Passage) -> Support:
    """A date: written out in the passage, or written there in part and completed, or the day of publication."""
    supports = [
        derived(mention.resolved) if mention.resolved != "explicit" or not passage.starts_inside(mention) else VERIFIED
        for mention in passage.mentions(passage.source.reading.dates)
        if mention.value == day
    ]
    if VERIFIED in supports:
        return VERIFIED
    if supports:
        return derived("year_from_document") if supports[0].rule == "explicit" else supports[0]
    if _fits_without_year(day, passage):
        return derived("year_from_document")
    return derived("on_publication") if _counts_from_publication(day, passage) else MISSING


def _fits_without_year(day: date, passage: Passage) -> bool:
    """Whether the passage has the month and day, and the year is open to be this one.

    It is where the scanner found no date there, or read one that lies ahead of publication while this one lies behind.
    """
    read = [
        mention
        for mention in passage.mentions(passage.source.reading.dates)
        if mention.value and (mention.value.month, mention.value.day) == (day.month, day.day)
    ]
    if not read:
        return _gives_month_and_day(passage.text, day, passage)
    return any(_is_last_year_of(day, mention, passage.source.reading.published) for mention in read)


def _is_last_year_of(day: date, mention: DateMention, published: date | None) -> bool:
    """Whether a date read in the year of publication, and ahead of it, is rather this one of the year before.

    Rather: it lies nearer to publication. In April, 4月10日 is of this year; in January, 11月9日 is of the last.
    """
    inherited = mention.resolved in {"year_from_document", "year_from_paragraph", "year_from_sentence"}
    if not inherited or mention.value is None or published is None:
        return False
    return mention.value > published >= day and published - day < mention.value - published


def _gives_month_and_day(text: str, day: date, passage: Passage) -> bool:
    """Whether `text` has the month and day, with that year or none where the document's head or paragraph has it."""
    for match in _MONTH_AND_DAY.finditer(text):
        if (parse_integer(match["month"]), parse_integer(match["day"])) == (day.month, day.day):
            if match["year"]:
                return parse_integer(match["year"]) == day.year
            return _is_year_of(day, passage)
    return False


def _is_year_of(day: date, passage: Passage) -> bool:
    """Whether the year of `day` is the document's, or stands around the passage and the day is past by then."""
    document = passage.source.document
    if day.year == document.year:
        return True
    title = normalize(document.title).text if document.title else ""
    written = re.search(rf"(?<![0-9]){day.year}(?![0-9])", title + "\n" + passage.surroundings)
    published = passage.source.reading.published
    return written is not None and (published is None or day <= published)


def _counts_from_publication(day: date, passage: Passage) -> bool:
    """Whether the passage, or the act that the document is, counts from its publication, and that was `day`."""
    published = passage.source.reading.published
    if published is not None and day > published:
        return False
    official = passage.source.speaks_itself
    if not ON_PUBLICATION.search(passage.text):
        return official and published == day and bool(ON_PUBLICATION.search(passage.source.normal.text))
    if any(_is_first_day(mention, passage) for mention in passage.mentions(passage.source.reading.dates)):
        return False
    heading_date = passage.last_before(passage.source.reading.dates)
    if heading_date is not None and (heading_date.value == day or _is_last_year_of(day, heading_date, published)):
        return True
    if any(mention.value == day for mention in _publications(passage)):
        return True
    return published == day and (official or heading_date is None)


def _publications(passage: Passage) -> Iterator[DateMention]:
    """The dates, in the head of the document or in the passage's paragraphs, on which something was published."""
    text = passage.source.normal.text
    for mention in passage.beside(passage.source.reading.dates):
        if _PUBLISHES.match(text, mention.end):
            yield mention


def _is_first_day(mention: DateMention, passage: Passage) -> bool:
    """Whether a date of the passage says by itself when something was: no 即日, no end of a term."""
    before = passage.source.normal.text[max(0, mention.start - 1) : mention.start]
    return mention.value is not None and mention.resolved != "relative" and before not in {"至", "到"}


def past_day_support(day: date, passage: Passage) -> Support:
    """The day of a past act: as any date, or the document's own day where the document is the act or reports that day's news."""
    published = passage.source.reading.published
    if published is not None and day > published:
        return MISSING
    support = date_support(day, passage)
    if support or published != day:
        return support
    is_own_day = passage.source.speaks_itself or RECENT_DAYS.search(passage.text)
    return derived("document_date") if is_own_day else MISSING


def total_day_support(day: date, passage: Passage) -> Support:
    """The day that a total refers to: as any date, or the day of the document, which counts as things stand."""
    support = date_support(day, passage)
    if support or passage.source.reading.published != day:
        return support
    return derived("document_date")


def last_day_support(day: date, first: date | None, term: str | None, passage: Passage) -> Support:
    """The last day of a term: written, or counted from the first day and the term in the passage."""
    support = date_support(day, passage)
    if support or first is None:
        return support
    terms = [term] if term and passage.source.aligner.holds(term) else []
    terms += [match[0] for match in _TERM.finditer(passage.text)]
    return derived("last_day_of_term") if any(last_day(first, each) == day for each in terms) else MISSING


def number_support(value: Decimal, passage: Passage, *, unit: str = "", counted: bool = False) -> Support:
    """A number: in figures in the passage, or in words, or with its 万 and 亿 multiplied out.

    160.07 stands for 160.07万 only with a `unit` that begins with 万. A `counted` number must stand before a word for what is counted; elsewhere it is only a number that happens to be there.
    """
    rules: list[str | None] = []
    for text in passage.blanked():
        for number in written_numbers(text):
            if (
                number.value == value
                and not (counted and number.measures)
                and fold_script(unit).startswith(number.multiple)
            ):
                rules.append(number.rule if number.counts or not counted else "bare_number")
    if not rules:
        return MISSING
    best = min(rules, key=lambda rule: (rule is not None, rule == "bare_number"))
    return VERIFIED if best is None else derived(best)


def control_code_support(code: str, passage: Passage) -> Support:
    """A control code: in the passage, or in a list that shares its stem (1C117.a、b)."""
    wanted = code.strip().rstrip(".").casefold()
    if any(mention.code.casefold() == wanted for mention in _own(passage, "control")) or passage.holds(code):
        return VERIFIED
    heading = passage.last_before(_codes(passage.source, "control"))
    if heading is not None and heading.code.casefold() == wanted and not _own(passage, "control"):
        return derived("code_of_line")
    stem, _, letter = wanted.rpartition(".")
    if not stem:
        return MISSING
    for match in re.finditer(re.escape(stem) + _CODE_LIST, passage.text, re.IGNORECASE):
        letters = re.findall("[a-z]", match["letters"].casefold())
        spans = re.search(r"[至~\-]", match["letters"]) is not None
        if letter in letters or (spans and letters[0] < letter < letters[-1]):
            return derived("shared_prefix")
    return MISSING


def tariff_code_support(code: str, passage: Passage) -> Support:
    """A tariff code: the same figures in a row, whole."""
    wanted = re.sub(r"[^0-9]", "", code)
    if any(mention.code == wanted for mention in _own(passage, "hs")):
        return VERIFIED
    rows = (re.sub(r"[^0-9]", "", match[0]) for match in _FIGURES.finditer(passage.text))
    return VERIFIED if wanted and wanted in rows else MISSING


def _codes(source: Source, scheme: str) -> list[CodeMention]:
    return [mention for mention in source.reading.codes if mention.scheme == scheme]


def _own(passage: Passage, scheme: str) -> list[CodeMention]:
    """The codes of a scheme that stand in the passage."""
    return passage.mentions(_codes(passage.source, scheme))


def reference_support(key: str, passage: Passage, context_keys: Container[str] = ()) -> Support:
    """A key: its number or title in the passage, or it is the instrument that the document speaks of."""
    number = parse_key(key)
    support = _numbered_support(number, passage) if number else _unnumbered_support(key, passage)
    in_force = key in context_keys or key in passage.subjects
    if in_force and (not support or support.rule == "elsewhere_in_document"):
        return derived("instrument_in_force")
    return NAMED_ELSEWHERE if support.rule == "elsewhere_in_document" else support


def _numbered_support(number: Number, passage: Passage) -> Support:
    source = passage.source
    for mention in passage.mentions(source.reading.references):
        if mention.between and not passage.starts_inside(mention):
            continue  # 第58號 alone says nothing of what a range up to it means
        if _same_act(mention.number, number, source.document.year):
            written = mention.year_from in {"written", "same_number", None} and mention.number.year == number.year
            return VERIFIED if written else derived("year_from_document")
    bare = _same_bare_numbers(number, passage)
    if passage.mentions(bare):
        return derived("authority_from_context")
    cited = any(_same_act(mention.number, number, source.document.year) for mention in source.reading.references)
    if bare or cited:
        return derived("elsewhere_in_document")
    title = source.document.title
    titled = parse_reference(title, year=source.document.year) if title else None
    return derived("document_title") if titled == number.key else MISSING


def _same_bare_numbers(number: Number, passage: Passage) -> list[BareNumber]:
    """Where the document has the number without its authority (〔2025〕7号, 第59号), which it names elsewhere."""
    source = passage.source
    if not _names_authority(number.authority, source.normal.text):
        return []
    return [
        each
        for each in source.bare_numbers
        if each.number == number.number and number.year in (None, each.year or source.document.year)
    ]


def _names_authority(code: str, text: str) -> bool:
    names = ("不可靠实体清单",) if code == "UEL" else AUTHORITY_FORMS.get(code, ())
    return any(fold_script(name) in text for name in names)


def _same_act(found: Number, wanted: Number, year: int | None) -> bool:
    """Whether two numbers are one act; a year that one of them lacks is the document's."""
    same_year = found.year == wanted.year or (found.year is None and wanted.year == year) or wanted.year is None
    return same_year and (found.authority, found.type, found.number) == (wanted.authority, wanted.type, wanted.number)


def _unnumbered_support(key: str, passage: Passage) -> Support:
    scheme, _, rest = key.partition("/")
    if scheme in {"title", "law", "case"}:
        support = words_support(rest, passage)
        if not support and scheme == "law":
            rest = normal_title(rest).replace("中华人民共和国", "")
            support = words_support(rest, passage)
        beside = support.rule == "elsewhere_in_document" and rest in passage.lines
        return derived("instrument_in_force") if beside else support
    parts = key.split("/")
    return _dated_act_support(parts[2], passage) if len(parts) == 4 else MISSING


def _dated_act_support(day: str, passage: Passage) -> Support:
    """An act without a number (AUTHORITY/type/DATE/slug) is known by its day."""
    try:
        wanted = date.fromisoformat(day)
    except ValueError:
        return derived("unnumbered_act") if not day else MISSING
    source = passage.source
    known = wanted == source.reading.published or any(mention.value == wanted for mention in source.reading.dates)
    return derived("unnumbered_act") if known else MISSING
