"""Changes that news report in two halves: first the term, then, under the same day, the acts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from workbench.facts.fact import Check, Fact, make_fact
from workbench.facts.kinds import StatusAction, StatusChange
from workbench.recognition.reading import Reading

TOLD_ON_SAME_DAY = "told_on_same_day"
"""Rule for a term taken from another sentence, which reports the change of that day without naming the acts."""

_Day = tuple[StatusAction, date]


def join_halves(reading: Reading, facts: Iterable[Fact]) -> Iterator[Fact]:
    """The changes in order; one that names acts and no term takes the term of the one change that began on its day.

    商務部9日公告,…等措施即日起至2032年11月27日暫停實施。…商務部9日發布公告:「…第46號公告第二款暫停實施。」
    Where several changes of one day say as little, each may be of other acts: nothing is joined.
    """
    changes = [(fact, fact.content) for fact in facts if isinstance(fact.content, StatusChange)]
    timed: dict[_Day, list[StatusChange]] = defaultdict(list)
    where: dict[_Day, Fact] = {}
    named: dict[_Day, set[StatusChange]] = defaultdict(set)
    days: dict[str, _Day] = {}
    for fact, change in changes:
        if not change.targets and change.from_ is not None and change.until is not None:
            timed[change.action, change.from_].append(change)
            where.setdefault((change.action, change.from_), fact)
        elif change.targets and not (change.from_ or change.until or change.term_text):
            day = _day_before(reading, fact)
            if day is not None:
                days[fact.id] = (change.action, day)
                named[change.action, day].add(change)
    for fact, change in changes:
        mark = days.get(fact.id)
        if mark is not None and len(named[mark]) == 1 and len({one.until for one in timed[mark]}) == 1:
            yield _joined(reading, fact, change, where[mark])
        else:
            yield fact


def _day_before(reading: Reading, fact: Fact) -> date | None:
    """The last day that the sentence of a change gives before it: on which it was published."""
    position = reading.normal.offset(fact.evidence[0].start)
    sentence = reading.sentence_at(position)
    dated = [mention.value for mention in reading.dates_in(sentence.start, position) if mention.value]
    return dated[-1] if dated else None


def _joined(reading: Reading, fact: Fact, change: StatusChange, half: Fact) -> Fact:
    time = half.content
    assert isinstance(time, StatusChange)  # noqa: S101 - narrows the union
    content = change.model_copy(
        update={"from_": time.from_, "until": time.until, "term_text": time.term_text, "occasion": time.occasion}
    )
    checks = [Check(field=field, verdict="derived", rule=TOLD_ON_SAME_DAY) for field in ("from", "until")]
    evidence = (*fact.evidence, *half.evidence)
    return make_fact(reading.document.id, content, evidence, "rules", checks=(*fact.checks, *checks), notes=fact.notes)
