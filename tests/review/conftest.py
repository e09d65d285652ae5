"""A store of the sample facts in memory, and the review of it without a screen."""

import pytest

from tests.review.samples import PHRASES, MemoryStore
from workbench.review.state import ReviewState


@pytest.fixture
def store():
    return MemoryStore()


@pytest.fixture
def state(store):
    return ReviewState(store, "li", PHRASES)
