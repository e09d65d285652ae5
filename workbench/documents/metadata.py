"""What is known of an article besides its text, and which of several sources of it is believed."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from datetime import date

from workbench.errors import WorkbenchError, WrongUsage
from workbench.facts.document import TIERS, Tier
from workbench.language import _

_DATE = re.compile(
    r"\s*(?P<year>\d{4})\s*(?:[-/.年]\s*(?P<month>\d{1,2})\s*(?:[-/.月]\s*(?P<day>\d{1,2})\s*日?"
    r"(?:[T\s]*\d{1,2}:\d{2}(?::\d{2})?\S*)?)?月?|年)?\s*"
)
_BREAKS = re.compile(r"[\x00-\x20\x7f-\x9f\u3000\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Metadata:
    """Title, publisher, day and the rest; None is "not known". A year without a day is no publication date."""

    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    year: int | None = None
    author: str | None = None
    url: str | None = None
    tier: Tier | None = None
    tier_reason: str = ""

    def over(self, other: Metadata) -> Metadata:
        """What this metadata says, with what it does not know taken from `other`.

        Day and year go together: who knows only the year must not get the day from somebody else.
        """
        missing = {
            field.name: getattr(other, field.name) for field in fields(self) if getattr(self, field.name) in (None, "")
        }
        if self.published is not None or self.year is not None:
            missing.pop("published", None)
            missing.pop("year", None)
        if self.tier is not None:
            missing.pop("tier_reason", None)
        return replace(self, **missing)


def given_metadata(
    *,
    title: str | None = None,
    publisher: str | None = None,
    published: str | None = None,
    author: str | None = None,
    url: str | None = None,
    tier: str | None = None,
    where: str | None = None,
    source: str = "given as option",
) -> Metadata:
    """Metadata as somebody wrote it: `published` is a day, or year and month, which gives the year only.

    `where`, the file that says so, is named in the error if the date or the tier is none; without one they are options
    of a command, and the error is `WrongUsage`. `source` becomes the reason of the tier.
    """
    day, year = _day_and_year(published, where) if published else (None, None)
    return Metadata(
        title=one_line(title),
        publisher=one_line(publisher),
        published=day,
        year=year,
        author=one_line(author),
        url=one_line(url),
        tier=_known_tier(tier, where) if tier else None,
        tier_reason=source if tier else "",
    )


def one_line(text: str | None) -> str | None:
    """`text` on one line, without control characters or outer spaces; None where nothing is left."""
    return (_BREAKS.sub(" ", text).strip() or None) if text is not None else None


def _day_and_year(written: str, where: str | None) -> tuple[date | None, int | None]:
    match = _DATE.fullmatch(written)
    try:
        if match is None:
            raise ValueError(written)
        year, month = int(match["year"]), int(match["month"] or 1)
        day = date(year, month, int(match["day"] or 1))
    except ValueError:
        raise _fault(where)(
            _("{written} is no date").format(written=ascii(written)),
            where=where or "--date",
            way_out=_("Write it as 2025-10-09, or as 2025-10 where only the month is known."),
        ) from None
    return (day if match["day"] else None), year


def _known_tier(written: str, where: str | None) -> Tier:
    for tier in TIERS:
        if written == tier:
            return tier
    raise _fault(where)(
        _("{written} is no tier of a source").format(written=ascii(written)),
        where=where or "--tier",
        way_out=_("Use one of: {tiers}.").format(tiers=", ".join(TIERS)),
    )


def _fault(where: str | None) -> type[WorkbenchError]:
    return WorkbenchError if where is not None else WrongUsage
