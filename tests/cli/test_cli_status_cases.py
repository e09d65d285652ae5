"""Statuses through add, extract, decide and status: articles written around real facts, one rule of time each."""

import pytest

ARTICLES = {
    "2024-46.md": (
        "2024-12-03",
        "商务部",
        "official",
        """商务部公告2024年第46号
为落实有关要求，决定加强部分两用物项对美出口管理，现公告如下：
一、禁止两用物项对美国军事用户出口。
二、原则上不予许可镓、锗、锑对美国出口。
本公告自公布之日起正式实施。
2024年12月3日
""",
    ),
    "2025-11-09.md": (
        "2025-11-09",
        "样本网",
        "news",
        "2025年11月9日，商务部发布公告，自即日起至2026年11月27日，商务部公告2024年第46号第二款暂停实施。\n",
    ),
    "2025-13.md": (
        "2025-03-04",
        "商务部",
        "official",
        """商务部公告2025年第13号
决定将样品公司（Sample, Inc.）等15家美国实体列入出口管制管控名单，禁止向其出口两用物项。
本公告自公布之日起正式实施。
2025年3月4日
""",
    ),
    "2025-21.md": (
        "2025-04-04",
        "商务部",
        "official",
        """商务部公告2025年第21号
决定将样本公司（Specimen LLC）等16家美国实体列入出口管制管控名单，禁止向其出口两用物项。
本公告自公布之日起正式实施。
2025年4月4日
""",
    ),
    "2025-18.md": (
        "2025-04-04",
        "商务部",
        "official",
        """商务部 海关总署公告2025年第18号
决定对样品实施出口管制。
本公告自公布之日起正式实施。
2025年4月4日
""",
    ),
    "2025-05-14.md": (
        "2025-05-14",
        "商务部",
        "official",
        "商务部新闻发言人表示，自2025年5月14日起，暂停4月4日公告（商务部公告2025年第21号）相关措施90天。\n",
    ),
    "2025-08-12.md": (
        "2025-08-12",
        "商务部",
        "official",
        "商务部新闻发言人表示，自2025年8月12日起，继续暂停4月4日公告（商务部公告2025年第21号）相关措施90天。\n",
    ),
    "2025-11-05.md": (
        "2025-11-05",
        "商务部",
        "official",
        "商务部新闻发言人表示，自2025年11月10日起，继续暂停4月4日公告（商务部公告2025年第21号）相关措施1年，"
        "停止3月4日公告（商务部公告2025年第13号）相关措施。\n",
    ),
    "uel-9.md": (
        "2025-09-25",
        "商务部",
        "official",
        """不可靠实体清单工作机制公告〔2025〕9号
决定将样板公司（Pattern Inc.）等3家美国企业列入不可靠实体清单。
本公告自公布之日起实施。
2025年9月25日
""",
    ),
    "2025-58.md": (
        "2025-10-09",
        "商务部",
        "official",
        """商务部 海关总署公告2025年第58号
决定对锂电池有关物项实施出口管制。
本公告自2025年11月8日起正式实施。
2025年10月9日
""",
    ),
    "2025-11-07.md": (
        "2025-11-08",
        "样本报",
        "news",
        "11月7日，商务部宣布，自即日起至2026年11月10日，暂停实施商务部、海关总署公告2025年第58号。\n",
    ),
    "2024-31.md": (
        "2024-07-31",
        "商务部",
        "official",
        """商务部 海关总署公告2024年第31号
决定调整无人机出口管制措施。
本公告自2024年9月1日起实施，商务部 海关总署公告2023年第28号同时废止。
2024年7月31日
""",
    ),
    "2023-28.md": (
        "2023-07-31",
        "商务部",
        "official",
        """商务部 海关总署公告2023年第28号
决定对部分无人机实施临时出口管制。
本公告自2023年9月1日起正式实施。
2023年7月31日
""",
    ),
}
CASES = [
    ("商务部公告2024年第46号", "2025-11-08", "in_force", None),
    ("商务部公告2024年第46号", "2025-11-09", "partially_in_force", "2026-11-27"),
    ("商务部公告2024年第46号", "2026-11-20", "partially_in_force", "2026-11-27"),
    ("商务部公告2024年第46号", "2026-11-28", "in_force", None),
    ("商務部公告2025年第13號", "2025-05-20", "in_force", None),
    ("商務部公告2025年第13號", "2025-11-09", "in_force", None),
    ("商務部公告2025年第13號", "2025-11-10", "stopped", None),
    ("商务部公告2025年第21号", "2025-05-13", "in_force", None),
    ("商务部公告2025年第21号", "2025-05-14", "suspended", "2025-08-11"),
    ("商务部公告2025年第21号", "2025-08-12", "suspended", "2025-11-09"),
    ("商务部公告2025年第21号", "2026-11-09", "suspended", "2026-11-09"),
    ("不可靠实体清单工作机制〔2025〕9号", "2025-12-01", "in_force", None),
    ("公告2025年第58號", "2025-10-20", "announced", None),
    ("公告2025年第58號", "2025-11-08", "suspended", "2026-11-10"),
    ("公告2025年第58號", "2026-11-11", "in_force", None),
    ("2023年第28号公告", "2023-08-15", "announced", None),
    ("2023年第28号公告", "2024-08-31", "in_force", None),
    ("2023年第28号公告", "2024-09-01", "repealed", None),
]


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("cases")


@pytest.fixture
def told(workbench, home, monkeypatch):
    """The articles added, read by the rules and approved: once for all cases."""
    monkeypatch.setenv("WORKBENCH_HOME", str(home / "state"))
    if not (home / "state").exists():
        for name, (day, publisher, tier, text) in ARTICLES.items():
            head = f"---\ndate: {day}\npublisher: {publisher}\ntier: {tier}\n---\n"
            (home / name).write_text(head + text, encoding="utf-8")
        assert workbench("add", home).code == 0
        assert workbench("extract", "--engine", "rules").code == 0
        assert workbench("decide", "--match", "state=pending", "approve").code == 0
    return workbench


@pytest.mark.parametrize(("reference", "as_of", "status", "until"), CASES, ids=lambda part: str(part))
def test_status(told, reference, as_of, status, until):
    (answer,) = told("status", reference, "--as-of", as_of, "--json").rows
    assert (answer["status"], answer["until"]) == (status, until)
    assert answer["assumed"] is (as_of in {"2026-11-28", "2026-11-11"})


def test_what_was_known_in_october_is_that_58_is_to_take_effect(told):
    (answer,) = told("status", "公告2025年第58號", "--as-of", "2025-11-08", "--known-at", "2025-10-31", "--json").rows
    assert (answer["status"], answer["since"]) == ("in_force", "2025-11-08")


def test_stopping_one_notice_leaves_who_is_listed_by_another(told):
    rows = told("list", "出口管制管控名單", "--as-of", "2025-12-01", "--json").rows
    assert {member["name_original"]: member["status"] for member in rows[0]["members"]} == {
        "Sample, Inc.": "stopped",
        "Specimen LLC": "suspended",
    }
    assert rows[0]["counted"] == 16


def test_an_act_without_a_number_is_asked_for_by_authority_and_day(told):
    (answer,) = told("status", "商務部2025年11月7日公告", "--as-of", "2025-12-01", "--json").rows
    assert answer["instrument"] == "MOFCOM/measure/2025-11-07/suspend-announcement-2025-58"


def test_a_day_that_several_acts_have_names_them(told):
    ran = told("status", "商务部2025年4月4日公告")
    assert ran.code == 1
    assert "MOFCOM/announcement/2025/18, MOFCOM/announcement/2025/21" in ran.errors[0]
