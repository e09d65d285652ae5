"""Lists of entities over the store: their members by usable facts."""

from __future__ import annotations

from datetime import date

from workbench.facts.kinds import ListName
from workbench.pipeline.timeline import usable_instruments
from workbench.recognition import list_of
from workbench.resolution import Member, Roster, members_named, rosters_on
from workbench.store import Store
from workbench.text import normalize


def rosters(store: Store, as_of: date, known_at: date | None) -> dict[ListName, Roster]:
    """Every list on a day; with `known_at`, by the documents published until then."""
    return rosters_on(as_of, usable_instruments(store, known_at))


def roster_named(name: str, found: dict[ListName, Roster]) -> Roster | None:
    """The list that a name means, by its code (`unreliable_entity`) or as texts write it; None where it names none."""
    code = name.strip().casefold().replace("-", "_")
    named = next((roster for listed, roster in found.items() if listed == code), None)
    listed = list_of(normalize(name).text)
    return named or (found.get(listed) if listed is not None else None)


def members(name: str, found: dict[ListName, Roster]) -> tuple[Member, ...]:
    """The members of any list that a name means."""
    return members_named(name, found.values())
