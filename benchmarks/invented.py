"""Articles and facts made up for measuring: the forms of announcements, with names and numbers drawn by a seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from workbench.facts.document import Document, document_id
from workbench.facts.fact import Evidence, Fact, Route, make_fact
from workbench.facts.kinds import (
    Announcement,
    AnyContent,
    ControlledItem,
    EffectiveDate,
    StatusChange,
    Target,
    Threshold,
)
from workbench.store import Run, Store

_GOODS = ("钨合金粉末", "石墨负极材料", "氧化钐", "真空熔炼炉", "碳纤维预制体", "激光测距仪", "镓基衬底", "高纯铟锭")
_FILLER = "有关情况仍在进一步了解之中，各方看法不一，后续安排以正式文本为准，本文不作评论。"


def article(number: int, size: int) -> str:
    """An article of about `size` characters: an act with its day, rows with codes and limits, prose between them."""
    rng = random.Random(number)
    day = date(2025, 1, 2) + timedelta(days=number % 330)
    act = f"商务部公告2025年第{number + 1}号"
    parts = [
        f"{act}\n{day.isoformat()} 09:00\n\n",
        f"商务部对下列物项实施出口管制，本公告自{day.year}年{day.month}月{day.day}日起施行。\n\n",
    ]
    while sum(map(len, parts)) < size:
        goods = rng.choice(_GOODS)
        parts.append(
            f"{rng.randint(1, 9)}C{rng.randint(100, 999)}.{rng.choice('abcd')}. {goods}，纯度大于等于{rng.randint(90, 99)}%"
            f"（参考海关商品编号：{rng.randint(10**9, 10**10 - 1)}）。\n"
        )
        parts.append(_FILLER * 4 + "\n\n")
    return "".join(parts)[:size]


def write_articles(folder: Path, count: int, size: int) -> Path:
    """`count` article files of `size` characters in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"{number:04d}.txt").write_text(article(number, size), encoding="utf-8")
    return folder


def fill_store(url: str, count: int, *, per_document: int = 250) -> Store:
    """A store with `count` facts about one act for every five, all passed by the machine but each fifth."""
    store, run = Store(url), Run(engine="rules", fingerprint="invented")
    routes: dict[str, Route] = {}
    made = [_document_with_facts(first, min(per_document, count - first)) for first in range(0, count, per_document)]
    for first in range(0, len(made), 500):
        some = made[first : first + 500]
        store.add_documents([document for document, _facts in some])
        store.save_extractions((document.id, facts, run) for document, facts in some)
    for _document, facts in made:
        routes |= {fact.id: _route(number) for number, fact in enumerate(facts)}
    store.set_routes(routes.items())
    store.routing.finish(store.routing.begin())
    return store


def _route(number: int) -> Route:
    return Route(to="review", reasons=("single_witness",)) if number % 5 == 4 else Route(to="machine")


def _document_with_facts(first: int, count: int) -> tuple[Document, list[Fact]]:
    contents = [content for number in range(first // 5, (first + count) // 5) for content in _about_one_act(number)]
    sentences = [f"第{first + place}句：{content.kind}，{_FILLER}\n" for place, content in enumerate(contents)]
    text = "".join(sentences)
    document = Document(
        id=document_id(text.encode()),
        text=text,
        title=f"文章{first}",
        publisher="商务部",
        published=date(2025, 12, 31),
        year=2025,
        tier="official",
        script="hans",
        name=f"{first}.txt",
    )
    facts, start = [], 0
    for content, sentence in zip(contents, sentences, strict=True):
        facts.append(make_fact(document.id, content, [Evidence.cut(text, start, start + len(sentence) - 1)], "rules"))
        start += len(sentence)
    return document, facts


def _about_one_act(number: int) -> Iterator[AnyContent]:
    key = f"MOFCOM/announcement/2025/{number + 1}"
    day = date(2025, 10, 1) + timedelta(days=number % 140)
    yield Announcement(
        instrument=key,
        number_text=f"公告2025年第{number + 1}号",
        issuers=("商务部",),
        category="controlled_item_change",
        published=day,
    )
    yield EffectiveDate(instrument=key, date=day + timedelta(days=30), basis="explicit")
    yield ControlledItem(
        instrument=key, name=f"{_GOODS[number % len(_GOODS)]}{number}", control_codes=(f"1C{number:03d}.a",)
    )
    yield Threshold(instrument=key, subject="纯度", comparator="ge", value="99.5", unit="%")
    yield StatusChange(
        action="suspend",
        targets=(Target(instrument=key),),
        **{"from": day + timedelta(days=40), "until": day + timedelta(days=400)},
    )


def long_paragraph(url: str, *, characters: int, facts: int) -> Store:
    """A store with one article of a single line, and facts spread over it that all wait for a person."""
    contents = [content for number in range(facts // 5 + 1) for content in _about_one_act(number)][:facts]
    room = characters // facts
    sentences = []
    for place, content in enumerate(contents):
        opening = f"第{place}句：{content.kind}，"
        sentences.append((opening + _FILLER.replace("。", "，") * 9)[: room - 1] + "。")
    text = "".join(sentences)
    document = Document(id=document_id(text.encode()), text=text, title="长文", publisher="商务部", tier="official")
    spans = [Evidence.cut(text, place * room, place * room + 20) for place in range(facts)]
    made = [make_fact(document.id, content, [span], "rules") for content, span in zip(contents, spans, strict=True)]
    store = Store(url)
    store.add_document(document)
    store.save_extraction(document.id, made, Run(engine="rules", fingerprint="invented"))
    store.set_routes((fact.id, Route(to="review", reasons=("single_witness",))) for fact in made)
    return store
