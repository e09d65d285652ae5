"""What another jurisdiction suspends, resumes or stops → status_change facts that carry its actor.

They stand beside China's measures in a report and never move them: no target of China's is named in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from workbench.facts.fact import Fact
from workbench.facts.kinds import StatusAction, StatusChange
from workbench.recognition.reading import Reading
from workbench.recognition.status_terms import find_term
from workbench.text import han_pattern

_ACTIONS: tuple[tuple[StatusAction, str], ...] = (("suspend", "暂停"), ("resume", "恢复"), ("stop", "停止|取消|终止"))


@lru_cache(maxsize=1)
def _announces() -> re.Pattern[str]:
    verbs = "|".join(f"(?P<{action}>{words})" for action, words in _ACTIONS)
    return han_pattern(rf"(?:宣布|决定|同意)[^。;]{{0,40}}?(?:{verbs})(?:实施|执行|征收|适用)?[^,。;]{{2,60}}")


def foreign_measure_facts(reading: Reading) -> Iterator[Fact]:
    """Announced changes of foreign measures that give a day or a term."""
    for match in _announces().finditer(reading.text):
        actor = reading.actor_at(match.start())
        if actor == "CN" or reading.is_caption(match.start()):
            continue
        sentence = reading.sentence_at(match.start())
        verb = match.span(match.lastgroup or 0)
        term = find_term(reading, sentence, sentence, verb)
        if term.first is None and term.duration is None:
            continue
        content = StatusChange(
            action=next(action for action, _ in _ACTIONS if action == match.lastgroup),
            from_=term.first,
            until=term.last,
            term_text=reading.normal.quote(*term.duration) if term.duration else None,
            actor=actor,
        )
        first = min([match.start(), *(start for start, _ in term.spans)])
        last = max([match.end(), *(end for _, end in term.spans)])
        yield reading.fact(content, [(first, last)], checks=term.checks)
