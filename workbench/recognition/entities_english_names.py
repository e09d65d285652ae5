"""Names that English statements about lists enumerate: firms between commas, people before or behind their posts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.facts.kinds import ListName
from workbench.recognition.entities_names import NameMention
from workbench.text import NormalText

# Each list with its forms in English.
ENGLISH_LISTS: tuple[tuple[ListName, str], ...] = (
    ("unreliable_entity", r"unreliable[- ]entit(?:y|ies)[- ]list|list of unreliable (?:entities|organi[sz]ations)"),
    ("export_control", r"export[- ]control(?:s)?(?: entity)?[- ]list|control list"),
    ("watch", r"watch ?list"),
    ("countermeasure", r"countermeasures?[- ]list|anti-sanctions?[- ]list"),
)
ENGLISH_LIST_NAME = "|".join(f"(?:{source})" for _, source in ENGLISH_LISTS)
"""Regular expression of the name of any list in English, without regard to case."""

# China imposed sanctions on A, the maker of …, and B: named, and nobody is counted.
# Capitalised words, of and for between them.
ONE_NAME = r"[A-Z][\w&'’-]*(?:\s(?:[A-Z&][\w&'’-]*|of|for))*"
_DESCRIBED = re.compile(r",\s(?:the|an?)\s[a-z][^,.;\n]{3,60}(?=[,.])")
_COUNTRY = re.compile(
    r"(?:North |South )?Korea|Iran|Russia|Ukraine|Israel|India|Australia|Lithuania|Britain|European .*|United .*"
    r"|Hong Kong|New Zealand|Congress|Pentagon"
)
# A, founder of X, and B, vice president of Y: who a person is stands behind the name.
_APPOSITION = re.compile(
    r",\s(?:the\s|an?\s)?(?:[Cc]o-?|[Ff]ormer\s|[Ss]enior\s|[Ee]xecutive\s)?"
    r"(?:[Ff]ounder|[Vv]ice [Pp]resident|[Pp]resident|CEO|[Cc]hief|[Cc]hair(?:man|woman|person)?|[Dd]irector|[Hh]ead"
    r"|[Mm]anaging|[Ss]enator|[Mm]ember)\b"
    r"[^,;\n]*?(?=,|;|\sand\s[A-Z]|$)"
)
_PERSON = rf"(?P<name>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){{1,4}})(?={_APPOSITION.pattern.split('[^,;')[0]})"
NEXT_PERSON = re.compile(rf";\s(?:and\s)?{_PERSON}")
_PERSON_WITH_POST = re.compile(rf"(?:^|(?<=; )|(?<=; and )|(?<=including )|(?<=: )|(?<=such as )){_PERSON}")
_SIDE = re.compile(r"China|Chinese|Beijing|Taiwan|Washington|MOFCOM|MOC|U\.?S\.?A?|United States|Ministry of [A-Z]\w+")
_NATIONS = (
    "(?:American|Canadian|British|German|French|Dutch|Israeli|Australian|Japanese|(?:South )?Korean|Taiwanese|European)"
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_NO_NAME = re.compile(
    rf"(?:{_SIDE.pattern})|{_NATIONS}|(?:Japan|Canada|Taiwan|China)(?:['’]s)?|Hong Kong|Macao?u?(?: .*)?|[0-9]{{1,4}}"
    rf"|(?:{_MONTHS})(?: [0-9]{{1,2}})?,?|(?i:(?:{ENGLISH_LIST_NAME}))"
)
# Within one piece: emerging high-tech firms like A.
_LED_TO = re.compile(r"(?:and\s)?[a-z][^,;]*?\s(?:like|such as|including)\s")
# Neither a suffix nor a pair of words (Defense, Space & Security) begins a name of its own.
_SEPARATOR = re.compile(
    r",\s(?:and\s)?(?!(?:Inc|LLC|Ltd|Corp|L\.?P|Limited|Co)\b"
    r"|(?<=Defen[cs]e,\s)[A-Z]\w+ & [A-Z]\w+(?:,(?!\s(?:Inc|LLC|Ltd|Corp|Co)\b)|\s?$|\sand\s))|"
    r"(?<!Missiles)(?<!Ordnance)(?<!Armament)(?<!Research)(?<!Science)(?<!Modeling)\sand\s"
    r"(?=[A-Z]|(?:[a-z-]+ ){1,4}(?:firm|company|maker|group|manufacturer|contractor|developer|provider"
    r"|supplier)s? [A-Z])"
)
_NAME = re.compile(
    r"(?:the )?(?:[a-z]+ )*"
    r"(?P<name>[A-Z0-9][\w&.'-]*(?:,? [A-Z&0-9][\w&.,'-]*| (?:of|for|and|de|by|&) [A-Z][\w&.'-]*"
    r"| in (?:St\. )?[A-Z][\w'-]*)*)"
)
_DESCRIPTION = re.compile(
    rf"^(?:the )?(?:[A-Z][\w.]*-based |{_NATIONS} |US |U\.S\. )?(?:(?:[a-z]+ )+(?:of [a-z]+ )?)?(?=[A-Z])"
)
# The founder of X: a man who is not named.
_POST_OF = re.compile(
    r"(?:the\s)?(?:co-?)?(?:founder|CEO|president|chief\s[a-z ]+|chair[a-z]*|head|director|executive)s?\sof\s", re.I
)
# What is left of American Photonics is no name.
_NATION_IN_NAME = re.compile(
    rf"{_NATIONS} (?:[A-Z][a-z]+(?:ics|ors?)|Systems|Industries|Airlines|Bank|Steel|Aerospace|Technologies|Institute"
    rf"|Express)(?:,? (?:Inc|Corp|Co|Ltd|LLC)\.?)?"
)


def enumerated_names(normal: NormalText, start: int, end: int, people: bool = False) -> Iterator[NameMention]:
    """The names of an enumeration, without the description of a person that follows the name."""
    if NEXT_PERSON.search(normal.text, start, end):
        yield from _people_with_posts(normal, start, end)
        return
    posts = [match.span() for match in _APPOSITION.finditer(normal.text, start, end)]
    text = normal.text[start:end]
    for first, last in posts:
        text = text[: first - start] + "," + " " * (last - first - 1) + text[last - start :]
    first = 0
    bounds = [*((mark.start(), mark.end()) for mark in _SEPARATOR.finditer(text)), (len(text), len(text))]
    for stop, following in bounds:
        led = _LED_TO.match(text, first, stop)
        first = led.end() if led else first + len(text[first:stop]) - len(text[first:stop].lstrip())
        if _POST_OF.match(text, first, stop):
            first = following
            continue
        described = (
            None if _NATION_IN_NAME.fullmatch(text[first:stop].rstrip()) else _DESCRIPTION.match(text[first:stop])
        )
        name = _NAME.match(text, first + (described.end() if described else 0), stop)
        if name is not None and len(name["name"]) > 2 and not _NO_NAME.fullmatch(name["name"]):
            begin, last = start + name.start("name"), start + name.end("name") - (name["name"][-1] == ",")
            person = people or any(last == post for post, _ in posts)
            yield NameMention(begin, last, None, " ".join(normal.quote(begin, last).split()), person, True)
        first = following


def described_names(normal: NormalText, start: int, end: int) -> Iterator[NameMention]:
    """The names between what describes them: A, the maker of jets, and B, a producer of radars."""
    for described in (*_DESCRIBED.finditer(normal.text, start, end), None):
        stop = described.start() if described else end
        names = enumerated_names(normal, start, stop)
        yield from (name for name in names if not _COUNTRY.fullmatch(name.name_original or ""))
        start = described.end() if described else end


def _people_with_posts(normal: NormalText, start: int, end: int) -> Iterator[NameMention]:
    """A, founder of X; B, president of Y, Inc.: the names before the posts, each behind a semicolon."""
    for person in _PERSON_WITH_POST.finditer(normal.text, start, end):
        begin, last = person.span("name")
        yield NameMention(begin, last, None, normal.quote(begin, last), True, True)
