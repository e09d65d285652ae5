"""`add` and `documents`: what goes in, what is refused, and how each refusal reads."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

GOOD = "商务部公告2025年第61号自2025年12月1日起施行。\n"


def test_a_document_is_known_by_the_sha256_of_its_bytes(workbench, articles):
    added = workbench("add", articles)
    assert (added.code, added.out.splitlines()[0]) == (0, "3 new, 0 known already, 0 not read")
    ids = [row["id"] for row in workbench("documents", "--json").rows]
    assert ids == [hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(articles.iterdir())]


def test_the_same_bytes_twice_are_one_document(workbench, articles, tmp_path):
    workbench("add", articles)
    (tmp_path / "copy.md").write_bytes((articles / "1-official.md").read_bytes())
    again = workbench("add", "copy.md", articles / "1-official.md")
    assert (again.code, again.out.splitlines()[0]) == (0, "0 new, 2 known already, 0 not read")
    assert len(workbench("documents", "--json").rows) == 3


def test_a_folder_tells_what_it_has_of_other_kinds_and_passes_over_what_programs_leave(workbench, articles):
    for name in ("old.doc", "table.xlsx", "other.doc", ".hidden", "~$open.docx", "draft.provenance.json"):
        (articles / name).write_bytes(b"x")
    added = workbench("add", articles)
    assert added.code == 0
    assert added.err.splitlines() == [f"{articles}: 3 files of other kinds are left out: .doc 2, .xlsx 1"]


def test_a_path_that_is_not_there_is_told_as_such_whatever_it_ends_in(workbench):
    for name in ("nosuch", "folder/nosuch.doc", "nosuch.md"):
        (told,) = workbench("add", name).errors
        assert f"{name}: no such file" in told


def test_a_copy_in_the_other_script_is_linked_to_the_document_that_came_first(workbench, tmp_path):
    text = (
        "商务部发布一项公告，对若干样本物项实施出口管制，企业须在出口之前申请许可证件，并提交最终用户的证明文件。"
        "公告自发布之日起施行，已经签订的合同可以继续履行三十日，逾期不再受理。业内人士认为影响有限，供应链会作调整。\n"
    )
    other = text.replace("务", "務").replace("发", "發").replace("对", "對").replace("实", "實").replace("项", "項")
    (tmp_path / "1-first.txt").write_text(text, encoding="utf-8")
    (tmp_path / "2-copy.txt").write_text("港島日報轉載\n\n" + other, encoding="utf-8")
    (tmp_path / "3-other.txt").write_text("海关总署介绍上月的贸易情况，进出口总值有所增长。\n", encoding="utf-8")
    workbench("add", "1-first.txt", "2-copy.txt", "3-other.txt")
    first, copy, other_news = workbench("documents", "--json").rows
    assert [row["copy_of"] for row in (first, copy, other_news)] == [None, first["id"], None]
    assert first["id"][:10] in workbench("documents").out.splitlines()[-2]


def test_an_address_is_fetched_only_where_it_may_be(workbench, tmp_path):
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    added = workbench("add", "good.txt", "http://127.0.0.1:9/a.html", "ftp://news.example.com/b.html")
    assert (added.code, added.out.splitlines()[0]) == (1, "1 new, 0 known already, 2 not read")
    private, other = added.errors
    assert "http://127.0.0.1:9/a.html: it leads into a private or local network" in private
    assert "only http:// and https://" in other


def test_documents_json_is_that_of_the_contract(workbench, articles):
    workbench("add", articles / "1-official.md")
    (row,) = workbench("documents", "--json").rows
    assert {name: row[name] for name in ("title", "publisher", "published", "tier", "script", "author", "url")} == {
        "title": "商务部公告2025年第61号",
        "publisher": "商务部",
        "published": "2025-10-09",
        "tier": "official",
        "script": "hans",
        "author": None,
        "url": None,
    }
    assert (row["facts"], row["copy_of"]) == ({}, None)
    assert "text" not in row


def test_documents_with_text_gives_the_text_that_offsets_count_in(ready):
    texts = {row["id"]: row["text"] for row in ready("documents", "--with-text", "--json").rows}
    facts = ready("facts", "--json").rows
    assert len(facts) >= 6
    for fact in facts:
        for span in fact["evidence"]:
            assert texts[fact["document"]][span["start"] : span["end"]] == span["quote"]


def test_documents_counts_facts_by_state(ready):
    rows = {row["title"]: row["facts"] for row in ready("documents", "--json").rows}
    assert rows["稀土新規將上路"]["pending"] == 1
    assert rows["商务部公告2025年第61号"]["auto_approved"] >= 2


def test_options_stand_for_what_the_article_does_not_say(workbench, tmp_path):
    (tmp_path / "bare.txt").write_text(GOOD, encoding="utf-8")
    options = (
        "--publisher",
        "某律師事務所",
        "--tier",
        "law_firm",
        "--date",
        "2026-01-05",
        "--url",
        "https://a.example/1",
    )
    assert workbench("add", "bare.txt", *options).code == 0
    (row,) = workbench("documents", "--json").rows
    assert (row["publisher"], row["tier"], row["published"], row["url"]) == (
        "某律師事務所",
        "law_firm",
        "2026-01-05",
        "https://a.example/1",
    )


def test_a_month_gives_the_year_and_no_day_of_publication(workbench, tmp_path):
    (tmp_path / "undated.txt").write_text("商務部12月1日發布公告第77號。\n", encoding="utf-8")
    workbench("add", "undated.txt", "--date", "2025-12")
    assert workbench("documents", "--json").rows[0]["published"] is None
    workbench("extract", "--engine", "rules")
    dates = [fact["fields"].get("published") for fact in workbench("facts", "--json").rows]
    assert "2025-12-01" in dates


def bad_files(folder: Path) -> dict[str, str]:
    """One file of each bad kind in `folder`: how the error names it -> a word that its cause must hold."""
    (folder / "empty.txt").write_bytes(b"")
    (folder / "image.txt").write_bytes(bytes(range(256)) * 9)
    (folder / "broken.txt").write_bytes("出口管制清单".encode()[:-1] + b"\xff\xfe")
    (folder / "huge.txt").write_bytes("稀土".encode() * 3_400_000)
    (folder / "ctl\x1b[2J.txt").write_text(GOOD, encoding="utf-8")
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    return {
        "empty.txt": "no text",
        "image.txt": "binary",
        "broken.txt": "neither UTF-8 nor GB18030",
        "huge.txt": "20 MB",
        "ctl\\x1b[2J.txt": "control characters",
        "gone.txt": "no such file",
    }


def test_each_bad_file_is_one_line_and_the_good_ones_go_in(workbench, tmp_path):
    folder = tmp_path / "mixed"
    folder.mkdir()
    expected = bad_files(folder)
    (folder / "a-good.txt").write_text(GOOD, encoding="utf-8")
    (folder / "z-good.txt").write_text(GOOD + "另有一句。", encoding="utf-8")
    added = workbench("add", folder)
    assert (added.code, added.out.splitlines()[0]) == (1, f"2 new, 0 known already, {len(expected)} not read")
    assert len(added.err.splitlines()) == len(added.errors) == len(expected)
    for name, cause in expected.items():
        (line,) = [line for line in added.errors if f"/{name}: " in line]
        assert cause in line
        assert line.endswith(".")
        way_out = line.removeprefix(f"Error: {folder}/{name}: ").split(". ", 1)[1]
        assert len(way_out) > 10
    assert "\x1b" not in added.err


def test_a_folder_without_articles_is_named_with_what_articles_are(workbench, tmp_path):
    (tmp_path / "void").mkdir()
    (tmp_path / "void" / "table.xlsx").write_bytes(b"PK")
    added = workbench("add", "void")
    assert added.code == 1
    assert added.errors == ["Error: void: no article in this folder. Articles end in .txt, .md, .html, .htm, .pdf, .docx, .eml; name a folder that contains some."]  # fmt: skip
    assert "Next" not in added.out


@pytest.mark.skipif(os.geteuid() == 0, reason="root can read anything")
def test_a_file_without_permission_is_named(workbench, tmp_path):
    (tmp_path / "closed.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "closed.txt").chmod(0)
    added = workbench("add", "closed.txt")
    assert (added.code, len(added.errors)) == (1, 1)
    assert "closed.txt: " in added.errors[0]


def test_a_file_that_the_system_will_not_give_is_named(workbench, tmp_path):
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "folder.txt" / "inner.doc").write_bytes(b"x")
    added = workbench("add", "folder.txt", "nowhere.txt")
    assert added.code == 1
    assert ["folder.txt" in added.errors[0], "nowhere.txt" in added.errors[1]] == [True, True]
    assert len(added.errors) == 2


@pytest.mark.parametrize(
    ("option", "value", "way_out"), [("--tier", "gossip", "official, law_firm"), ("--date", "soon", "2025-10-09")]
)
def test_an_option_that_no_document_can_have_is_refused_before_anything_is_read(
    workbench, articles, option, value, way_out
):
    added = workbench("add", articles, option, value)
    assert added.code == 2
    assert way_out in added.errors[0]
    assert workbench("documents", "--json").rows == []
