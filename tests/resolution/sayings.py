"""Short ways to say what documents state, for the tests of resolution."""

from datetime import date
from itertools import count

from workbench.facts.document import Document
from workbench.facts.fact import Evidence, Record, Route
from workbench.facts.kinds import (
    Announcement,
    Claim,
    Count,
    EffectiveDate,
    LicensingRule,
    Listing,
    StatusChange,
    Target,
    Threshold,
)
from workbench.recognition import recognize
from workbench.resolution import Event, Statement, events_of, known_by, resolve, status_on

_NUMBERS = count(1)
ACT = "MOFCOM/announcement/2031/8"


def day(text):
    return date.fromisoformat(text) if text else None


def say(content, document="d1", tier="official", published=None, year=None, quote="原文", lead=""):
    number = next(_NUMBERS)
    evidence = (Evidence(start=number, end=number + len(quote), quote=quote),)
    told = day(published)
    year = year or (told.year if told else None)
    return Statement(content, f"f{number}", document, tier, told, year, evidence, lead)


def read(text, document="d1", published=None, tier="news"):
    """What the rules read in a text."""
    told = day(published)
    source = Document(id=document, text=text, tier=tier, published=told, year=told.year if told else None)
    records = (Record(fact=fact, route=Route(to="machine")) for fact in recognize(source).facts)
    return [Statement.of(record, source) for record in records]


def announced(on=None, key=ACT, *, title=None, issuers=(), **source):
    return say(Announcement(instrument=key, published=day(on), title=title, issuers=issuers), **source)


def effective(on, key=ACT, *, clause=None, actor="CN", basis="explicit", **source):
    return say(EffectiveDate(instrument=key, clause=clause, date=day(on), basis=basis, actor=actor), **source)


def changed(
    action, first=None, last=None, key=ACT, *, clause=None, by=None, term=None, occasion=None, actor="CN", **source
):
    content = StatusChange(
        action=action,
        targets=(Target(instrument=key, clause=clause),),
        from_=day(first),
        until=day(last),
        by=by,
        term_text=term,
        occasion=occasion,
        actor=actor,
    )
    return say(content, **source)


LIST = "export_control"


def counted(number, key=ACT, *, action="add", on=LIST, of="entities", jurisdiction=None, named=None, **source):
    content = Count(
        instrument=key, of=of, list=on, action=action, count=number, jurisdiction=jurisdiction, first_named=named
    )
    return say(content, **source)


def listed(name=None, key=ACT, *, original=None, on=LIST, parent=None, **source):
    content = Listing(instrument=key, list=on, name_zh=name, name_original=original, parent=parent)
    return say(content, **source)


def limited(comparator, value, unit, key=ACT, *, item=None, subject=None, upper=None, **source):
    content = Threshold(
        instrument=key, item=item, subject=subject, comparator=comparator, value=value, upper=upper, unit=unit
    )
    return say(content, **source)


def treated(treatment, key=ACT, *, use=None, user=None, items=None, **source):
    return say(
        LicensingRule(instrument=key, treatment=treatment, end_use=use, end_user=user, applies_to=items), **source
    )


def claimed(statement, *, subject=None, value=None, unit=None, **source):
    return say(Claim(subject=subject, value=value, unit=unit, statement=statement), quote=statement, **source)


def event(type_, first=None, last=None, key=ACT, *, clause=None, known=None, tier="official", facts=("f",)):
    return Event(type_, key, clause, day(first), day(last), None, "CN", facts, tier, day(known))


def events(*statements):
    return events_of(resolve(statements))


def status(on, *statements, key=ACT, known_at=None):
    instruments = resolve(known_by(statements, day(known_at)) if known_at else statements)
    return status_on(instruments.key(key), day(on), events_of(instruments))


PUBLISHED = announced("2031-04-02")
EFFECTIVE = effective("2031-05-01")


def on(text, *statements, **options):
    """The status on a day of an act that was published on 2 April 2031 and takes effect on 1 May, with what more is stated."""
    return status(text, PUBLISHED, EFFECTIVE, *statements, **options)
