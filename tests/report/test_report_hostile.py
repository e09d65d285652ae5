"""Every text field of every kind filled with each of the hostile strings: what leaves the program keeps its form."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import date
from functools import cache
from html.parser import HTMLParser

import pytest
import yaml

from tests.hostile import HOSTILE, LINK, attacked, text_fields, unseen_in
from workbench.facts.document import Document
from workbench.facts.fact import Evidence, Record, Route, make_fact
from workbench.facts.kinds import KINDS, Content
from workbench.report import Period, compose, describe
from workbench.report.drafts.draft import Draft
from workbench.report.gates import GATES, Examined
from workbench.report.preview import Page, Remark, SourceWords, sources_of
from workbench.report.preview.page import page_pieces

PERIOD, DAY = Period.parse("2025-10..2026-02"), date(2026, 2, 19)
SECTIONS = ("summary", "supply_chain", "risk", "advice_legal_counsel", "enforcement", "coordination", "outlook")
BENIGN = "某種物項"


def hostile_document(text: str) -> Document:
    return Document(id="d", text=f"甲{text}乙", title=text, publisher=text, url=LINK, author=text, name=text)


@cache
def hostile_records(text: str) -> list[Record]:
    return [record(content, text) for content in attacked(text)] + [
        record(KINDS["assessment"](section=section, text=text, level="high"), text) for section in SECTIONS
    ]


def record(content: Content, text: str) -> Record:
    evidence = () if content.kind == "assessment" else (Evidence.cut(f"甲{text}乙", 1, 1 + len(text)),)
    fact = make_fact("d", content, evidence, "model")  # type: ignore[arg-type]
    return Record(fact=fact, state="approved", route=Route(to="review"))


@cache
def drafted(text: str) -> Draft:
    documents = {"d": hostile_document(text)}
    return compose(PERIOD, DAY, hostile_records(text), documents, generated_on=DAY)


def previewed(text: str, draft: Draft) -> str:
    words = SourceWords(str, str, str)
    sources = sources_of(draft.markdown, draft.provenance, {"d": hostile_document(text)}, words)
    remarks = (Remark(None, "high", text, text, text, (text,)), Remark(30, "low", text, text, text, (text,)))
    return "".join(page_pieces(Page(draft.markdown, text, sources, remarks, (text,))))


@pytest.fixture(scope="module", params=HOSTILE, ids=lambda name: name.replace(" ", "-"))
def text(request) -> str:
    return HOSTILE[request.param]


@pytest.fixture(scope="module")
def draft(text) -> Draft:
    return drafted(text)


@pytest.fixture(scope="module")
def markdown(draft) -> str:
    return draft.markdown


@cache
def benign_page() -> Shapes:
    return Shapes(previewed(BENIGN, drafted(BENIGN)))


class Shapes(HTMLParser):
    """Elements with their attributes; of ids, addresses and labels only that they are there."""

    FREE = frozenset({"id", "data-label", "aria-label", "popovertarget", "content", "value"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[tuple[str, frozenset[tuple[str, str | None]]]] = set()
        self.addresses: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses |= {value or "" for name, value in attrs if name in {"href", "src", "action", "xlink:href"}}
        kept = frozenset((name, None if name in self.FREE | {"href"} else value) for name, value in attrs)
        self.found.add((tag, kept))

    def handle_comment(self, data: str) -> None:
        self.found.add(("comment", frozenset()))

    def handle_pi(self, data: str) -> None:
        self.found.add(("instruction", frozenset()))


def strange(hostile: Shapes, benign: Shapes) -> set[object]:
    """What the hostile text brought in; addresses within a page are its own."""
    known = benign.found
    addresses = {
        address for address in hostile.addresses - benign.addresses if not re.fullmatch(r"#[LnrS]?\d*", address)
    }
    return {shape for shape in hostile.found if shape not in known} | addresses


def test_there_are_fifty_and_every_kind_has_text_to_attack():
    assert len(HOSTILE) >= 50
    assert all(text_fields(model) for model in KINDS.values())
    told = {kind: [c for c in attacked("侵") if c.kind == kind] for kind in KINDS}
    for kind, contents in told.items():
        held = {
            name
            for c in contents
            for name, value in c.model_dump().items()
            if "侵" in json.dumps(value, default=str, ensure_ascii=False)
        }
        assert held == text_fields(KINDS[kind]) - {"section"}, kind


def test_gates_see_nothing_active_and_nothing_loose_in_it(text, draft):
    known = {record.id: record for record in hostile_records(text)}
    examined = Examined(draft, known, {"d": hostile_document(text)}, DAY)
    red = {name: list(GATES[name](examined)) for name in ("markup", "links", "claims", "index", "front_matter")}
    assert {name: problems for name, problems in red.items() if problems} == {}


def test_no_heading_comes_from_a_source(markdown):
    own = {line for line in drafted(BENIGN).markdown.splitlines() if line.startswith("#")}
    assert not [line for line in markdown.splitlines() if re.match(r"\s*#+ .*偽標題", line)]
    assert {re.match(r"#+", line)[0] for line in markdown.splitlines() if line.startswith("#")} <= {  # type: ignore[index]
        re.match(r"#+", line)[0]
        for line in own  # type: ignore[index]
    }


def test_every_row_has_the_cells_of_its_table(markdown):
    assert "\n|" in markdown
    width = 0
    for line in markdown.splitlines():
        if line.startswith("|"):
            width = width or line.count("|")
            assert line.count("|") == width, line[:200]
        else:
            width = 0


def test_nothing_of_liquid_is_left(markdown):
    assert "{{" not in markdown
    assert "{%" not in markdown


def test_every_attribute_list_is_the_forms_own(markdown):
    lists = [line for line in markdown.splitlines() if "{:" in line]
    assert lists
    assert all(re.fullmatch(r'\{: (\.[a-z-]+ ?)+( data-question="[^"{}]+")?\}', line) for line in lists)


def test_every_tag_is_the_forms_own(markdown):
    tags = set(re.findall(r"<[^>]+>", markdown))
    assert tags <= {'<div class="key-takeaway" markdown="1">', "</div>", '<span class="data-highlight">', "</span>"}


def test_no_link_or_picture_comes_from_a_source(markdown):
    targets = set(re.findall(r"(?<!\\)\]\(([^)]*)\)", markdown))
    assert targets
    assert all(
        target.startswith(("https://h.example/%29%7C", "http://exportcontrol.mofcom.gov.cn/")) for target in targets
    )


def test_nothing_unseen_is_left(markdown):
    assert unseen_in(markdown) == set()
    assert "\t" not in markdown


def test_the_front_matter_is_the_forms_own(markdown):
    front = markdown.split("---\n")[1]
    assert set(yaml.safe_load(front)) <= set(yaml.safe_load(drafted(BENIGN).markdown.split("---\n")[1]))


def test_a_fact_in_one_line_is_one_harmless_line(text):
    for content in attacked(text):
        if content.kind != "assessment":
            line = describe(record(content, text))
            assert not re.search(r"[{}|<>\x00-\x1f]", line)


def test_the_page_has_nothing_but_its_own(text, draft):
    html = previewed(text, draft)
    assert strange(Shapes(html), benign_page()) == set()
    assert "<script" not in html.casefold()
    assert unseen_in(html) == set()
    assert "\t" not in html


def test_the_page_of_a_report_that_is_nothing_but_the_attack_has_nothing_active(text):
    """A report of another's, in which Markdown may be Markdown but nothing else is anything."""
    html = "".join(
        page_pieces(
            Page(
                f"---\ntitle: {text}\n---\n\n# 題\n\n{text}\n\n- {text}\n\n| 甲 |\n| --- |\n| {text} |\n",
                "x.md",
                None,
                None,
            )
        )
    )
    shapes = Shapes(html)
    assert {tag for tag, _ in shapes.found} <= {
        "html", "head", "meta", "title", "link", "style", "body", "header", "p", "b", "bdi", "nav", "details", "summary", "ol",
        "ul", "li", "a", "dl", "div", "dt", "dd", "main", "h1", "h2", "h3", "table", "thead", "tbody", "tr", "th", "td", "span", "em",
        "strong", "s", "code", "pre", "blockquote", "hr", "br", "input", "time",
    }  # fmt: skip
    attributes = {name for _, attrs in shapes.found for name, _ in attrs}
    assert not {
        name for name in attributes if name.startswith("on") or name in {"srcdoc", "formaction", "action", "src"}
    }
    assert all(re.match(r"https?://|#|data:,$", address) for address in shapes.addresses), shapes.addresses
    assert unseen_in(html) == set()
    assert "\t" not in html


KRAMDOWN = """
require "json"; require "kramdown"; require "kramdown-parser-gfm"
puts JSON.generate(JSON.parse(STDIN.read).map { |text|
  body = text.sub(/\\A---\\n.*?^---\\n/m, "")
  [Kramdown::Document.new(body, input: "GFM", hard_wrap: false).to_html, Kramdown::Document.new(body).to_html]
})
"""


def has_kramdown() -> bool:
    ruby = shutil.which("ruby")
    tried = ruby and subprocess.run(
        [ruby, "-e", 'require "kramdown"; require "kramdown-parser-gfm"'], capture_output=True
    )
    return bool(tried) and tried.returncode == 0


@pytest.mark.skipif(not has_kramdown(), reason="needs ruby-kramdown and ruby-kramdown-parser-gfm")
def test_kramdown_makes_nothing_of_a_source_active():
    """All drafts in one process of Ruby, with the GFM parser and with its own."""
    drafts = [drafted(text).markdown for text in (BENIGN, *HOSTILE.values())]
    ended = subprocess.run(
        ["ruby", "-e", KRAMDOWN], input=json.dumps(drafts), capture_output=True, text=True, check=True
    )
    benign, *rendered = json.loads(ended.stdout)
    shapes_of_benign = [Shapes(html) for html in benign]
    for name, pair in zip(HOSTILE, rendered, strict=True):
        for html, own in zip(pair, shapes_of_benign, strict=True):
            assert strange(Shapes(html), own) == set(), name
