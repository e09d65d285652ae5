"""Every label that people read exists in 繁體中文, and the compiled catalogue is the written one."""

from __future__ import annotations

import gettext
import string
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from workbench.language import LOCALE_DIR

PACKAGE = Path(LOCALE_DIR).parent
FOLDER = LOCALE_DIR / "zh_Hant" / "LC_MESSAGES"


def messages_in_code() -> set[str]:
    found: set[str] = set()
    for _file, _line, message, *_rest in extract_from_dir(
        PACKAGE, method_map=[("**.py", "python")], keywords={"_": None, "plural": (1, 2)}
    ):
        found.update([message] if isinstance(message, str) else [part for part in message if part])
    return found


def written_catalogue() -> Catalog:
    with (FOLDER / "workbench.po").open("rb") as file:
        return read_po(file, locale="zh_Hant")


def messages_of(catalogue: Catalog) -> dict[str, str]:
    entries: dict[str, str] = {}
    for message in catalogue:
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, list | tuple) else [message.id]
        strings = message.string if isinstance(message.string, list | tuple) else [message.string]
        entries.update({id_: strings[min(number, len(strings) - 1)] for number, id_ in enumerate(ids)})
    return entries


def placeholders(text: str) -> set[str]:
    return {name for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


def test_every_message_is_translated_and_none_is_left_over() -> None:
    translated = messages_of(written_catalogue())
    in_code = messages_in_code()
    assert sorted(in_code - translated.keys()) == []
    assert sorted(translated.keys() - in_code) == []
    assert [id_ for id_, text in translated.items() if not text] == []


def test_no_translation_is_fuzzy_or_drops_a_placeholder() -> None:
    catalogue = written_catalogue()
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []
    for id_, text in messages_of(catalogue).items():
        if "{" in id_:
            assert placeholders(id_) == placeholders(text), id_


def test_the_compiled_catalogue_is_the_written_one() -> None:
    with (FOLDER / "workbench.mo").open("rb") as file:
        compiled = read_mo(file)
    assert messages_of(compiled) == messages_of(written_catalogue())
    loaded = gettext.translation("workbench", LOCALE_DIR, languages=["zh_Hant"])
    assert loaded.gettext("Options") == "選項"
