import json

from workbench.text.script_table import TABLE_PATH, build_table


def test_the_table_is_what_the_converters_give() -> None:
    assert json.loads(TABLE_PATH.read_text(encoding="utf-8")) == build_table()


def test_folding_twice_is_folding_once() -> None:
    table = build_table()
    assert not set(table.values()) & set(table)
