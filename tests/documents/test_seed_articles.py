"""The real articles beside the repository, where they are at hand."""

from datetime import date
from pathlib import Path

import pytest

from workbench.documents import read_document

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


def seed(number):
    paths = sorted(SEEDS.glob(f"{number}_*.txt"))
    if not paths:
        pytest.skip("the shared articles are not here")
    return paths[0]


@pytest.mark.parametrize(
    ("number", "tier", "published", "year"),
    [
        ("001", "news", date(2025, 10, 10), 2025),
        # It reviews 2025 and begins with news of January 2026; its title says which year it is about.
        ("002", "law_firm", None, 2025),
        ("003", "news", None, None),
        ("004", "opinion", date(2025, 10, 12), 2025),
    ],
)
def test_tier_and_day(number, tier, published, year):
    path = seed(number)
    document = read_document(path)
    assert (document.tier, document.published, document.year) == (tier, published, year)
    assert document.text == path.read_text(encoding="utf-8")
