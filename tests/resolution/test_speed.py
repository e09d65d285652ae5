"""Ten thousand facts over two thousand instruments are no reason to wait."""

import time
from datetime import date
from itertools import chain

from sayings import announced, changed, effective

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
