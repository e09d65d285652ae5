"""Where goods go and where entities come from: any country, in Chinese, in short or in English."""

from __future__ import annotations

import pytest
from sayings_held import say, told

from workbench.recognition.jurisdictions import goes_to, place_of, places_in
from workbench.text import normalize

BAN, NOTICE = "MOFCOM/announcement/2026/9", "MOFCOM/announcement/2025/35"


def ban(country: str):
    return [
        say("announcement", "2月1日第9号", instrument=BAN, published="2026-02-01", issuers=("商务部",)),
        say("licensing_rule", "禁止向该国军事用户出口", instrument=BAN, treatment="prohibited", destinations=(country,),
            end_user="该国军事用户"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("country", "line"),
    [
        ("日本", "公告2026年第9號禁止所有兩用物項對日出口。"),
        ("韩国", "公告2026年第9號禁止一切兩用物項對韓國出口。"),
        ("荷兰", "公告2026年第9號全面禁止對荷蘭的兩用物項出口，所有物項皆然。"),
        ("荷兰", "Announcement No. 9 of 2026 bans all exports of dual-use items to the Netherlands."),
        ("台湾地区", "公告2026年第9號禁止全部兩用物項向臺灣出口。"),
        ("越南", "公告2026年第9號禁止所有兩用物項對越南出口。"),
    ],
)
def test_a_ban_for_some_users_told_of_as_total_is_found_for_any_country(hold, country, line):
    assert (1, "contradicted", "scope") in told(hold(line + "\n", facts=ban(country)), 1)


@pytest.mark.parametrize("line", ["另有國家禁止所有兩用物項對荷蘭出口，公告2026年第9號則無關。"])
def test_a_total_ban_for_another_country_is_not_held_against_the_rule(hold, line):
    assert told(hold(line + "\n", facts=ban("日本")), 1) == []


@pytest.mark.parametrize(
    "line",
    [
        "第35號公告將8家荷蘭實體列入管控名單。",
        "第35號公告將8家澳大利亞實體列入管控名單。",
        "第35號公告將8家菲律賓企業列入管控名單。",
        "Announcement No. 35 of 2025 placed 8 Dutch entities on the export control list.",
    ],
)
def test_entities_of_another_country_than_the_notice_counts(hold, line):
    facts = [
        say("announcement", "7月9日第35号", instrument=NOTICE, published="2025-07-09", issuers=("商务部",)),
        say("count", "8家日本实体", instrument=NOTICE, list="export_control", action="add", count=8, jurisdiction="JP"),
    ]  # fmt: skip
    assert told(hold(f"{line}\n", facts=facts), 1) == [(1, "contradicted", "scope")]


def test_the_names_of_a_jurisdiction():
    assert places_in(normalize("對美、輸日以及中國台灣地區").text) == {"US", "JP", "TW"}
    assert places_in("Dutch and South Korean makers told us") == {"NL", "KR"}
    assert place_of(normalize("境外日本企業").text) is None
    assert goes_to("to Japan", "日本")
    assert not goes_to("對日出口", "越南")
