"""Ten thousand facts over two thousand instruments are no reason to wait."""

import time
from datetime import date
from itertools import chain

from sayings import announced, changed, claimed, counted, effective, limited, listed, treated

from workbench.resolution import events_by_instrument, events_of, open_conflicts, resolve, status_on


def test_ten_thousand_facts_take_less_than_two_seconds():
    statements = []
    for number in range(2000):
        key = f"MOFCOM/announcement/{2000 + number // 100}/{number % 100 + 1}"
        statements += [
            announced("2031-04-02", key, document="d1"),
            announced("2031-04-06" if number % 50 == 0 else "2031-04-02", key, document="d2", tier="news"),
            effective("2031-05-01", key, document="d1"),
            changed("suspend", "2031-07-01", "2031-12-31", key, document="d3"),
            changed("suspend", "2031-07-01", None, key, document="d4", tier="news"),
        ]
    started = time.process_time()
    instruments = resolve(statements)
    events = events_by_instrument(events_of(instruments))
    statuses = [status_on(key, date(2031, 8, 1), events[key]).status for key in instruments.keys]
    conflicts = open_conflicts(instruments, chain.from_iterable(events.values()))
    elapsed = time.process_time() - started
    assert set(statuses) == {"suspended"}
    assert len(conflicts) == 40
    assert elapsed < 2, f"{elapsed:.2f} s"


def test_nor_are_ten_thousand_of_the_other_kinds():
    statements = []
    for number in range(910):
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
    started = time.process_time()
    conflicts = open_conflicts(resolve(statements))
    elapsed = time.process_time() - started
    assert [conflict.attribute for conflict in conflicts] == ["count"] * 19
    assert elapsed < 2, f"{elapsed:.2f} s"
