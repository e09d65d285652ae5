"""Method and limits: sources with their real counts, and the known gaps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from workbench.escape import escape_url
from workbench.facts.document import TIERS
from workbench.facts.fact import Record
from workbench.facts.kinds import Assessment, Claim, Count, Listing, Penalty, Position, StatusChange
from workbench.facts.references import parse_key
from workbench.report import phrasing
from workbench.report import wording as w
from workbench.report.acts.act import Acts
from workbench.report.acts.cells import source_marks
from workbench.report.acts.entries import Entries
from workbench.report.acts.entry import Entry
from workbench.report.acts.ledger import Ledger, ids
from workbench.report.acts.naming import named_together
from workbench.report.acts.statements import CONTROLS
from workbench.report.acts.terms import last_day_is_reckoned
from workbench.report.cited import Cited, cited, citing, counted, fixed, joined
from workbench.report.drafts.figures import Comparison
from workbench.report.sections.claims import claims_of_force, claims_of_period

_MANY = 10
_STATISTICS = ("UN Comtrade 雙邊貿易流量", "U.S. Census 對外貿易統計")
_CODED = re.compile(r"(\w*)(:? ?)(.*)", re.DOTALL)
_CODES = {**w.STATUS_ACTIONS, **w.MEMBER_STATUSES, **w.TREATMENTS, "sum": "各公告合計"}
"""What the values of conflicts begin with, in words."""
_AT_HOME = (*CONTROLS, Listing, Penalty, Position, Claim, Assessment)


class OpenSide(Protocol):
    """One value of a conflict and the facts that give it."""

    @property
    def value(self) -> str: ...  # noqa: D102
    @property
    def facts(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def computed(self) -> bool: ...  # noqa: D102


class OpenConflict(Protocol):
    """Facts that give one attribute of one instrument, list or market different values, undecided."""

    @property
    def instrument(self) -> str | None: ...  # noqa: D102
    @property
    def subject(self) -> str | None: ...  # noqa: D102
    @property
    def attribute(self) -> str: ...  # noqa: D102
    @property
    def sides(self) -> Sequence[OpenSide]: ...  # noqa: D102


class Doubts(NamedTuple):
    """What is known against the facts of a draft, or missing among them."""

    conflicts: Sequence[OpenConflict] = ()
    uncovered: int | None = None
    """Mentions of the sources that stand in no fact; None where nobody counted them."""


@dataclass(frozen=True, slots=True)
class Reviewers:
    """Who decided on the facts of a draft, and when last, as the log of decisions has it."""

    names: tuple[str, ...]
    last: date | None
    """Day of the last decision of a person."""


def automation(ledger: Ledger) -> Cited:
    """Units that a machine passed, of all that the report uses or waits for, counted."""
    machine = ids(record for record in ledger.usable if record.state == "auto_approved")
    people = ids(record for record in ledger.usable if record.state != "auto_approved")
    waiting = ids(ledger.waiting)
    units = machine | people | waiting
    if not units:
        return fixed("無任何事實")
    share = f"{_percent(len(machine), len(units))}%"
    return joined(
        "",
        [
            Cited(share, machine, (share,)),
            fixed("（"),
            counted(len(units), units, " 項中 "),
            counted(len(machine), machine, " 項由機器核定，"),
            counted(len(people), people, " 項由人核定，"),
            counted(len(waiting), waiting, " 項待審）"),
        ],
    )


def source_rows(ledger: Ledger) -> list[list[Cited]]:
    """編號 | 來源 | 發布者 | 層級 | 日期 | 採用 | 待審: every document behind a fact of the report."""
    rows = []
    used_by, waiting_by = _by_document(ledger.usable), _by_document(ledger.waiting)
    for id, number in ledger.sources.items():
        document, used, waiting = ledger.documents[id], ids(used_by.get(id, [])), ids(waiting_by.get(id, []))
        title = phrasing.name(document.title or document.name or id[:12])
        url = escape_url(document.url) if document.url else None
        rows.append(
            [
                Cited(f"來源 {number}", used | waiting, (f"來源 {number}",)),
                fixed(f"[{title}]({url})" if url else title),
                fixed(phrasing.name(document.publisher) or w.UNSAID),
                fixed(w.TIERS[document.tier]),
                fixed(w.day(document.published) if document.published else w.UNSAID),
                counted(len(used), used, " 項"),
                counted(len(waiting), waiting, " 項"),
            ]
        )
    return rows


def sources_used(ledger: Ledger) -> Cited:
    """How many documents are behind the report, by tier, and from when to when they are."""
    used = [ledger.documents[id] for id in ledger.sources]
    tiers = [f"{w.TIERS[tier]} {number} 份" for tier in TIERS if (number := sum(d.tier == tier for d in used))]
    days = sorted(document.published for document in used if document.published)
    span = f"；已載明之日期自 {w.day(days[0])} 至 {w.day(days[-1])}" if days else ""
    text = f"採用文件 {len(used)} 份{'（' + '、'.join(tiers) + '）' if tiers else ''}{span}。"
    return Cited(text, computed=(text,))


def unused_rows(ledger: Ledger, comparison: Comparison) -> list[list[Cited]]:
    """來源 | 文件數 | 使用情形: documents without any fact, earlier reports, and statistics that the program does not read."""
    idle = [id for id in ledger.documents if id not in ledger.sources]
    rows = []
    if idle:
        number = f"{len(idle)} 份"
        rows.append(["庫內其餘文件", number, "未使用：無已核定或待審之事實"])
    earlier = len(comparison.used)
    use = "用於與前期之比較、三月平均及 YoY" if earlier else "未使用：同一資料夾無前期報告之紀錄"
    rows.append(["本程式前期報告", f"{earlier} 份", use])
    rows += [[name, "0 份", "未使用：本期文件未附，貿易影響不作量化"] for name in _STATISTICS]
    return [[Cited(name), Cited(number, computed=(number,)), Cited(use)] for name, number, use in rows]


def _by_document(records: Iterable[Record]) -> dict[str, list[Record]]:
    groups: dict[str, list[Record]] = {}
    for record in records:
        groups.setdefault(record.fact.document, []).append(record)
    return groups


def limits(entries: Entries, acts: Acts, comparison: Comparison, doubts: Callable[[], Doubts]) -> list[Cited]:
    """Known limits, each counted on this draft's facts."""
    ledger = entries.ledger
    undated = [entry for entry in entries.touched() if parse_key(entry.key) and acts[entry.key].undated]
    unpublished = [entry for entry in entries.all if acts[entry.key].unpublished and not entry.only_cited]
    assumed = [entry for entry in entries.all if not entry.waits and ledger.status(entry.key).assumed]
    reckoned = [entry for entry in entries.all if not entry.waits and last_day_is_reckoned(ledger, entry.key)]
    claims = claims_of_period(entries)
    nameless = [entry for entry in entries.all if entry.by_title_only and not entry.only_cited and not entry.waits]
    homeless = [record for record in ledger.usable if _is_homeless(entries, record)]
    of_force = claims_of_force(entries)
    bare = [record for record, claim in claims if claim.value is not None and not _official(ledger, record)]
    conflicts, uncovered = doubts()
    return [
        _limit("本期文件無生效日期", len(undated), "件", _first_of(undated)),
        _limit("索引所列文件無發布日期", len(unpublished), "件", _first_of(unpublished)),
        *_where_any(
            _limit("迄日依期限推算", len(reckoned), "件之暫停迄日來源未載，係由其期限推算", _first_of(reckoned)),
            _limit("推定恢復", len(assumed), "件之暫停期已滿而無後續公告，推定恢復有效", _first_of(assumed)),
            _limit(
                "文號未載明",
                len(nameless),
                "件僅知標題，可能即已列文號之公告，未逕行合併，各計一件",
                _first_of(nameless),
            ),
        ),
        _limit("待審事實", len(ledger.waiting), "項，相關欄位標示「待審」", cited("", ids(ledger.waiting))),
        *_contradictions(_conflict_labels(entries, conflicts)),
        _limit("來源主張", len(claims), "項，僅為來源所稱，未經查證", cited("", ids(record for record, _ in claims))),
        *_where_any(
            _limit("效力主張", len(of_force), "項涉及文件效力，未予列出，效力以所列狀態為準", cited("", of_force)),
            _limit("量化主張", len(bare), "項含數值而非出自官方文件", cited("", ids(bare))),
            _limit(
                "未指明文件",
                len(homeless),
                "項事實未指明所屬文件，且無從歸類或其來源早於本期，未列表",
                cited("", ids(homeless)),
            ),
        ),
        _uncovered(uncovered),
        *_without_earlier(comparison),
        fixed(
            "**分類**：事實未載明類別者，依其內容（物項、列名、處罰、法規）推定，僅知其狀態變更者從同一變更之其他標的"
        ),
    ]


def _uncovered(number: int | None) -> Cited:
    """Dates, numbers, codes and names that the rules see in the sources and that stand in no fact."""
    if number is None:
        return fixed("**未涵蓋之提及**：本稿未計，以 coverage 指令另查")
    text = f"**未涵蓋之提及**：{number} 處，來源中之日期、文號、編碼、數量、標題或名稱未見於任何事實"
    return Cited(text, computed=(text,))


def _without_earlier(comparison: Comparison) -> list[Cited]:
    """That there is no earlier draft to compare with, or not of all months."""
    if not comparison.has_earlier:
        return [fixed("**無前期比較**：與前期之比較、三月平均及 YoY 需前期報告，本期無，故標 N/A")]
    lacking = [month for month in comparison.wanted if month not in comparison.months]
    text = f"**前期比較不全**：無 {'、'.join(lacking)} 之前期報告，相關欄位標 N/A 或僅計已有之月"
    return [Cited(text, computed=(text,))] if lacking else []


def _where_any(*limits: Cited) -> list[Cited]:
    """The limits that concern anything."""
    return [limit for limit in limits if limit.facts]


def _limit(name: str, number: int, unit: str, which: Cited) -> Cited:
    head = joined("", [fixed(f"**{name}**："), counted(number, which.facts, f" {unit}")])
    return (
        joined("", [head, fixed("（"), which, fixed("）")])
        if which.text
        else Cited(head.text, head.facts | which.facts, head.computed)
    )


def _contradictions(labels: list[Cited]) -> list[Cited]:
    """How many contradictions are open, and each of them: behind the number where it is one, else in lines of their own."""
    if len(labels) == 1:
        return [_limit("未決矛盾", 1, "項", labels[0])]
    behind = frozenset[str]().union(*(label.facts for label in labels))
    number = joined("", [fixed("**未決矛盾**："), counted(len(labels), behind, " 項")])
    return [number, *(joined("", [fixed("**矛盾**："), label]) for label in labels)]


def _conflict_labels(entries: Entries, conflicts: Sequence[OpenConflict]) -> list[Cited]:
    """`商務部公告2025年第62號之生效日期：2025-10-09（來源 18）、2025-12-01（來源 21）`."""
    labels = [
        joined(
            "",
            [
                _disputed(entries, conflict),
                fixed(f"之{w.ATTRIBUTES.get(conflict.attribute, conflict.attribute)}："),
                joined("、", [_side_told(entries.ledger, side) for side in conflict.sides]),
            ],
        )
        for conflict in conflicts
    ]
    return sorted(labels, key=lambda label: label.text)


def _side_told(ledger: Ledger, side: OpenSide) -> Cited:
    """A side's value with the sources that give it; 待審 where nobody approved a fact that gives it."""
    records = [record for id in side.facts if (record := ledger.record(id))]
    usable = [record.usable for record in records]
    shown = all(usable) if side.computed else any(usable)
    value = _side_value(side.value) if shown and records else w.WAITING
    given = Cited(value, frozenset(side.facts), (value,) if side.computed else ())
    return joined("", [given, fixed("（"), source_marks(ledger, records), fixed("）")])


def _side_value(value: str) -> str:
    """A value of a conflict, its leading code worded: `sum 51`, `case_by_case: 民用`."""
    code, sign, rest = _CODED.fullmatch(value).groups()  # type: ignore[union-attr]
    called = _CODES.get(code)
    return f"{called}{sign.replace(': ', '：')}{phrasing.phrase(rest)}" if called else phrasing.phrase(value)


def _disputed(entries: Entries, conflict: OpenConflict) -> Cited:
    """What a conflict is about: its instrument, else the list, else the thing that a figure is claimed of.

    An instrument's number rests on the facts that give it: those in conflict may know its title alone.
    """
    if conflict.instrument is not None:
        key = entries.ledger.timeline.key(conflict.instrument)
        label = entries.label_of(key)
        return label if label else fixed(phrasing.instrument_label(key))
    subject = conflict.subject or w.UNSAID
    return fixed(w.LIST_NAMES.get(subject.split(" ")[0]) or phrasing.name(subject))


def _is_homeless(entries: Entries, record: Record) -> bool:
    """Whether a fact names no instrument, and no section takes it without one: by its kind, or since its source is older."""
    ledger, content = entries.ledger, record.content
    if (
        isinstance(content, (*CONTROLS, Count, Listing))
        and not ledger.keys_of(record)
        and not entries.may_concern(record)
    ):
        return True
    about_foreign = isinstance(content, StatusChange) and content.actor != "CN"
    about_list = isinstance(content, Count) and content.list is not None
    return not (isinstance(content, _AT_HOME) or ledger.keys_of(record) or about_foreign or about_list)


def _first_of(entries: Sequence[Entry]) -> Cited:
    """The first few by name; the number stands before them."""
    few = named_together((entry.key, entry.label) for entry in entries[:_MANY])
    rest = ids(record for entry in entries for record in (*entry.usable, *entry.waiting))
    return citing(joined("", [few, fixed("等" if len(entries) > _MANY else "")]), rest if entries else ())


def _official(ledger: Ledger, record: Record) -> bool:
    document = ledger.documents.get(record.fact.document)
    return document is not None and document.tier == "official"


def _percent(part: int, whole: int) -> int:
    return (200 * part + whole) // (2 * whole)
