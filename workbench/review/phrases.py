"""The report's words for facts and names, as far as the background process has found them yet."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.facts.fact import Record
from workbench.review.ports import Phrasing
from workbench.review.records import Records
from workbench.review.wording import field_values


class Phrases:
    """Remembers which words were missing when the panes were drawn, so that their arrival can be shown."""

    def __init__(self, phrasing: Phrasing, records: Records) -> None:
        self._phrasing = phrasing
        self._records = records
        self._missing: set[str] = set()
        """Names, and ids of facts."""

    def line(self, record: Record) -> str | None:
        """The line of the report that a fact would become; None while it is not known."""
        line = self._phrasing.line(record)
        if line is None:
            self._missing.add(record.id)
        return line

    def other_script(self, name: str) -> str:
        """A name in the script in which it is not written; empty while that is unknown, or where both are alike."""
        if name.isascii():
            return ""
        both = self._phrasing.both_scripts(name)
        if both is None:
            self._missing.add(name)
            return ""
        traditional, simplified = both
        return "" if traditional == simplified else (simplified if name == traditional else traditional)

    def forms_of(self, name: str) -> tuple[str, ...] | None:
        """A name as written, then in the other script; None while that is not known."""
        both = self._phrasing.both_scripts(name)
        return None if both is None else tuple(dict.fromkeys((name, *both)))

    def ask_for(self, records: Iterable[Record], *, names: bool) -> None:
        """Have the lines of facts found, and with `names` their names in both scripts, before they are shown."""
        for record in records:
            self._phrasing.line(record)
            if names:
                self.ask_for_names(record)

    def ask_for_names(self, record: Record) -> None:
        """Have the names in a fact found in both scripts."""
        for value in field_values(record.content).values():
            if not value.isascii():
                self._phrasing.both_scripts(value)

    def arrived(self) -> bool:
        """Whether words have become known that were missing; each is reported once."""
        found = {each for each in self._missing if self._is_known(each)}
        self._missing -= found
        return bool(found)

    def forget_missing(self) -> None:
        """The fact that was shown is left: nobody waits for its words any more."""
        self._missing.clear()

    def _is_known(self, missing: str) -> bool:
        record = self._records.get(missing)
        found = self._phrasing.line(record) if record is not None else self._phrasing.both_scripts(missing)
        return found is not None
