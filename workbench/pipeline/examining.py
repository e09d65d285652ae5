"""Diagnosis: what is installed, configured and stored, what is wrong with it, and how to mend it."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import stat
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import workbench
from workbench.errors import WorkbenchError
from workbench.facts.kinds import KINDS
from workbench.language import _
from workbench.settings import CONFIG_NAME, Settings
from workbench.store import CHECKS, Check, Examined, Flaw, Store
from workbench.store.engine import read_url

ROOM_WISHED, ROOM_NEEDED = 200_000_000, 2_000_000
"""Bytes free on the disk of the state: below the first a batch may not finish, below the second nothing works."""
SHOWN = 5
"""Ids that a finding shows; its JSON has all of them."""


@dataclass(frozen=True)
class Diagnosis:
    """One thing that was examined."""

    check: str
    state: Literal["ok", "note", "bad"]
    """`note`: nothing is wrong, but something is missing."""
    detail: str
    way_out: str | None = None
    ids: tuple[str, ...] = ()
    """The rows or entries that are wrong."""

    def json(self) -> dict[str, Any]:
        """As `doctor --json` prints it."""
        return asdict(self) | {"ids": list(self.ids)}


def diagnose(settings: Settings, *, online: bool = False) -> Iterator[Diagnosis]:
    """All examinations, in the order in which they build on one another; the API only where `online`."""
    yield _program()
    yield _configuration(settings)
    yield _key()
    if online:
        yield _api(settings)
    yield from _folder(settings.home)
    yield from _store(settings)
    yield _cache(settings)


def _program() -> Diagnosis:
    fts = sqlite3.connect(":memory:").execute("SELECT sqlite_compileoption_used('ENABLE_FTS5')").fetchone()[0]
    detail = f"workbench {workbench.__version__}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    if fts:
        return Diagnosis("program", "ok", detail)
    return Diagnosis(
        "program",
        "note",
        detail + ": " + _("this SQLite has no full text; searching a large store is slow"),
        _("Use a Python whose SQLite was built with FTS5"),
    )


def _configuration(settings: Settings) -> Diagnosis:
    read = Path(CONFIG_NAME).exists()
    origin = (
        str(Path(CONFIG_NAME))
        if read
        else _("no {name} here: built-in settings and variables").format(name=CONFIG_NAME)
    )
    unknown = [kind for kind in settings.triage.pass_kinds if kind not in KINDS]
    if unknown:
        message = _("triage.pass_kinds names no kind of fact: {names}").format(names=", ".join(unknown))
        return Diagnosis("settings", "bad", message, _("The kinds are: {kinds}").format(kinds=", ".join(KINDS)))
    return Diagnosis("settings", "ok", f"{origin}; {_('model')} {settings.model.name}")


def _key() -> Diagnosis:
    if os.environ.get("ANTHROPIC_API_KEY"):
        return Diagnosis("key", "ok", _("ANTHROPIC_API_KEY is set"))
    return Diagnosis(
        "key",
        "note",
        _("ANTHROPIC_API_KEY is not set: rules, cached and recorded answers work without"),
        _("Set it to use the model"),
    )


def _api(settings: Settings) -> Diagnosis:
    """Whether the API answers; one free request, and no other use of the network."""
    from workbench.extraction.client import has_credentials
    from workbench.extraction.reaching import reach_api

    where, model = os.environ.get("ANTHROPIC_BASE_URL") or "api.anthropic.com", settings.model.name
    if not has_credentials():
        return Diagnosis("api", "note", _("not asked: there is no key"), _("Set ANTHROPIC_API_KEY"))
    reached, message = reach_api(model)
    if reached == "known":
        return Diagnosis("api", "ok", _("{where} answers and knows {model}").format(where=where, model=model))
    detail, way_out = {
        "unknown_model": (
            _("{where} answers, but does not know {model} ({cause})"),
            _("Set model.name to one that it offers, or see whether the gateway passes /v1/models on"),
        ),
        "denied": (_("{where} does not take the key ({cause})"), _("Make a new key, or set the right one")),
        "faulty": (_("{where} answers with an error ({cause})"), _("Try again later")),
        "unreachable": (
            _("{where} cannot be reached: {cause}"),
            _("See to the network, its proxy (HTTPS_PROXY) and ANTHROPIC_BASE_URL"),
        ),
    }[reached]
    return Diagnosis("api", "bad", detail.format(where=where, model=model, cause=message), way_out)


def _folder(home: Path) -> Iterator[Diagnosis]:
    if not home.exists():
        yield Diagnosis(
            "folder", "note", _("{path} is not there yet").format(path=home), _("`workbench add PATH` makes it")
        )
        return
    mode = stat.S_IMODE(home.stat().st_mode)
    if not home.is_dir() or not os.access(home, os.W_OK | os.X_OK) or _is_read_only(home):
        yield Diagnosis(
            "folder",
            "bad",
            _("{path} cannot be written").format(path=home),
            _("Correct its permissions, or set WORKBENCH_HOME"),
        )
    elif mode & 0o077:
        yield Diagnosis(
            "folder",
            "note",
            _("others on this machine may look into {path}").format(path=home),
            f"chmod 700 {home}",
        )
    else:
        yield Diagnosis("folder", "ok", str(home))
    free = shutil.disk_usage(home).free
    room = _("{size} MB free").format(size=free // 1_000_000)
    if free < ROOM_WISHED:
        way_out = _("Free some space: nothing can be saved on a full disk")
        yield Diagnosis("disk", "bad" if free < ROOM_NEEDED else "note", room, way_out)
    else:
        yield Diagnosis("disk", "ok", room)


def _is_read_only(folder: Path) -> bool:
    """Whether the file system is read-only; to root every permission seems to be given."""
    flags = os.statvfs(folder).f_flag if hasattr(os, "statvfs") else 0
    return bool(flags & getattr(os, "ST_RDONLY", 0))


def _table_names() -> dict[str, str]:
    return {
        "decisions": _("decisions"),
        "documents": _("documents"),
        "drafts": _("drafts"),
        "facts": _("facts"),
        "rulings": _("rulings"),
        "runs": _("runs"),
    }


def _store(settings: Settings) -> Iterator[Diagnosis]:
    try:
        url = read_url(settings.store_url)
    except WorkbenchError as error:
        yield Diagnosis("store", "bad", f"{error.where}: {error.what}", error.way_out)
        return
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).exists():
        yield Diagnosis(
            "store", "note", _("{path} is not there yet").format(path=url.database), _("`workbench add PATH` makes it")
        )
        return
    try:
        store = Store(settings.store_url)
        try:
            examined = store.examination.run()
        finally:
            store.close()
    except WorkbenchError as error:
        where = error.where or url.render_as_string(hide_password=True)
        yield Diagnosis("store", "bad", f"{where}: {error.what}", error.way_out)
        return
    names = _table_names()
    counts = ", ".join(f"{names.get(name, name)} {count}" for name, count in sorted(examined.counts.items()))
    yield Diagnosis(
        "store", "ok", f"{url.render_as_string(hide_password=True)}; {_('schema')} {examined.schema}; {counts}"
    )
    for check in CHECKS:
        yield _judged(check, examined)


def _judged(check: Check, examined: Examined) -> Diagnosis:
    flaws = [flaw for flaw in examined.flaws if flaw.check == check]
    holds, fails, way_out = _words(check)
    if not flaws:
        return Diagnosis(check, "ok", holds)
    ids = tuple(_named(flaw) for flaw in flaws)
    return Diagnosis(check, "bad", f"{fails}: {_listed(ids)}", way_out, ids)


def _named(flaw: Flaw) -> str:
    return f"{flaw.table} {flaw.id}" if flaw.table else flaw.id


def _listed(ids: Sequence[str]) -> str:
    more = _(" and {count} more").format(count=len(ids) - SHOWN) if len(ids) > SHOWN else ""
    return ", ".join(ids[:SHOWN]) + more


def _words(check: Check) -> tuple[str, str, str]:
    """What is said when a check passes, when it fails, and what to do then."""
    from_backup = _("`workbench restore FILE` brings a backup back")
    return {
        "integrity": (
            _("the database is whole"),
            _("the database is damaged"),
            _("Make a copy of the state folder, then: {way}").format(way=from_backup),
        ),
        "digest": (
            _("texts are as they were stored"),
            _("texts were changed after they were stored"),
            _("Add the article again in another folder and compare; {way}").format(way=from_backup),
        ),
        "evidence": (
            _("every quote stands in its text"),
            _("quotes that do not stand in their text"),
            _("`workbench extract DOCUMENT --force` reads it again"),
        ),
        "content": (
            _("facts are as they were stored"),
            _("facts that were changed after they were stored"),
            _("`workbench extract DOCUMENT --force` reads it again; {way}").format(way=from_backup),
        ),
        "state": (
            _("every state follows from the decisions"),
            _("facts whose state does not follow from the decisions on them"),
            from_backup,
        ),
        "orphan": (
            _("nothing is named that is not there"),
            _("rows that name what is not there"),
            from_backup,
        ),
    }[check]


def _cache(settings: Settings) -> Diagnosis:
    folder = settings.cache_dir
    if not folder.exists():
        return Diagnosis("cache", "note", _("{path} is not there yet").format(path=folder))
    from workbench.extraction.cache import ResponseCache

    try:
        cache = ResponseCache(folder)
        keys, unreadable = cache.examine()
        cache.close()
    except (WorkbenchError, OSError) as error:
        return Diagnosis("cache", "bad", str(error))
    if cache.notices or unreadable:
        return Diagnosis(
            "cache",
            "bad",
            " ".join(cache.notices) or _("answers that cannot be read: {keys}").format(keys=_listed(unreadable)),
            _("They are asked and paid for anew when they are needed; recordings and backups may have them"),
            tuple(unreadable),
        )
    return Diagnosis("cache", "ok", _("{count} entries, all readable").format(count=keys))
