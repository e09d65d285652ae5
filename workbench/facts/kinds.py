"""The kinds of fact that a document can state; names and fields are those of the contract.

The descriptions are what the model is shown as its schema. A field that the text does not settle stays None.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from workbench.facts.base import Actor, Category, Clause, Content, Day, Instrument, Names, Number

ListName = Literal["unreliable_entity", "export_control", "watch", "countermeasure", "foreign"]
"""不可靠實體清單 · 出口管制管控名單 · 關注名單 · 反制清單 · a list of another jurisdiction."""

StatusAction = Literal["impose", "suspend", "extend", "resume", "stop", "repeal", "amend", "investigate"]
Comparator = Literal["ge", "gt", "le", "lt", "eq", "between"]


def _in_one(value: object) -> object:
    """Provisions in the older stored form, in which each stood apart."""
    if isinstance(value, list | tuple):
        return "、".join(map(str, value)) or None
    return value


class Announcement(Content):
    """A numbered or dated act exists (公告、令、答記者問): its reference, title, issuers and publication date."""

    kind: Literal["announcement"] = "announcement"
    instrument: Instrument = None
    number_text: str | None = Field(None, description="The number exactly as written, e.g. 商務部公告2025年第61號.")
    title: str | None = Field(None, description="Its title as written, without 《》.")
    issuers: Names = Field((), description="Authorities that issued it, as written, first-named first.")
    category: Category | None = Field(None, description="One of the five categories, null if unclear.")
    published: Day | None = Field(None, description="Day of publication; not the day it takes effect, not a re-post's.")
    source_url: str | None = Field(None, description="Address of the official text, if the article gives one.")
    actor: Actor = "CN"


class EffectiveDate(Content):
    """When an instrument, or a clause of it, takes effect (生效、施行)."""

    kind: Literal["effective_date"] = "effective_date"
    instrument: Instrument = None
    clause: Clause = None
    date: Annotated[Day | None, Field(description="The day it takes effect; null if it cannot be known.")] = None
    time: str | None = Field(None, description="Hour of the day where the text gives one, HH:MM.")
    basis: Literal["explicit", "on_publication", "relative"] = Field(
        description="explicit: a date is written; on_publication: 自公布之日起; relative: another day, such as 下月1日."
    )
    actor: Actor = "CN"


class Target(Content):
    """What a status change changes: an instrument, or a clause of it."""

    instrument: Instrument = None
    clause: Clause = None


class StatusChange(Content):
    """An act that imposes, suspends, extends, resumes, stops, repeals, amends or investigates."""

    kind: Literal["status_change"] = "status_change"
    action: StatusAction = Field(
        description="impose 實施 · suspend 暫停 · extend 繼續暫停/延長 · resume 恢復 · stop 停止/取消 · repeal 廢止 · "
        "amend 調整/修訂 · investigate 啟動調查"
    )
    targets: tuple[Target, ...] = Field((), description="Each instrument or clause that changes, listed one by one.")
    by: str | None = Field(
        None, description="The instrument or answer that makes the change, as written; null if unsaid."
    )
    from_: Day | None = Field(None, alias="from", description="First day of the change.")
    until: Day | None = Field(
        None, description="Last day of it (至X日 includes X; 90天 from D ends the day before D+90)."
    )
    term_text: str | None = Field(None, description="The duration as written: 90天, 1年.")
    occasion: str | None = Field(None, description="What it was done for, as written: 中美吉隆坡經貿磋商.")
    actor: Actor = "CN"

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)


class ControlledItem(Content):
    """An item or technology under control, excluded from it, or only referred to."""

    kind: Literal["controlled_item"] = "controlled_item"
    instrument: Instrument = None
    clause: Clause = None
    name: str = Field(description="Name of the item as written, without its specification.")
    control_codes: Names = Field((), description="Control codes (管制編碼) such as 1E902.a.")
    hs_codes: Names = Field((), description="Tariff codes (海關商品編號、稅則號列), figures only.")
    role: Literal["controlled", "excluded", "referenced"] = Field(
        "controlled", description="controlled; excluded (非…項下、不管制); referenced (only named)."
    )
    group: str | None = Field(None, description="The heading or part of a list that it stands under.")
    specification: str | None = Field(None, description="Its parameters, as written.")
    destinations: Names = Field((), description="Countries or regions the control is limited to.")


class Threshold(Content):
    """A limit value: who or what, comparator, value or range, unit."""

    kind: Literal["threshold"] = "threshold"
    instrument: Instrument = None
    clause: Clause = None
    item: str | None = Field(None, description="The item that the limit belongs to, as written.")
    subject: str | None = Field(None, description="The quantity that is compared: 價值比例, 平均粒徑, 控股.")
    comparator: Comparator = Field(
        description="ge ≥ 及以上 · gt > 大於/超過 · le ≤ 及以下/不超過 · lt < 小於/低於 · eq = · between a range"
    )
    value: Number = Field(description="The value, or the lower end of a range, as a string of figures.")
    upper: Number | None = Field(None, description="Upper end of a range.")
    lower_inclusive: bool | None = Field(None, description="Range only: whether the lower end belongs to it.")
    upper_inclusive: bool | None = Field(None, description="Range only: whether the upper end belongs to it.")
    unit: str | None = Field(None, description="The unit as written: %, μm, 納米, 層.")
    approximate: bool = Field(False, description="True for 約, 左右.")

    @model_validator(mode="after")
    def _range_has_two_ends(self) -> Threshold:
        if (self.comparator == "between") != (self.upper is not None):
            raise ValueError("upper goes with comparator=between, and with no other")
        return self


class Listing(Content):
    """One named entity put on, taken off or suspended from a list (列入清單)."""

    kind: Literal["listing"] = "listing"
    instrument: Instrument = None
    by: str | None = Field(None, description="The notice or answer that takes off, suspends or stops; null for add.")
    list: ListName | None = Field(
        None,
        description="unreliable_entity 不可靠實體清單 · export_control 出口管制管控名單 · watch 關注名單 · "
        "countermeasure 反制清單 · foreign a list of another jurisdiction",
    )
    action: Literal["add", "remove", "suspend", "stop", "resume"] = Field(
        "add", description="What happens to the entity."
    )
    name_zh: str | None = Field(None, description="Chinese name as written.")
    name_original: str | None = Field(None, description="Name in its original script, as written in brackets.")
    parent: str | None = Field(None, description="Parent or employer that is named with it.")
    entity_type: Literal["organization", "individual"] = Field("organization", description="Organisation or person.")
    jurisdiction: str | None = Field(None, description="Where the entity is from: US, EU, TW, JP, KR, CA …")
    measures: Names = Field((), description="Measures taken against it, as written.")
    grounds: str | None = Field(None, description="Why, as written.")
    effective: Day | None = Field(None, description="Day from which the listing applies.")
    occasion: str | None = Field(None, description="What it was done for or in answer to, as written.")
    actor: Actor = "CN"

    @model_validator(mode="after")
    def _has_a_name(self) -> Listing:
        if not (self.name_zh or self.name_original):
            raise ValueError("a listing names an entity; for a bare number of entities use count")
        return self


class Count(Content):
    """How many entities or items an instrument names, or a list holds on a day."""

    kind: Literal["count"] = "count"
    instrument: Instrument = None
    of: Literal["entities", "items"] = Field("entities", description="What is counted.")
    list: ListName | None = Field(None, description="The list concerned; null if it is not about a list.")
    action: Literal["add", "remove", "suspend", "stop", "total"] = Field(
        description="add: newly listed; remove, suspend, stop: so many; total: how many stand on the list."
    )
    count: int = Field(description="The number.", ge=0)
    approximate: bool = Field(False, description="True for 約, 餘.")
    as_of: Day | None = Field(None, description="The day that a total refers to.")
    first_named: str | None = Field(None, description="The first name in X等N家, as written.")
    jurisdiction: str | None = Field(None, description="Where the entities are from, if it says: US, EU, TW …")
    actor: Actor = "CN"


class LicensingRule(Content):
    """How exports are treated: exempt, licence, case by case, denied in principle, prohibited."""

    kind: Literal["licensing_rule"] = "licensing_rule"
    instrument: Instrument = None
    clause: Clause = None
    treatment: Literal[
        "exempt", "general_licence", "licence", "catch_all", "case_by_case", "denial_in_principle", "prohibited"
    ] = Field(
        description="exempt 無需/豁免 · general_licence 通用許可 · licence 須經許可 · catch_all 明知用於…亦須許可 · "
        "case_by_case 逐案審批 · denial_in_principle 原則上不予許可 · prohibited 禁止"
    )
    applies_to: str | None = Field(None, description="Items, technology or acts concerned, as written.")
    destinations: Names = Field((), description="Countries or regions concerned.")
    end_user: str | None = Field(None, description="End user concerned, as written.")
    end_use: str | None = Field(None, description="End use concerned, as written.")
    actor: Actor = "CN"


class Requirement(Content):
    """What somebody must do, show, stop or wait for."""

    kind: Literal["requirement"] = "requirement"
    instrument: Instrument = None
    clause: Clause = None
    addressee: str | None = Field(None, description="Who must, as written: 出口經營者.")
    type: Literal["report", "document", "prohibition", "procedure", "transition", "sanction"] = Field(
        description="report to the authority · document to submit · prohibition · procedure · transition period · "
        "sanction for a breach"
    )
    action: str = Field(description="What must be done or not done, as written, short.")
    deadline: str | None = Field(None, description="Time limit as written: 出口後10個工作日.")
    actor: Actor = "CN"


class LegalInstrument(Content):
    """A law, regulation or measure cited in 《》."""

    kind: Literal["legal_instrument"] = "legal_instrument"
    instrument: Instrument = None
    title: str = Field(description="Title as written, without 《》.")
    number: str | None = Field(None, description="Its number, as written, if the text gives one.")
    articles: Names = Field((), description="Articles cited, as written: 第十二條.")
    category: Category | None = Field(None, description="One of the five categories, null if unclear.")
    published: Day | None = Field(None, description="Day of publication, if stated.")
    effective: Day | None = Field(None, description="Day it took effect, if stated.")
    cited_by: str | None = Field(None, description="The instrument that cites it, as written.")
    source_url: str | None = Field(None, description="Address of the official text, if the article gives one.")


class Penalty(Content):
    """An enforcement case: authority, case number, party, goods, amounts, fine, what was breached."""

    kind: Literal["penalty"] = "penalty"
    instrument: Instrument = None
    category: Category | None = Field("enforcement_action", description="enforcement_action unless it is none.")
    authority: str | None = Field(None, description="Authority that decided, as written.")
    case_number: str | None = Field(None, description="Case number, as written: 津東疆關緝違字〔2025〕83號.")
    party: str | None = Field(None, description="The party penalised, as written.")
    goods: str | None = Field(None, description="Goods concerned, as written.")
    hs_codes: Names = Field((), description="Tariff codes, figures only.")
    quantity: Number | None = Field(None, description="Amount of goods, figures.")
    quantity_unit: str | None = Field(None, description="Its unit, as written.")
    value: Number | None = Field(None, description="Value of the goods in whole currency units (160.07萬元 → 1600700).")
    value_basis: str | None = Field(None, description="What the value is, as written: 申報價格, 貨物價值, 違法經營額.")
    fine: Number | None = Field(None, description="Fine in whole currency units; null if none is stated.")
    currency: str | None = Field(None, description="CNY, USD …")
    violation: str | None = Field(None, description="What was done, as written.")
    breached: Annotated[str | None, BeforeValidator(_in_one)] = Field(
        None, description="Provisions breached, as written in one piece."
    )
    mitigation: str | None = Field(None, description="Mitigating circumstances, as written.")
    date: Annotated[Day | None, Field(description="Day of the decision.")] = None


class Position(Content):
    """What a ministry or counterpart declared, answered or agreed, and when."""

    kind: Literal["position"] = "position"
    instrument: Instrument = None
    category: Category | None = Field(None, description="One of the five categories, null if unclear.")
    issuers: Names = Field((), description="Who speaks, as written.")
    actor: Actor = "CN"
    counterpart: str | None = Field(None, description="The other side, as written.")
    date: Annotated[Day | None, Field(description="Day of the statement or talks.")] = None
    topic: str | None = Field(None, description="What it is about, as written, short.")
    stance: str | None = Field(None, description="What was said or agreed, as written, short.")


class Claim(Content):
    """A figure or judgement that the source asserts (market share, impact); never a policy fact."""

    kind: Literal["claim"] = "claim"
    subject: str | None = Field(None, description="What the figure or judgement is about, as written.")
    comparator: Comparator | None = Field(None, description="How the figure is meant; null for a judgement.")
    value: Number | None = Field(None, description="The figure, if there is one.")
    unit: str | None = Field(None, description="Its unit, as written.")
    statement: str = Field(description="The assertion, as written.")


class Assessment(Content):
    """Prose that no source states (impact, risk, advice, summary); it rests on facts and a person answers for it."""

    kind: Literal["assessment"] = "assessment"
    section: str = Field(description="The section of the report that it is for.")
    text: str = Field(description="One or a few sentences.")
    facts: Names = Field((), description="Ids of the facts it rests on.")
    level: Literal["high", "medium", "low"] | None = Field(None, description="Risk level, where the section has one.")


SourceContent = (
    Announcement
    | EffectiveDate
    | StatusChange
    | ControlledItem
    | Threshold
    | Listing
    | Count
    | LicensingRule
    | Requirement
    | LegalInstrument
    | Penalty
    | Position
    | Claim
)
"""A statement that a document makes: every kind but the assessment."""

AnyContent = Annotated[SourceContent | Assessment, Field(discriminator="kind")]

SOURCE_KINDS: dict[str, type[Content]] = {model.model_fields["kind"].default: model for model in SourceContent.__args__}
KINDS: dict[str, type[Content]] = {**SOURCE_KINDS, "assessment": Assessment}
