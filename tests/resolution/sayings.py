"""Short ways to say what documents state, for the tests of resolution."""

from datetime import date
from itertools import count

from workbench.facts.fact import Evidence
from workbench.facts.kinds import Announcement, EffectiveDate, StatusChange, Target
from workbench.resolution import Event, Statement, events_of, resolve, status_on

_NUMBERS = count(1)
ACT = "MOFCOM/announcement/2031/8"


def day(text):
    return date.fromisoformat(text) if text else None


def say(content, document="d1", tier="official", published=None, year=None, quote="原文"):
    number = next(_NUMBERS)
    evidence = (Evidence(start=number, end=number + len(quote), quote=quote),)
    told = day(published)
    return Statement(content, f"f{number}", document, tier, told, year or (told.year if told else None), evidence)


def announced(on=None, key=ACT, *, title=None, **source):
    return say(Announcement(instrument=key, published=day(on), title=title), **source)


def effective(on, key=ACT, *, clause=None, actor="CN", basis="explicit", **source):
    return say(EffectiveDate(instrument=key, clause=clause, date=day(on), basis=basis, actor=actor), **source)


def changed(action, first=None, last=None, key=ACT, *, clause=None, by=None, term=None, actor="CN", **source):
    content = StatusChange(
        action=action,
        targets=(Target(instrument=key, clause=clause),),
        from_=day(first),
        until=day(last),
        by=by,
        term_text=term,
        actor=actor,
    )
    return say(content, **source)


def event(type_, first=None, last=None, key=ACT, *, clause=None, known=None, tier="official", facts=("f",)):
    return Event(type_, key, clause, day(first), day(last), None, "CN", facts, tier, day(known))


def status(on, *statements, key=ACT, known_at=None):
    instruments = resolve(statements)
    return status_on(instruments.key(key), day(on), events_of(instruments), known_at=day(known_at))
