"""`list` through the entry point, on two notices of one list and one of another."""

import pytest

NOTICES = {
    "4.md": (
        "2025-02-04",
        "不可靠实体清单工作机制公告〔2025〕4号",
        "将样品公司（Sample, Inc.）、样本公司（Specimen LLC）列入不可靠实体清单",
    ),
    "13.md": ("2025-03-04", "商务部公告2025年第13号", "将样品公司（Sample Inc.）列入出口管制管控名单"),
}
STOP = """---
title: 商务部新闻发言人就调整措施答记者问
date: 2025-11-05
publisher: 商务部
tier: official
---
自2025年11月10日起，停止商务部公告2025年第13号相关措施。
"""


@pytest.fixture
def listed(workbench, tmp_path):
    for name, (day, number, what) in NOTICES.items():
        text = f"---\ntitle: {number}\ndate: {day}\npublisher: 商务部\ntier: official\n---\n{number}\n决定{what}。\n本公告自公布之日起实施。\n{day[:4]}年{int(day[5:7])}月{int(day[8:])}日\n"
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "stop.md").write_text(STOP, encoding="utf-8")
    assert workbench("add", tmp_path).code == 0
    assert workbench("extract", "--engine", "rules").code == 0
    assert workbench("decide", "--match", "state=pending", "approve").code == 0
    return workbench


def test_a_list_by_its_written_name(listed):
    (row,) = listed("list", "不可靠實體清單", "--as-of", "2025-12-01", "--json").rows
    assert (row["list"], row["named"], row["by_status"]) == ("unreliable_entity", 2, {"in_force": 2})
    assert {member["name_original"] for member in row["members"]} == {"Sample, Inc.", "Specimen LLC"}


def test_an_entity_has_a_row_for_each_list(listed):
    rows = listed("list", "sample inc", "--as-of", "2025-12-01", "--json").rows
    assert {row["list"]: row["status"] for row in rows} == {
        "unreliable_entity": "in_force",
        "export_control": "stopped",
    }
    ran = listed("list", "樣品公司", "--as-of", "2025-11-09")
    assert "商務部公告2025年第13號" in ran.out
    assert "stopped" not in ran.out


def test_known_at_leaves_out_what_was_told_later(listed):
    rows = listed("list", "export_control", "--as-of", "2025-12-01", "--known-at", "2025-11-04", "--json").rows
    assert rows[0]["by_status"] == {"in_force": 1}


def test_without_a_name_every_list_has_its_own_numbers(listed):
    ran = listed("list", "--as-of", "2025-12-01")
    lines = [line for line in ran.out.splitlines() if "list" in line and "│" in line]
    assert [[cell.strip() for cell in line.split("│")][:3] for line in lines] == [
        ["unreliable entity list", "2", "2"],
        ["export control list", "0", "0"],
    ]


def test_a_name_on_no_list_is_an_error_with_a_way_out(listed):
    ran = listed("list", "無名公司")
    assert ran.code == 1
    assert "無名公司" in ran.errors[0]
    assert "workbench list" in ran.errors[0]
