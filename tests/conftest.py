"""What all tests share: the network guard, English messages, the material in ../shared where it is there."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests import postgresql

SHARED = Path(__file__).resolve().parents[2] / "shared"
_attempts: list[str] = []
# An example that takes long on a busy machine is no fault; of the rest, what is in force here or in CI stays.
settings.register_profile("unhurried", settings(), deadline=None)
settings.load_profile("unhurried")


class NetworkBlockedError(BaseException):
    """A test reached for the network. A BaseException, so that no client takes it for a fault to retry."""


def _guard(event: str, args: tuple[object, ...]) -> None:
    """Audit hook: sees every connection that CPython makes, below whatever a test patched."""
    if event not in {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname"}:
        return
    address = args[1] if event.startswith(("socket.connect", "socket.send")) else args[0]
    if isinstance(address, str | bytes) and event.startswith(("socket.connect", "socket.send")):
        return  # a Unix socket's path
    if address is None:
        return
    _attempts.append(f"{event} {address!r}")
    raise NetworkBlockedError(f"{event} {address!r}")


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """One worker more than there are processors: many tests of the review wait on a clock, for a frame not to come."""
    return (yield) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """First what shares dear fixtures: a worker with nothing to do takes from the end of another's tests, and makes them anew.

    For the same reason such a fixture is the session's: a module's would be made again each time its tests are come back to.
    """
    items.sort(key=lambda item: "shared_cases" not in item.path.parts)


def pytest_configure(config: pytest.Config) -> None:
    sys.addaudithook(_guard)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    expected = terminalreporter.config.stash.get(_EXPECTED, 0)
    terminalreporter.write_line(f"network attempts blocked beyond the guard's own test: {len(_attempts) - expected}")
    if not SHARED.is_dir():
        terminalreporter.write_line("../shared is absent: its tests were skipped")
    without = terminalreporter.config.stash.get(_WITHOUT_POSTGRESQL, 0)
    if without:
        terminalreporter.write_line(f"PostgreSQL is not installed: {without} tests were skipped")


_EXPECTED = pytest.StashKey[int]()
_WITHOUT_POSTGRESQL = pytest.StashKey[int]()


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str | None]:
    """URL of a database on a server that runs for these tests; None where none is installed."""
    if postgresql.GIVEN is not None:
        yield postgresql.GIVEN
    elif postgresql.server_programs() is None:
        yield None
    else:
        with postgresql.running_server() as url:
            yield url


@pytest.fixture
def postgresql_url(request: pytest.FixtureRequest, postgresql_server: str | None) -> str:
    """URL of an empty PostgreSQL database; the test is skipped, and counted, where there is none."""
    if postgresql_server is None:
        request.config.stash[_WITHOUT_POSTGRESQL] = request.config.stash.get(_WITHOUT_POSTGRESQL, 0) + 1
        pytest.skip("PostgreSQL is not installed")
    postgresql.empty(postgresql_server)
    return postgresql_server


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of an empty store: a file, then a database on a server."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'home' / 'workbench.db'}"
    return str(request.getfixturevalue("postgresql_url"))


@pytest.fixture
def blocked_attempts(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """The attempts so far; a test that provokes some counts them as its own."""
    before = len(_attempts)
    yield _attempts
    config = request.config
    config.stash[_EXPECTED] = config.stash.get(_EXPECTED, 0) + len(_attempts) - before


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_LANG", "en")
    for name in ("ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL", "ANTHROPIC_AUTH_TOKEN"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real articles and checked expectations; tests that need it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("../shared is absent")
    return SHARED
