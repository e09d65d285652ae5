"""Stores of every earlier form are brought up to the present one without loss; one of a later form is left alone."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from tests.store.older_stores import VERSIONS, make_older_store
from workbench.errors import WorkbenchError
from workbench.facts.document import Document, document_id
from workbench.facts.fact import Evidence, make_fact
from workbench.facts.kinds import Announcement
from workbench.store import Run, Store, schema
from workbench.store.tables import SCHEMA, metadata

TEXT = "商務部公告2030年第7號於3月1日公布。"
DOCUMENT = Document(id=document_id(TEXT.encode()), text=TEXT, published=date(2030, 3, 2))
FACT = make_fact(
    DOCUMENT.id,
    Announcement(instrument="MOFCOM/announcement/2030/7", published=date(2030, 3, 1)),
    [Evidence.cut(TEXT, 0, 18)],
    "rules",
)


def test_the_last_migration_is_the_present_form() -> None:
    assert ScriptDirectory.from_config(schema.migrations()).get_current_head() == SCHEMA


def test_migrations_lead_to_the_tables_of_the_code(store_url: str) -> None:
    if store_url.startswith("sqlite"):
        Path(store_url.removeprefix("sqlite:///")).parent.mkdir()
    engine = create_engine(store_url)
    with engine.begin() as connection:
        schema.migrate(connection, None, to="head")
    with engine.connect() as connection:
        ours = {"include_object": lambda _object, name, *_rest: not str(name).startswith("search_words_")}
        context = MigrationContext.configure(connection, opts={"compare_type": True, **ours})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


@pytest.mark.parametrize("version", VERSIONS)
def test_a_store_from_before_the_first_release_keeps_all_it_has(tmp_path: Path, version: str) -> None:
    path = tmp_path / "workbench.db"
    make_older_store(path, version, documents=[DOCUMENT], approved=[FACT])
    store = Store(f"sqlite:///{path}")
    assert store.documents() == [DOCUMENT]
    (record,) = store.records()
    assert (record.fact, record.state) == (FACT, "approved")
    assert [decision.by for decision in store.decisions()] == ["Lin"]
    assert store.decide(FACT.id, "undo", reviewer="Wu").state == "pending"
    assert version_of(path) == SCHEMA


def test_a_store_of_a_later_form_is_refused_and_not_touched(store_url: str) -> None:
    store = Store(store_url)
    store.add_document(DOCUMENT)
    engine = create_engine(store_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(WorkbenchError, match="newer version of the program"):
        Store(store_url)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "9999"
        assert connection.scalar(text("SELECT count(*) FROM documents")) == 1
    engine.dispose()
    store.close()


def test_a_migration_that_fails_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "workbench.db"
    make_older_store(path, documents=[DOCUMENT, DOCUMENT.model_copy(update={"id": "b" * 64})])
    with create_engine(f"sqlite:///{path}").begin() as connection:
        connection.execute(text("UPDATE documents SET body = '{' WHERE sequence = 1"))
    with pytest.raises(ValueError, match="Expecting"):
        Store(f"sqlite:///{path}")
    with create_engine(f"sqlite:///{path}").connect() as connection:
        names = set(connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")))
    assert names == {"documents", "facts", "decisions", "runs", "positions", "sqlite_sequence"}


def test_many_that_open_a_new_store_at_once_find_one_made(store_url: str) -> None:
    faults: list[BaseException] = []

    def open_and_add(number: int) -> None:
        try:
            store = Store(store_url)
            store.save_extraction(DOCUMENT.id, [FACT], Run(engine="rules", fingerprint=str(number)))
            store.close()
        except BaseException as fault:  # told in the thread that asserts
            faults.append(fault)

    threads = [threading.Thread(target=open_and_add, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    store = Store(store_url)
    assert len(store.runs()) == 8
    store.close()


def test_opening_a_store_of_the_present_form_loads_no_alembic(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'workbench.db'}"
    script = f"import sys; from workbench.store import Store; Store({url!r}); Store({url!r}).records(); print('alembic' in sys.modules)"
    for _time in range(2):
        ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        assert ran.stdout == "False\n"


def version_of(path: Path) -> str | None:
    with create_engine(f"sqlite:///{path}").connect() as connection:
        return connection.scalar(text("SELECT version_num FROM alembic_version"))
