"""The bundled articles are our own words and the expectations beside them are sound."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from workbench.facts.base import CATEGORIES
from workbench.facts.document import TIERS, Script
from workbench.facts.kinds import SOURCE_KINDS
from workbench.facts.references import is_key, law_key, parse_key
from workbench.text import fold_script

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
ARTICLES = {path.name: path for path in sorted((FIXTURES / "articles").iterdir())}
EXPECTATIONS: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((FIXTURES / "expectations").glob("*.json"))
    if path.name != "status.json"
}
STATUS_FILE = FIXTURES / "expectations" / "status.json"
PLANTED = {
    "wrong_publication_date",
    "suspended_as_in_force",
    "count_of_other_list",
    "wrong_effective_date",
    "prompt_injection",
    "caption_date",
}
STATUSES = {
    "unknown",
    "announced",
    "in_force",
    "partially_in_force",
    "suspended",
    "stopped",
    "repealed",
    "expired",
}
# Stands in for a required field that a label leaves open, so that the rest of the label can be validated.
OPEN_FIELDS = {
    "basis": "explicit",
    "action": "add",
    "comparator": "ge",
    "value": "1",
    "count": 1,
    "treatment": "licence",
    "type": "report",
    "name": "物項",
    "title": "規定",
    "statement": "說法",
}
RUN = 20


@pytest.fixture(params=list(EXPECTATIONS))
def expectation(request: pytest.FixtureRequest) -> dict[str, Any]:
    """The expectation of one article; each test runs once an article."""
    return EXPECTATIONS[request.param]


@pytest.fixture
def article(expectation: dict[str, Any]) -> str:
    """The text of the article that the expectation is about, without its front matter, which is no text to quote."""
    text = ARTICLES[expectation["document"]].read_text(encoding="utf-8")
    return text.split("---\n", 2)[2] if text.startswith("---\n") else text


def labelled(expectation: dict[str, Any]) -> list[dict[str, Any]]:
    return [*expectation["facts"], *expectation["must_not"]]


def keys_in(fields: dict[str, Any]) -> Iterator[str]:
    """Every value of a label that names an instrument."""
    yield from (fields[name] for name in ("instrument", "by") if fields.get(name))
    yield from (target["instrument"] for target in fields.get("targets", ()) if target["instrument"])


def written_names(model: type[BaseModel]) -> dict[str, bool]:
    """Field names as JSON writes them, and whether each is required."""
    return {field.alias or name: field.is_required() for name, field in model.model_fields.items()}


def is_canonical(key: str) -> bool:
    if key.startswith("law/"):
        return key == law_key(key.removeprefix("law/"))
    return is_key(key) and (parse_key(key) is None or parse_key(key).key == key)


def han_runs(text: str) -> Iterator[str]:
    """Stretches of RUN Han characters, commas dropped, scripts folded; titles in 《》 are names, not sentences."""
    text = re.sub(r"《[^《》\n]{1,60}》", "《》", fold_script(text))
    for run in re.findall(r"[\u3400-\u9fff，、]+", text):
        letters = re.sub("[，、]", "", run)
        yield from (letters[start : start + RUN] for start in range(len(letters) - RUN + 1))


def without_titles(expectation: dict[str, Any], article: str) -> str:
    """The article without the official titles that it bears: a name may be repeated, a sentence may not."""
    titles = [expectation["title"], *(fact["fields"].get("title") for fact in expectation["facts"])]
    for title in titles:
        if title and ("公布" in title or "关于" in title):
            article = article.replace(title, "").replace(title.split(" ")[-1], "")
    return article


def test_every_article_has_an_expectation() -> None:
    assert {Path(name).stem for name in ARTICLES} == set(EXPECTATIONS)


def test_every_planted_kind_of_mistake_occurs() -> None:
    assert {plant["what"] for each in EXPECTATIONS.values() for plant in each["planted"]} == PLANTED


def test_quotes_are_exact_substrings(expectation: dict[str, Any], article: str) -> None:
    quotes = [each["quote"] for each in [*expectation["facts"], *expectation["planted"]]]
    assert [quote for quote in quotes if quote not in article] == []


def test_keys_are_canonical(expectation: dict[str, Any]) -> None:
    keys = [each["key"] for each in expectation["instruments"]]
    keys += [key for each in labelled(expectation) for key in keys_in(each["fields"])]
    assert [key for key in keys if not is_canonical(key)] == []


def test_every_labelled_instrument_has_a_category(expectation: dict[str, Any]) -> None:
    categories = {each["key"]: each["category"] for each in expectation["instruments"]}
    assert set(categories.values()) <= set(CATEGORIES)
    stated = [each["fields"] for each in expectation["facts"] if not each.get("optional")]
    named = {key for fields in stated for key in keys_in(fields) if not key.startswith("law/")}
    assert named - set(categories) == set()


def test_fields_are_valid_for_their_kind(expectation: dict[str, Any]) -> None:
    for label in labelled(expectation):
        model = SOURCE_KINDS[label["kind"]]
        names = written_names(model)
        unknown = set(label["fields"]) - set(names)
        assert not unknown, f"{label['kind']}: no such fields: {unknown}"
        required = {name for name, must in names.items() if must}
        if label["kind"] == "listing" and not label["fields"].keys() & {"name_zh", "name_original"}:
            required.add("name_zh")
        opened = {name: OPEN_FIELDS.get(name, "名稱") for name in required - set(label["fields"])}
        if label["kind"] == "status_change" and "action" in opened:
            opened["action"] = "suspend"
        model.model_validate(opened | label["fields"])


def test_accepted_variants_are_valid_too(expectation: dict[str, Any]) -> None:
    for fact in expectation["facts"]:
        for name, variants in fact.get("accept", {}).items():
            if name == "kind":
                assert set(variants) <= set(SOURCE_KINDS)
                continue
            for variant in variants:
                SOURCE_KINDS[fact["kind"]].model_validate(fact["fields"] | {name: variant})


def test_false_facts_say_why(expectation: dict[str, Any]) -> None:
    assert [fact["quote"] for fact in expectation["facts"] if not fact["true"] and not fact.get("note")] == []


def test_metadata_is_of_the_contract(expectation: dict[str, Any]) -> None:
    assert expectation["tier"] in TIERS
    assert expectation["script"] in get_args(Script)
    assert date.fromisoformat(expectation["published"])


def test_a_mistake_is_a_fact_that_the_text_states(expectation: dict[str, Any]) -> None:
    false_quotes = [fact["quote"] for fact in expectation["facts"] if not fact["true"]]
    for plant in expectation["planted"]:
        if plant["what"] not in {"caption_date", "prompt_injection"}:
            assert any(quote in plant["quote"] for quote in false_quotes), plant["quote"]


def test_no_true_fact_is_forbidden(expectation: dict[str, Any]) -> None:
    for never in expectation["must_not"]:
        for fact in expectation["facts"]:
            stated = {"actor": "CN"} | fact["fields"]
            same = all(name in stated and stated[name] == value for name, value in never["fields"].items())
            assert not (fact["true"] and fact["kind"] == never["kind"] and same), (never["why"], fact["quote"])


def test_statuses_are_of_instruments_that_the_articles_name() -> None:
    named = {each["key"] for expectation in EXPECTATIONS.values() for each in expectation["instruments"]}
    for expected in json.loads(STATUS_FILE.read_text(encoding="utf-8")):
        assert expected["instrument"] in named
        assert expected["status"] in STATUSES
        assert date.fromisoformat(expected["as_of"]) <= date.fromisoformat(expected.get("until", "9999-12-31"))


def test_no_sentence_is_taken_from_a_publication(expectation: dict[str, Any], article: str, shared: Path) -> None:
    published: set[str] = set()
    for path in [*shared.glob("seeds/*.txt"), *shared.glob("cases/*.json*")]:
        published.update(han_runs(path.read_text(encoding="utf-8").replace("\\n", "\n")))
    assert sorted(published.intersection(han_runs(without_titles(expectation, article)))) == []
