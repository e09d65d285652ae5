"""Many facts are no reason to wait: twice as many are twice the work, not four times.

Work is counted in function calls, which are the same on every machine; seconds are measured by `make bench`.
"""

from collections.abc import Iterable
from datetime import date
from itertools import chain

from sayings import announced, changed, claimed, counted, effective, limited, listed, treated

from tests.counting import counting_calls
from workbench.resolution import Statement, events_by_instrument, events_of, open_conflicts, resolve, status_on


def told_by_several(instruments: int) -> list[Statement]:
    """Five statements about each of some instruments; one in fifty is dated differently by two documents."""
    statements = []
    for number in range(instruments):
        key = f"MOFCOM/announcement/{2000 + number // 100}/{number % 100 + 1}"
        statements += [
            announced("2031-04-02", key, document="d1"),
            announced("2031-04-06" if number % 50 == 0 else "2031-04-02", key, document="d2", tier="news"),
            effective("2031-05-01", key, document="d1"),
            changed("suspend", "2031-07-01", "2031-12-31", key, document="d3"),
            changed("suspend", "2031-07-01", None, key, document="d4", tier="news"),
        ]
    return statements


def status_and_conflicts(statements: Iterable[Statement]) -> tuple[set[str | None], int]:
    """The states that the instruments are in, and how many conflicts there are."""
    instruments = resolve(statements)
    events = events_by_instrument(events_of(instruments))
    statuses = {status_on(key, date(2031, 8, 1), events[key]).status for key in instruments.keys}
    return statuses, len(open_conflicts(instruments, chain.from_iterable(events.values())))


def of_the_other_kinds(rounds: int) -> list[Statement]:
    """Eleven statements a round: counts, limits, treatments and claims, by several documents."""
    statements = []
    for number in range(rounds):
        key = f"MOFCOM/announcement/{2000 + number // 100}/{number % 100 + 1}"
        entity = f"{chr(0x4E00 + number)}{chr(0x5E00 + number % 97)}機電公司"
        news = {"document": f"d{number % 7 + 2}", "tier": "news"}
        statements += [
            counted(14, key),
            counted(15 if number % 50 == 0 else 14, key, **news),
            announced(f"{2000 + number // 100}-05-01", key),
            listed(entity, key),
            listed(entity, None if number % 10 == 0 else key, **news),
            limited("ge", "0.1", "%", key, subject="價值比例"),
            limited("ge", "0.1", "%", None, subject="價值比例", **news),
            treated("case_by_case", key, use=f"研製第{number}號陀螺儀"),
            treated("case_by_case", None, items="一般民用產品", **news),
            claimed(f"{entity}產量佔全球七成以上。", **news),
            counted(
                20_000,
                None,
                action="total",
                lead=f"{2000 + number // 100}年被列入",
                document=f"t{number % 7}",
                published="2031-12-31",
            ),
        ]
    return statements


def disputed(statements: Iterable[Statement]) -> list[str]:
    """Attributes of the conflicts."""
    return [conflict.attribute for conflict in open_conflicts(resolve(statements))]


def test_the_work_for_instruments_grows_with_their_number():
    many = 1_000
    (statuses, conflicts), calls = counting_calls(lambda: status_and_conflicts(told_by_several(many)))
    (statuses_of_half, conflicts_of_half), calls_for_half = counting_calls(
        lambda: status_and_conflicts(told_by_several(many // 2))
    )
    assert statuses == statuses_of_half == {"suspended"}
    assert (conflicts, conflicts_of_half) == (many // 50, many // 100)
    assert calls < 2.2 * calls_for_half


def test_so_does_that_for_the_other_kinds():
    many = 400
    attributes, calls = counting_calls(lambda: disputed(of_the_other_kinds(many)))
    attributes_of_half, calls_for_half = counting_calls(lambda: disputed(of_the_other_kinds(many // 2)))
    assert attributes == ["count"] * (many // 50)
    assert attributes_of_half == ["count"] * (many // 100)
    assert calls < 2.2 * calls_for_half
