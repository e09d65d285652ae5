"""The review in real terminals: killed in the middle of deciding, and two reviewers on one store."""

import random
import sys

import pytest

from tests.review.sittings import (
    approvals,
    decide_side_by_side,
    kill_follower_while_deciding,
    kill_while_deciding,
    store_of_claims,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are those of POSIX")


def test_what_the_screen_said_is_decided_survives_the_terminal_being_killed(tmp_path):
    store, chance = store_of_claims(tmp_path, 600), random.Random(7)
    for _kill in range(3):
        said, kept = kill_while_deciding(tmp_path, store, chance)
        assert 0 < said <= kept
    assert set(approvals(store).values()) == {1}


def test_two_reviewers_on_one_store_lose_nothing_and_decide_nothing_twice(tmp_path):
    store = store_of_claims(tmp_path, 24)
    by, wrong = decide_side_by_side(tmp_path, store, 24)
    assert wrong == []
    assert sum(by.values()) == 24
    assert set(approvals(store).values()) == {1}
    assert len(by) == 2


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at processes as Linux shows them")
def test_the_process_beside_being_killed_loses_no_decision(tmp_path):
    store, chance = store_of_claims(tmp_path, 600), random.Random(3)
    said, kept = kill_follower_while_deciding(tmp_path, store, chance, 2)
    assert 0 < said == kept
    assert set(approvals(store).values()) == {1}
