"""A PostgreSQL server for tests and measurements: Debian's, started in a folder of its own, reached by a Unix socket."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

GIVEN = os.environ.get("WORKBENCH_TEST_POSTGRES")
"""URL of an empty database to use instead; everything in it is thrown away."""
ACCOUNTS = ("postgres", "nobody")
"""Who can run the server where the tests run as root, which it refuses to be run by."""


def server_programs() -> Path | None:
    """The folder of initdb and pg_ctl of the newest version that is installed."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda place: float(place.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    places += [Path(on_path).parent] if on_path else []
    return next((place for place in places if (place / "initdb").exists() and (place / "pg_ctl").exists()), None)


@contextmanager
def running_server(*, safe: bool = False) -> Iterator[str]:
    """The URL of a server's empty database; with `safe`, each commit is on disk, as it is where people work."""
    programs = server_programs()
    if programs is None:
        raise FileNotFoundError("initdb")
    folder = Path(tempfile.mkdtemp(prefix="wbpg"))
    try:
        run = _as_another(folder)
        made = [programs / "initdb", "-D", folder / "data", "-U", "workbench", "-A", "trust", "-E", "UTF8"]
        run([*made, "--locale=C.UTF-8"])
        options = f"-c listen_addresses='' -k {folder}" + ("" if safe else " -c fsync=off -c full_page_writes=off")
        control = [programs / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log"]
        run([*control, "-o", options, "start"])
        watch = subprocess.Popen([sys.executable, "-c", _WATCH, folder], stdin=subprocess.PIPE, start_new_session=True)
        try:
            yield f"postgresql+psycopg://workbench@/postgres?host={quote(str(folder), safe='')}"
        finally:
            run([*control, "-m", "immediate", "stop"])
            watch.communicate()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


# The server leaves the processes that started it. This one hears the end of its input when they end, however they end.
_WATCH = """
import os, shutil, signal, sys, time
from pathlib import Path
sys.stdin.read()
folder = Path(sys.argv[1])
running = folder / "data" / "postmaster.pid"
try:
    os.kill(int(running.read_text().split()[0]), signal.SIGQUIT)
except (OSError, ValueError, IndexError):
    sys.exit()  # it was stopped
while running.exists():
    time.sleep(0.05)
shutil.rmtree(folder, ignore_errors=True)
"""


def _as_another(folder: Path) -> Callable[[Sequence[object]], None]:
    """How commands are run: as they are, or, for root, as another user to whom the folder belongs.

    A user namespace of root's own is that other user in name alone; where the system allows none, an account is taken.
    """
    if os.geteuid() != 0:
        return _run
    namespace = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
    if shutil.which("unshare") and subprocess.run([*namespace, "true"], check=False).returncode == 0:
        return lambda command: _run([*namespace, *command])
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    account = next(known[name] for name in ACCOUNTS if name in known)
    os.chown(folder, account.pw_uid, account.pw_gid)
    return lambda command: _run(command, user=account.pw_uid, group=account.pw_gid, extra_groups=[])


def _run(command: Sequence[object], **as_user: Any) -> None:
    # The server keeps open what it inherits: were that a pipe, waiting for the end of its output would not end.
    with tempfile.TemporaryFile() as said:
        ran = subprocess.run([str(word) for word in command], cwd="/", stdout=said, stderr=said, check=False, **as_user)
        said.seek(0)
        if ran.returncode != 0:
            raise RuntimeError(f"{command[0]}: {said.read().decode(errors='replace')}")


def empty(url: str) -> None:
    """Throw away all that a database holds."""
    from sqlalchemy import create_engine, text

    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
