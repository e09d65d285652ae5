"""A small set of records with every kind of fact, and the golden draft made of it.

`python tests/report/golden_draft.py` writes `fixtures/reports` anew; look at the difference before committing it.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from workbench.facts.document import Document, document_id
from workbench.facts.fact import Evidence, Record, Route, State, make_fact
from workbench.facts.kinds import KINDS
from workbench.report import Draft, Period, Reviewers, compose, write_draft

GOLDEN = Path(__file__).resolve().parents[2] / "fixtures" / "reports"
BATTERY, RARE, LISTED = "MOFCOM/announcement/2025/58", "MOFCOM/announcement/2025/57", "UEL/announcement/2025/11"

MINISTRY = """商务部 海关总署公告2025年第58号
公布对锂电池和人造石墨负极材料相关物项实施出口管制的决定
2025年10月9日
根据《中华人民共和国两用物项出口管制条例》（国令第792号）：
一、下列物项未经许可不得出口：重量能量密度大于等于300 Wh/kg的可充放电锂离子电池（管制编码：3A901.a，参考税则号列85076000）。
二、出口经营者应当在出口后10个工作日内报告。
本公告自2025年11月8日起正式实施。
"""
NEWS = """商務部11月7日公布，自即日起至2026年11月10日，暫停實施公告2025年第57號、第58號。
不可靠實體清單工作機制另於10月9日列入14家外國實體，其中有甲偵測公司（Jia Detect & Co.）、乙情報公司（Yi_Intel {Lab}）。
中歐雙方11月25日在布魯塞爾對話，中方稱已對合規的民用出口給予豁免。
天津某海關就金屬鈹出口違規案（津某關緝違字〔2025〕9號）對丙公司罰款50萬元，貨值160.07萬元。
"""
OPINION = "某評論稱，中國人造石墨產能約占全球95%，替代產能難以在短期建成。\n"


def _document(text: str, **fields: Any) -> Document:
    return Document(id=document_id(text.encode()), text=text, **fields)


DOCUMENTS = {
    document.id: document
    for document in (
        _document(
            MINISTRY,
            title="公告2025年第58号",
            publisher="商务部",
            published=date(2025, 10, 9),
            url="https://example.org/announcements/58",
            tier="official",
            script="hans",
        ),
        _document(
            NEWS,
            title="暫停實施與清單消息",
            publisher="示例日報",
            published=date(2025, 12, 1),
            tier="news",
            script="hant",
        ),
        _document(OPINION, title="石墨評論", tier="opinion", script="hant"),
    )
}


def golden_records() -> list[Record]:
    """Records of every kind, some waiting, one rejected."""
    announced = _record(MINISTRY, "公布对锂电池和人造石墨负极材料相关物项实施出口管制的决定", "announcement", instrument=BATTERY,
        title="公布对锂电池和人造石墨负极材料相关物项实施出口管制的决定", issuers=("商务部", "海关总署"),
        category="controlled_item_change", published=date(2025, 10, 9), source_url="https://example.org/announcements/58")  # fmt: skip
    item = _record(MINISTRY, "可充放电锂离子电池（管制编码：3A901.a，参考税则号列85076000）", "controlled_item", instrument=BATTERY,
        name="可充放电锂离子电池", control_codes=("3A901.a",), hs_codes=("85076000",))  # fmt: skip
    suspended = _record(NEWS, "自即日起至2026年11月10日，暫停實施公告2025年第57號、第58號", "status_change", action="suspend",
        targets=({"instrument": RARE}, {"instrument": BATTERY}), until=date(2026, 11, 10), **{"from": date(2025, 11, 7)})  # fmt: skip
    return [
        announced,
        item,
        suspended,
        _record(MINISTRY, "2025年11月8日起正式实施", "effective_date", instrument=BATTERY, date=date(2025, 11, 8), basis="explicit"),
        _record(MINISTRY, "大于等于300 Wh/kg", "threshold", instrument=BATTERY, item="可充放电锂离子电池", subject="重量能量密度", comparator="ge", value="300", unit="Wh/kg"),
        _record(MINISTRY, "未经许可不得出口", "licensing_rule", instrument=BATTERY, treatment="licence", applies_to="下列物项"),
        _record(MINISTRY, "出口后10个工作日内报告", "requirement", "approved", instrument=BATTERY, addressee="出口经营者", type="report", action="报告", deadline="出口后10个工作日内"),
        _record(
            MINISTRY,
            "《中华人民共和国两用物项出口管制条例》（国令第792号）",
            "legal_instrument",
            instrument="law/中华人民共和国两用物项出口管制条例",
            title="中华人民共和国两用物项出口管制条例",
            number="国令第792号",
        ),
        _record(NEWS, "10月9日列入14家外國實體", "announcement", instrument=LISTED, category="enforcement_action", published=date(2025, 10, 9)),
        _record(NEWS, "列入14家外國實體", "count", instrument=LISTED, list="unreliable_entity", action="add", count=14),
        _record(NEWS, "甲偵測公司（Jia Detect & Co.）", "listing", "edited", instrument=LISTED, list="unreliable_entity", name_zh="甲偵測公司", name_original="Jia Detect & Co."),
        _record(NEWS, "乙情報公司（Yi_Intel {Lab}）", "listing", instrument=LISTED, list="unreliable_entity", name_zh="乙情報公司", name_original="Yi_Intel {Lab}"),
        _record(NEWS, "中歐雙方11月25日在布魯塞爾對話，中方稱已對合規的民用出口給予豁免", "position", "approved", instrument="MOFCOM/dialogue/2025-11-25/eu", category="international_cooperation", counterpart="歐盟", date=date(2025, 11, 25), topic="出口管制對話", stance="已對合規的民用出口給予豁免"),
        _record(NEWS, "津某關緝違字〔2025〕9號）對丙公司罰款50萬元，貨值160.07萬元", "penalty", "approved", instrument="case/津某关缉违字〔2025〕9号", authority="天津某海關", case_number="津某關緝違字〔2025〕9號", party="丙公司", goods="金屬鈹", value="1600700", fine="500000", currency="CNY"),
        _record(NEWS, "公告2025年第57號", "announcement", "pending", instrument=RARE, category="controlled_item_change", published=date(2025, 10, 9), title="對部分中重稀土相關物項實施出口管制的決定"),
        _record(OPINION, "中國人造石墨產能約占全球95%", "claim", "approved", subject="人造石墨產能", comparator="eq", value="95", unit="%", statement="中國人造石墨產能約占全球95%"),
        _record(OPINION, "替代產能難以在短期建成", "claim", "rejected", statement="替代產能難以在短期建成"),
        _assessment("supply_chain", "approved", "鋰離子電池出口原須許可，暫停期間不適用。", item, suspended),
        _assessment("risk", "approved", "利用暫停期盤點電池來源。", announced, suspended, level="medium"),
        _assessment("advice_legal_counsel", "pending", "留意暫停期滿日。", suspended),
    ]  # fmt: skip


def golden_draft() -> Draft:
    """The draft of these records."""
    return compose(
        Period.parse("2025-10..2026-02"),
        date(2026, 2, 19),
        golden_records(),
        DOCUMENTS,
        generated_on=date(2026, 2, 20),
        decisions=Reviewers(("示例審核人",), date(2026, 2, 18)),
    )


def _record(text: str, quote: str, kind: str, state: State = "auto_approved", **fields: Any) -> Record:
    start = text.index(quote)
    content: Any = KINDS[kind](**fields)
    fact = make_fact(document_id(text.encode()), content, (Evidence.cut(text, start, start + len(quote)),), "rules")
    return Record(fact=fact, state=state, route=Route(to="machine" if state == "auto_approved" else "review"))


def _assessment(section: str, state: State, text: str, *basis: Record, level: str | None = None) -> Record:
    content: Any = KINDS["assessment"](section=section, text=text, facts=tuple(r.id for r in basis), level=level)
    return Record(fact=make_fact("", content, (), "model"), state=state, route=Route(to="review"))


if __name__ == "__main__":
    print(*write_draft(golden_draft(), GOLDEN), sep="\n")
