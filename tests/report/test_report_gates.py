"""Every gate is green on a draft whose facts are decided, and red for exactly what it is there to see."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import hypothesis
import pytest
from golden_draft import DOCUMENTS, golden_records
from hypothesis import strategies as st

from workbench.facts.fact import Evidence, Record, make_fact
from workbench.facts.kinds import EffectiveDate
from workbench.report import Doubts, Draft, Line, Period, Reviewers, compose
from workbench.report.gates import GATES, Examined, Gate, facts_to_decide, relative_targets, run_gates, unwritten_lines
from workbench.verification import Finding

AS_OF = date(2026, 2, 19)
REVIEWERS = Reviewers(("林",), date(2026, 2, 18))
Change = Callable[[list[Line]], None]


@dataclass(frozen=True)
class Side:
    facts: tuple[str, ...]
    value: str = "2025-10-09"
    computed: bool = False


@dataclass(frozen=True)
class Dispute:
    sides: tuple[Side, ...]
    instrument: str | None = "MOFCOM/announcement/2025/58"
    subject: str | None = None
    attribute: str = "publish_date"


def records(**states: str) -> list[Record]:
    """The golden records with everything that waits approved, but for the kinds given another state."""
    decided = []
    for record in golden_records():
        state = states.get(record.content.kind) or ("approved" if record.state == "pending" else record.state)
        decided.append(record.model_copy(update={"state": state}))
    return decided


@cache
def composed(given: tuple[Record, ...], conflicts: tuple[Dispute, ...]) -> Draft:
    return compose(
        Period.parse("2025-10..2026-02"),
        AS_OF,
        given,
        DOCUMENTS,
        generated_on=AS_OF,
        decisions=REVIEWERS,
        doubts=lambda: Doubts(conflicts),
    )


def examine(given: Sequence[Record], change: Change | None = None, **more) -> Examined:
    draft = composed(tuple(given), tuple(more.pop("told", more.get("conflicts", ()))))
    lines = list(draft.lines)
    if change is not None:
        change(lines)
    changed = Draft(draft.period, tuple(lines), draft.provenance)
    more.setdefault("reviewers", REVIEWERS)
    return Examined(changed, {record.id: record for record in given}, DOCUMENTS, AS_OF, **more)


def gate(name: str, examined: Examined) -> Gate:
    return Gate(name, tuple(GATES[name](examined)))


def line_with(lines: Sequence[Line], *words: str) -> int:
    return next(place for place, line in enumerate(lines) if all(word in line.text for word in words))


def rewritten(before: str, after: str, *words: str) -> Change:
    """The first line that holds `before` and the words, with `after` in its place."""

    def change(lines: list[Line]) -> None:
        place = line_with(lines, before, *words)
        lines[place] = lines[place]._replace(text=lines[place].text.replace(before, after, 1))

    return change


def put_in(text: str, *, before: str = "## 二、深度分析") -> Change:
    """A line of its own, resting on nothing."""

    def change(lines: list[Line]) -> None:
        place = line_with(lines, before)
        lines[place:place] = [Line(text), Line("")]

    return change


def in_index(name: str, before: str, after: str) -> Change:
    """The row of an instrument in the index, changed."""

    def change(lines: list[Line]) -> None:
        start = line_with(lines, "## 四、政策全文索引")
        place = start + line_with(lines[start:], name)
        assert before in lines[place].text
        lines[place] = lines[place]._replace(text=lines[place].text.replace(before, after, 1))

    return change


def taken_out(*words: str) -> Change:
    def change(lines: list[Line]) -> None:
        del lines[line_with(lines, *words)]

    return change


def test_a_draft_of_decided_facts_passes_every_gate():
    gates = run_gates(examine(records()))
    assert {gate.name: gate.problems for gate in gates if not gate.green} == {}
    assert [gate.name for gate in gates] == list(GATES)


def test_the_day_from_which_a_measure_is_taken_to_hold_again_is_computed_and_traceable():
    given, later = records(), date(2027, 6, 1)
    draft = compose(
        Period.parse("2025-10..2026-02"),
        later,
        given,
        DOCUMENTS,
        generated_on=later,
        decisions=REVIEWERS,
        doubts=Doubts,
    )
    assert any("暫停期滿推定恢復）" in line.text for line in draft.lines)
    examined = Examined(draft, {record.id: record for record in given}, DOCUMENTS, later, reviewers=REVIEWERS)
    assert gate("traceable", examined).problems == ()


@pytest.mark.parametrize(
    ("name", "code", "change"),
    [
        ("traceable", "no_fact", put_in("出口量下降 37%。")),
        ("traceable", "no_fact", put_in("《某管制辦法》即將施行。")),
        ("traceable", "figure", rewritten("各項 0 至 5 分", "各項 0 至 7 分")),
        ("traceable", "figure", rewritten("| 14 家 |", "| 15 家 |")),
        ("counts", "sum", put_in("本期共 9 件：法規更新 3 件、執法行動 5 件。")),
        ("counts", "states", rewritten("10 項由機器核定", "11 項由機器核定")),
        ("counts", "no_automation", taken_out("自動化程度")),
        ("counts", "index_differs", in_index("商務部公告2025年第57號", "| 2025-10-09 |", "| 2025-01-09 |")),
        ("counts", "summary_differs", rewritten("執法行動 <span class=\"data-highlight\">1", "執法行動 <span class=\"data-highlight\">4")),
        ("counts", "source_differs", rewritten("| 1 項 | 0 項 |", "| 2 項 | 0 項 |")),
        ("disclaimers", "no_disclaimer", taken_out("不構成法律意見，也不能")),
        ("disclaimers", "advice_unlabelled", taken_out("以下合規建議僅供參考")),
        ("front_matter", "no_front_matter", taken_out("---")),
        ("front_matter", "no_yaml", rewritten('title: "', 'title: ["')),
        ("front_matter", "key_twice", rewritten("layout: default", "parent: 另一頁")),
        ("front_matter", "key_missing", taken_out("keywords:")),
        ("front_matter", "key_missing", rewritten("nav_order: 1", "nav_order: 一")),
        ("front_matter", "key_missing", rewritten("date: 2026-02-19", "date: 二月")),
        ("front_matter", "description_long", rewritten('description: "', f'description: "{"長" * 156}')),
        ("front_matter", "review_differs", rewritten("lastReviewed: 2026-02-18", "lastReviewed: 2026-02-19")),
        ("links", "bad_address", put_in("[原文](ftp://example.org/58)")),
        ("links", "bad_address", put_in("[原文](https://user@example.org/58)")),
        ("links", "bad_address", put_in("[原文](javascript:alert)")),
        ("links", "bad_address", put_in("[原文](//example.org/58)")),
        ("links", "dead_link", put_in("[上月](2026-01-policy-tracker.md)")),
        ("links", "dead_link", put_in("![圖](timeline.svg)")),
        ("links", "dead_link", put_in("[空]()")),
        ("links", "dead_anchor", put_in("[見](#沒有這一節)")),
        ("markup", "liquid", put_in("{{ site.title }}")),
        ("markup", "liquid", put_in("{% raw %}")),
        ("markup", "html", put_in("<script>alert(1)</script>")),
        ("markup", "html", put_in('<div class="key-takeaway" onclick="x()">')),
        ("markup", "html", put_in('<span class="elsewhere">')),
        ("markup", "html", put_in("<img src=x")),
        ("markup", "html", put_in("<!-- 註 -->")),
        ("markup", "attributes", put_in("{: .comparison-table onclick='x'}")),
        ("markup", "attributes", put_in("一句{: .key-answer}")),
        ("markup", "attributes", put_in("{::options parse_block_html='true' /}")),
        ("markup", "kramdown", put_in("一句[^1]")),
        ("markup", "kramdown", put_in("[^1]: 註")),
        ("markup", "kramdown", put_in("*[HTML]: 某")),
        ("markup", "kramdown", put_in("$$x$$")),
        ("markup", "invisible", put_in("甲\u202e乙")),
        ("markup", "invisible", put_in("甲\u200b乙")),
        ("markup", "invisible", put_in("甲\x1b[31m乙")),
    ],
)  # fmt: skip
def test_a_gate_is_red_for_what_it_is_there_to_see(name, code, change):
    seen = gate(name, examine(records(), change))
    assert not seen.green
    assert code in {problem.code for problem in seen.problems}


@pytest.mark.parametrize(("told", "green"), [("「{quote}」", True), ("{quote}", False), ("「第 77 條」", False)])
def test_a_figure_of_the_source_alone_stands_only_within_its_words(told, green):
    quote = "自2026年3月17日第4次會談起"
    given = records()
    source = next(record for record in given if record.content.kind == "requirement")
    span = Evidence(start=0, end=len(quote), quote=quote)
    fact = source.fact.model_copy(update={"evidence": (*source.fact.evidence, span)})
    examined = examine([source.model_copy(update={"fact": fact}) if record is source else record for record in given])
    place = next(place for place, line in enumerate(examined.draft.lines) if line.facts == {source.id})
    lines = list(examined.draft.lines)
    lines[place] = lines[place]._replace(text=f"{lines[place].text}：{told.format(quote=quote)}")
    changed = replace(examined, draft=Draft(examined.draft.period, tuple(lines), examined.draft.provenance))
    problems = [problem for problem in GATES["traceable"](changed) if problem.code == "figure"]
    assert (problems == []) is green


def test_a_claim_is_its_sources_own_wherever_it_stands():
    def among_the_measures(label: str) -> Change:
        def change(lines: list[Line]) -> None:
            claim = lines.pop(line_with(lines, "來源稱", "95%"))
            bare = claim._replace(text=claim.text.replace("來源稱：", label))
            place = line_with(lines, "| 類型 | 文件 |")
            lines[place:place] = [bare, Line("")]

        return change

    assert gate("claims", examine(records(), among_the_measures("來源稱："))).green
    seen = gate("claims", examine(records(), among_the_measures("")))
    assert [problem.code for problem in seen.problems] == ["claim_unlabelled"]


def test_a_problem_is_on_its_line():
    examined = examine(records(), put_in("{{ site.title }}"))
    (problem,) = gate("markup", examined).problems
    assert examined.lines[(problem.line or 0) - 1].text == problem.says == "{{ site.title }}"


def test_what_waits_is_named_with_the_facts_to_decide():
    waiting = [record.id for record in golden_records() if record.content.kind == "threshold"]
    gates = run_gates(examine(records(threshold="pending")))
    assert facts_to_decide(gates) == tuple(waiting)
    (pending,) = [gate for gate in gates if not gate.green]
    assert pending.name == "pending"
    assert {problem.code for problem in pending.problems} == {"waits"}


def test_a_fact_that_was_rejected_since_may_stand_on_no_line():
    examined = examine(records())
    item = next(id for id, record in examined.records.items() if record.content.kind == "controlled_item")
    rejected = {**examined.records, item: examined.records[item].model_copy(update={"state": "rejected"})}
    seen = gate("pending", replace(examined, records=rejected))
    assert {(problem.code, problem.says) for problem in seen.problems} == {("withdrawn", item)}


def test_a_fact_that_nobody_knows_and_a_quote_that_is_elsewhere():
    examined = examine(records())
    fewer = {id: record for id, record in examined.records.items() if record.content.kind != "threshold"}
    assert "unknown_fact" in {p.code for p in gate("traceable", replace(examined, records=fewer)).problems}
    moved = {id: document.model_copy(update={"text": "　" + document.text}) for id, document in DOCUMENTS.items()}
    assert "span" in {p.code for p in gate("traceable", replace(examined, documents=moved)).problems}


def test_an_assessment_over_a_withdrawn_fact_is_to_be_decided_again():
    examined = examine(records())
    changed = next(id for id, record in examined.records.items() if record.content.kind == "status_change")
    resting = {
        id
        for id, record in examined.records.items()
        if record.content.kind == "assessment" and changed in record.content.facts
    }
    rejected = {**examined.records, changed: examined.records[changed].model_copy(update={"state": "rejected"})}
    seen = gate("traceable", replace(examined, records=rejected))
    assert {problem.code for problem in seen.problems} == {"basis"}
    assert set(seen.facts) == resting


def test_an_open_conflict_is_told_with_all_its_sides_or_the_gate_names_their_facts():
    first, second = [record.id for record in records() if record.content.kind == "announcement"][:2]
    dispute = Dispute((Side((first,)), Side((second,))))
    assert gate("conflicts", examine(records(), conflicts=[dispute])).green
    untold = gate("conflicts", examine(records(), conflicts=[dispute], told=[]))
    assert [problem.code for problem in untold.problems] == ["conflict_untold"]
    assert untold.facts == tuple(sorted((first, second)))


def test_every_instrument_has_its_place_in_the_index():
    def without_index_of_58(lines: list[Line]) -> None:
        start = line_with(lines, "## 四、政策全文索引")
        place = start + line_with(lines[start:], "商務部公告2025年第58號")
        del lines[place]

    seen = gate("index", examine(records(), without_index_of_58))
    assert [(problem.code, problem.says) for problem in seen.problems] == [("not_in_index", "商務部公告2025年第58號")]


def test_a_law_that_is_listed_by_its_short_title_is_in_the_index():
    given = [record for record in records() if record.content.kind != "legal_instrument"]
    (law,) = (record for record in records() if record.content.kind == "legal_instrument")
    short = law.content.title.removeprefix("中华人民共和国")
    assert short != law.content.title
    for title in (law.content.title, short):
        content = law.content.model_copy(update={"title": title, "instrument": f"law/{title}", "number": None})
        named = make_fact(law.fact.document, content, law.fact.evidence, "rules")
        given.append(law.model_copy(update={"fact": named}))
    effect = EffectiveDate(instrument=f"law/{short}", date=date(2024, 12, 1), basis="explicit")
    given.append(law.model_copy(update={"fact": make_fact(law.fact.document, effect, law.fact.evidence, "rules")}))
    assert gate("index", examine(given)).green


def test_a_row_of_the_index_that_no_fact_stands_behind():
    def with_a_row(lines: list[Line]) -> None:
        start = line_with(lines, "## 四、政策全文索引")
        place = start + line_with(lines[start:], "商務部公告2025年第58號")
        lines.insert(place, Line("| 某公告 | 未載明 | — | — | — |"))

    assert "index_row" in {p.code for p in gate("index", examine(records(), with_a_row)).problems}


def test_findings_of_check_stop_a_draft_unless_they_are_slight():
    def found(severity) -> Finding:
        return Finding(20, "有效", "contradicted", "status", "in_force", "suspended", severity)

    assert gate("check", examine(records(), findings=[found("low")])).green
    seen = gate("check", examine(records(), findings=[found("high"), found("low")]))
    assert [(problem.code, problem.line) for problem in seen.problems] == [("check_high", 20)]


def test_a_review_that_the_log_does_not_know():
    seen = gate("front_matter", examine(records(), reviewers=None))
    assert [problem.code for problem in seen.problems] == ["review_unknown"]


def test_a_link_to_a_file_beside_the_draft_and_an_anchor_in_it_are_alive():
    def with_links(lines: list[Line]) -> None:
        put_in("[上月](2026-01-policy-tracker.md)")(lines)
        put_in("[見](#四政策全文索引)")(lines)

    examined = examine(records(), with_links)
    assert relative_targets(examined.draft.markdown) == {"2026-01-policy-tracker.md"}
    assert gate("links", replace(examined, present=frozenset({"2026-01-policy-tracker.md"}))).green


INLINE = st.lists(
    st.sampled_from(
        (
            "[", "]", "(", ")", "](", "[甲](a.md)", "![圖](b/c.svg)", "[乙](https://example.org/d)", "[丙](//example.org)", "[丁](a b.md)", "[戊](../e.md)",
            "[己](f.md \"題\")", "[庚]()", "[辛](#g)", "[壬](h%20i.md)", "[癸](j.md?k=1)", "[a](甲.md)", "`", "\\", "<b>", "<https://example.org>", "&amp;", "!", "*", "**",
            "_", "甲", " ", "a.md", "...", "[x]: y.md",
        )
    ),
    max_size=8,
).map("".join)  # fmt: skip


@hypothesis.given(INLINE)
def test_links_of_one_form_are_those_that_a_parser_finds(text):
    # Beside an ampersand, which may begin an entity, every link is read by the parser.
    assert relative_targets(text) == relative_targets(f"{text} & 乙")


def test_lines_to_be_written_are_told_and_stop_nothing():
    examined = examine([record for record in records() if record.content.kind != "assessment"])
    assert unwritten_lines(examined)
    assert all(gate.green for gate in run_gates(examined))


def test_gates_as_json():
    values = [gate.json() for gate in run_gates(examine(records(threshold="pending")))]
    assert json.loads(json.dumps(values)) == values
    pending = next(value for value in values if value["name"] == "pending")
    assert pending["green"] is False
    assert {"code", "line", "says", "facts"} == set(pending["problems"][0])
