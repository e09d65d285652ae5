"""The schema of a store: created in the present version, or brought up to it by the migrations that come with the program.

`alembic_version` gives a store's version. Opening a store of the present version reads just that: Alembic is imported only if
something must be changed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Column, Connection, Engine, MetaData, String, Table, insert, inspect, select

from workbench.errors import WorkbenchError
from workbench.language import _
from workbench.store.reading import reading
from workbench.store.tables import SCHEMA, metadata

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
_version = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))


def bring_up_to_date(engine: Engine) -> None:
    """Create the tables of a new store, or change those of an older one, in one transaction: all of it or nothing."""
    with reading(engine) as connection:
        if schema_of(connection) == SCHEMA:
            return
    with engine.begin() as connection:
        found = schema_of(connection)  # anew: another process may have been faster
        if found == SCHEMA:
            return
        if found is None and not inspect(connection).get_table_names():
            metadata.create_all(connection)
            _version.create(connection)
            connection.execute(insert(_version).values(version_num=SCHEMA))
        else:
            migrate(connection, found, to="head")


def schema_of(connection: Connection) -> str | None:
    """The schema version recorded in a store; None where there is none."""
    if not inspect(connection).has_table(_version.name):
        return None
    return connection.scalar(select(_version.c.version_num))


def migrate(connection: Connection, found: str | None, *, to: str) -> None:
    """Take a store from the schema it has to a later one; refuses one that this program does not know.

    A store without a version is from before the first release, or empty: the first migration creates what is missing.
    """
    from alembic import command
    from alembic.script import ScriptDirectory

    config = migrations()
    known = {None, "head", *(script.revision for script in ScriptDirectory.from_config(config).walk_revisions())}
    for form in (found, to):
        if form not in known:
            raise WorkbenchError(
                _("this was written by a newer version of the program (schema {found}; this one knows {known})").format(
                    found=form, known=SCHEMA
                ),
                where=None if form == to else str(connection.engine.url.database),
                way_out=_("Install that version; nothing was changed"),
            )
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def migrations() -> Config:
    """Where Alembic finds the migrations."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
