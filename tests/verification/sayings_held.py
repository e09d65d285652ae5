"""What a law firm says of a few acts, for reports to be held against."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

from workbench.facts.fact import Evidence
from workbench.facts.kinds import KINDS
from workbench.resolution import Statement
from workbench.verification import Outcome

AS_OF = date(2026, 2, 19)
BATTERY, OVERSEAS, TECHNOLOGY = (f"MOFCOM/announcement/2025/{number}" for number in (58, 61, 62))
JAPAN, ORDER = "MOFCOM/announcement/2026/1", "MOFCOM/order/2025/6"
UEL_MARCH, UEL_OCTOBER = "UEL/announcement/2025/5", "UEL/announcement/2025/10"
CONTROL_MARCH = "MOFCOM/announcement/2025/13"


_starts = itertools.count(0, 1000)


def say(
    kind: str, quote: str, *, tier: str = "law_firm", document: str = "review", on: date | None = None, **fields: Any
) -> Statement:
    """One statement of a document, with the words that support it."""
    content: Any = KINDS[kind](**fields)
    start = next(_starts)
    return Statement(
        content=content, fact=f"f{start}", document=document, tier=tier, published=on or date(2026, 1, 20),
        evidence=(Evidence(start=start, end=start + len(quote), quote=quote),),
    )  # fmt: skip


def sources() -> list[Statement]:
    """The facts that the reports of these tests are held against."""
    suspended = [{"instrument": key} for key in (BATTERY, OVERSEAS, TECHNOLOGY)]
    return [
        say("announcement", "10月9日发布第58号", instrument=BATTERY, published="2025-10-09", issuers=("商务部", "海关总署"),
            title="公布对锂电池和人造石墨负极材料相关物项实施出口管制的决定", category="controlled_item_change"),
        say("announcement", "10月9日发布第61号", instrument=OVERSEAS, published="2025-10-09", issuers=("商务部",),
            title="公布对境外相关稀土物项实施出口管制的决定", category="controlled_item_change"),
        say("announcement", "10月9日发布第62号", instrument=TECHNOLOGY, published="2025-10-09", issuers=("商务部",),
            title="公布对稀土相关技术实施出口管制的决定", category="controlled_item_change"),
        say("effective_date", "第58号自11月8日起实施", instrument=BATTERY, date="2025-11-08", basis="explicit"),
        say("status_change", "自11月7日至2026年11月10日暂停实施三项公告", action="suspend", targets=suspended,
            **{"from": "2025-11-07"}, until="2026-11-10"),
        say("threshold", "价值比例达到0.1%及以上", instrument=OVERSEAS, subject="价值比例", comparator="ge", value="0.1", unit="%"),
        say("threshold", "能量密度不低于300 Wh/kg", instrument=BATTERY, subject="能量密度", comparator="ge", value="300", unit="Wh/kg"),
        say("controlled_item", "开采、分离、冶炼、回收技术", instrument=TECHNOLOGY, name="稀土开采、分离、冶炼、回收技术",
            control_codes=("1E902.a",)),
        say("announcement", "3月4日第5号", instrument=UEL_MARCH, published="2025-03-04", issuers=("不可靠实体清单工作机制",),
            category="enforcement_action"),
        say("count", "10家美国企业", instrument=UEL_MARCH, list="unreliable_entity", action="add", count=10),
        say("status_change", "中美甲地磋商后停止第5号", action="stop", targets=[{"instrument": UEL_MARCH}],
            **{"from": "2025-11-10"}, occasion="中美甲地磋商"),
        say("announcement", "3月4日第13号", instrument=CONTROL_MARCH, published="2025-03-04", issuers=("商务部",),
            category="enforcement_action"),
        say("count", "15家美国实体", instrument=CONTROL_MARCH, list="export_control", action="add", count=15),
        say("announcement", "10月9日第10号", instrument=UEL_OCTOBER, published="2025-10-09",
            issuers=("不可靠实体清单工作机制",), category="enforcement_action"),
        say("count", "反探測技術公司等14家", instrument=UEL_OCTOBER, list="unreliable_entity", action="add", count=14),
        say("listing", "反探測技術公司", instrument=UEL_OCTOBER, list="unreliable_entity", name_zh="反探測技術公司"),
        say("announcement", "1月6日第1号", instrument=JAPAN, published="2026-01-06", issuers=("商务部",),
            title="关于加强两用物项对日本出口管制的公告", category="controlled_item_change"),
        say("claim", "产量占全球三分之二", subject="稀土产量", value="66", unit="%", statement="中国稀土产量占全球66%"),
    ]  # fmt: skip


def told(outcome: Outcome, line: int | None = None) -> list[tuple[int | None, str, str]]:
    """Line, verdict and field of the findings, of one line or of those that stand on a line."""
    return [
        (finding.line, finding.verdict, finding.field)
        for finding in outcome.findings
        if (finding.line == line if line is not None else finding.line is not None)
    ]
