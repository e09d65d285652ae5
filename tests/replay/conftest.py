from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from replaying import Replay

from tests.intercepting import intercepted
from workbench.settings import Settings


@pytest.fixture(autouse=True)
def _only_the_replay(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The program has a key and no stored answer of its own, so that every request reaches respx."""
    monkeypatch.setenv("ANTHROPIC_API_KEY", "test-key-of-nobody")
    monkeypatch.setattr("workbench.extraction.client.bundled_recordings", lambda: tmp_path / "none")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "state")


@pytest.fixture
def replaying() -> Callable[[Path], Iterator[Replay]]:
    @contextmanager
    def serve(folder: Path) -> Iterator[Replay]:
        replay = Replay(folder)
        with intercepted() as router:
            router.route().mock(side_effect=replay.respond)
            yield replay

    return serve
