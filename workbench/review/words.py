"""The words for kinds, fields, values, states and reasons; each is translated when it is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from workbench.facts.fact import State
from workbench.facts.state_words import STATE_WORDS
from workbench.language import _

Words = Mapping[str, Callable[[], str]]

MARKS: dict[State, str] = {
    "pending": "·",
    "deferred": "»",
    "approved": "✓",
    "edited": "✎",
    "rejected": "✗",
    "auto_approved": "m",
    "superseded": "-",
}
"""One cell each; a state never differs by colour alone."""

KINDS: Words = {
    "announcement": lambda: _("announcement"),
    "effective_date": lambda: _("effective date"),
    "status_change": lambda: _("status change"),
    "controlled_item": lambda: _("controlled item"),
    "threshold": lambda: _("threshold"),
    "listing": lambda: _("listing"),
    "count": lambda: _("count"),
    "licensing_rule": lambda: _("licensing rule"),
    "requirement": lambda: _("requirement"),
    "legal_instrument": lambda: _("legal instrument"),
    "penalty": lambda: _("penalty"),
    "position": lambda: _("position"),
    "claim": lambda: _("claim"),
    "assessment": lambda: _("assessment"),
}

SHORT_KINDS: Words = {
    "announcement": lambda: _("notice"),
    "effective_date": lambda: _("in force"),
    "status_change": lambda: _("status"),
    "controlled_item": lambda: _("item"),
    "threshold": lambda: _("limit"),
    "licensing_rule": lambda: _("licence"),
    "requirement": lambda: _("duty"),
    "legal_instrument": lambda: _("law"),
    "assessment": lambda: _("analysis"),
}
"""For a column in which the name itself has no room; in a language of short names none of them is needed."""

ADDED_KINDS = tuple(kind for kind in KINDS if kind != "assessment")
"""Kinds of which a reviewer can add a fact."""

STATES: Words = {
    "needed": lambda: _("needed for the draft"),
    "waiting": lambda: _("waiting"),
    "sample": lambda: _("sample of what passed alone"),
    "all": lambda: _("all"),
    **STATE_WORDS,
}

ACTS: Words = {
    "approve": lambda: _("approved"),
    "edit": lambda: _("edited"),
    "reject": lambda: _("rejected"),
    "defer": lambda: _("deferred"),
    "undo": lambda: _("taken back"),
    "note": lambda: _("noted"),
}

REJECTIONS: Words = {
    "misread": lambda: _("the text says something else"),
    "not_said": lambda: _("the text does not say it"),
    "wrong_act": lambda: _("it is about another act"),
    "duplicate": lambda: _("the same fact is there already"),
    "superseded_by_events": lambda: _("true once, no longer"),
    "out_of_scope": lambda: _("no matter of export control"),
}
"""Reasons of a rejection, in the order of their keys 1, 2, …"""

MENTIONS: Words = {
    "reference": lambda: _("act number"),
    "date": lambda: _("date"),
    "code": lambda: _("code"),
    "quantity": lambda: _("quantity"),
    "title": lambda: _("title"),
    "entity": lambda: _("entity"),
    "status_verb": lambda: _("new status"),
}

FIELDS: Words = {
    "instrument": lambda: _("instrument"),
    "number_text": lambda: _("number"),
    "title": lambda: _("title"),
    "issuers": lambda: _("issuers"),
    "category": lambda: _("category"),
    "published": lambda: _("published"),
    "source_url": lambda: _("address"),
    "actor": lambda: _("whose"),
    "clause": lambda: _("clause"),
    "date": lambda: _("date"),
    "time": lambda: _("time"),
    "basis": lambda: _("basis"),
    "action": lambda: _("action"),
    "targets": lambda: _("targets"),
    "by": lambda: _("by"),
    "from": lambda: _("from"),
    "until": lambda: _("until"),
    "term_text": lambda: _("term"),
    "occasion": lambda: _("occasion"),
    "name": lambda: _("name"),
    "control_codes": lambda: _("control codes"),
    "hs_codes": lambda: _("HS codes"),
    "role": lambda: _("role"),
    "group": lambda: _("group"),
    "specification": lambda: _("specification"),
    "destinations": lambda: _("destinations"),
    "item": lambda: _("item"),
    "subject": lambda: _("subject"),
    "comparator": lambda: _("comparator"),
    "value": lambda: _("value"),
    "upper": lambda: _("upper end"),
    "lower_inclusive": lambda: _("lower end included"),
    "upper_inclusive": lambda: _("upper end included"),
    "unit": lambda: _("unit"),
    "approximate": lambda: _("approximate"),
    "list": lambda: _("list"),
    "name_zh": lambda: _("Chinese name"),
    "name_original": lambda: _("original name"),
    "parent": lambda: _("parent"),
    "entity_type": lambda: _("entity type"),
    "jurisdiction": lambda: _("jurisdiction"),
    "measures": lambda: _("measures"),
    "grounds": lambda: _("grounds"),
    "effective": lambda: _("effective"),
    "of": lambda: _("counted"),
    "count": lambda: _("number of them"),
    "as_of": lambda: _("as of"),
    "first_named": lambda: _("first named"),
    "treatment": lambda: _("treatment"),
    "applies_to": lambda: _("applies to"),
    "end_user": lambda: _("end user"),
    "end_use": lambda: _("end use"),
    "addressee": lambda: _("addressee"),
    "type": lambda: _("type"),
    "deadline": lambda: _("deadline"),
    "number": lambda: _("number"),
    "articles": lambda: _("articles"),
    "cited_by": lambda: _("cited by"),
    "authority": lambda: _("authority"),
    "case_number": lambda: _("case number"),
    "party": lambda: _("party"),
    "goods": lambda: _("goods"),
    "quantity": lambda: _("quantity"),
    "quantity_unit": lambda: _("quantity unit"),
    "value_basis": lambda: _("value basis"),
    "fine": lambda: _("fine"),
    "currency": lambda: _("currency"),
    "violation": lambda: _("violation"),
    "breached": lambda: _("breached"),
    "mitigation": lambda: _("mitigation"),
    "counterpart": lambda: _("counterpart"),
    "topic": lambda: _("topic"),
    "stance": lambda: _("stance"),
    "statement": lambda: _("statement"),
    "section": lambda: _("section"),
    "text": lambda: _("text"),
    "facts": lambda: _("rests on"),
    "level": lambda: _("level"),
}

REASONS: Words = {
    "not_routed": lambda: _("no check has run on it yet"),
    "kind_needs_person": lambda: _("facts of this kind always go to a person"),
    "assessment": lambda: _("an assessment: a person answers for it"),
    "basis_changed": lambda: _("a fact that it rests on is another now, or no longer approved"),
    "quote_not_exact": lambda: _("the quote is not word for word: compare it with the text"),
    "value_unverified": lambda: _("a value is not in the quote"),
    "repaired": lambda: _("a value was put right by machine"),
    "conflict": lambda: _("another fact gives a different value"),
    "conflict_lost": lambda: _("a person ruled for another value"),
    "decided_before": lambda: _("a person decided on it before, when it read otherwise"),
    "engines_differ": lambda: _("rules and model read it differently"),
    "model_silent": lambda: _("the model did not find it"),
    "single_witness": lambda: _("found once only, in a source that is not official"),
    "opinion_only": lambda: _("only an opinion piece says so"),
    "title_only": lambda: _("the act is known by its title alone"),
    "may_be": lambda: _("it could be about"),
    "damaged_source": lambda: _("the source text is damaged here"),
    "count_differs_from_names": lambda: _("the number differs from the names given"),
    "actor_doubtful": lambda: _("whose measure it is, is doubtful"),
    "foreign_measure": lambda: _("a measure of another jurisdiction"),
    "category_undecided": lambda: _("its category is undecided"),
    "count_without_notice": lambda: _("a count that names no notice to check it against"),
    "date_unresolved": lambda: _("its date could not be worked out"),
    "no_year": lambda: _("a date without a year, and nothing near it gives one"),
    "no_day": lambda: _("a date without a day"),
    "no_document_date": lambda: _("a day counted from the day of a source whose own day is not known"),
    "impossible": lambda: _("a date that no calendar has"),
    "target_unresolved": lambda: _("what it changes could not be determined"),
    "unclear_effect": lambda: _("the source gives this act several days of effect and names no clause"),
    "immediate_effect": lambda: _("takes effect at once"),
    "no_instrument": lambda: _("no act is named here"),
    "sampled": lambda: _("passed by machine; drawn at random to measure its errors"),
}

STATUSES: Words = {
    "unknown": lambda: _("unknown"),
    "announced": lambda: _("announced"),
    "in_force": lambda: _("in force"),
    "partially_in_force": lambda: _("partially in force"),
    "suspended": lambda: _("suspended"),
    "stopped": lambda: _("stopped"),
    "repealed": lambda: _("repealed"),
    "expired": lambda: _("expired"),
}

EVENTS: Words = {
    "publish": lambda: _("publication"),
    "effect": lambda: _("coming into force"),
}
"""What happens to an act beside the actions of a status change, which are among `VALUES`."""

ATTRIBUTES: Words = {
    "publish_date": lambda: _("publication date"),
    "effective_date": lambda: _("effective date"),
    "status": lambda: _("status"),
    "issuer": lambda: _("issuer"),
    "title": lambda: _("title"),
    "number": lambda: _("number"),
    "count": lambda: _("count"),
    "threshold": lambda: _("threshold"),
    "list": lambda: _("list"),
    "name": lambda: _("name of the entity"),
    "licence": lambda: _("treatment of exports"),
    "occasion": lambda: _("occasion"),
    "claim": lambda: _("figure claimed"),
}

COMPUTED: Words = {
    "sum": lambda: _("sum of the notices"),
    "named": lambda: _("names given"),
}
"""Before a value that nobody states: it follows from facts together."""

SUGGESTIONS: Words = {
    "heavier_source": lambda: _("suggested: the weightier source"),
    "newer_source": lambda: _("suggested: the newer source"),
    "more_sources": lambda: _("suggested: what more sources say"),
    "keep_both": lambda: _("suggested: both, each with its source"),
    "undecided": lambda: _("no side is suggested"),
}

TIERS: Words = {
    "official": lambda: _("official"),
    "law_firm": lambda: _("law firm"),
    "news": lambda: _("news"),
    "opinion": lambda: _("opinion"),
}

SCRIPTS: Words = {
    "hant": lambda: _("traditional"),
    "hans": lambda: _("simplified"),
    "mixed": lambda: _("both scripts"),
    "none": lambda: _("no Chinese"),
}

GROUNDINGS: Words = {
    "exact": lambda: _("quote exact"),
    "near": lambda: _("quote near"),
    "suspect": lambda: _("quote is a best guess"),
}

ORIGINS: Words = {"rules": lambda: _("rules"), "model": lambda: _("model"), "person": lambda: _("person")}

SUMMARY: dict[str, tuple[str, ...]] = {
    "announcement": ("number_text", "title", "published"),
    "effective_date": ("date", "clause", "instrument"),
    "status_change": ("action", "until", "targets"),
    "controlled_item": ("name", "control_codes", "hs_codes"),
    "threshold": ("subject", "comparator", "value", "upper", "unit"),
    "listing": ("action", "name_zh", "name_original"),
    "count": ("action", "count", "list"),
    "licensing_rule": ("treatment", "applies_to", "destinations"),
    "requirement": ("action", "deadline"),
    "legal_instrument": ("title", "number"),
    "penalty": ("party", "fine", "goods"),
    "position": ("topic", "stance"),
    "claim": ("statement",),
    "assessment": ("section", "text"),
}

VALUES: Words = {
    "impose": lambda: _("impose"),
    "suspend": lambda: _("suspend"),
    "extend": lambda: _("extend"),
    "resume": lambda: _("resume"),
    "stop": lambda: _("stop"),
    "repeal": lambda: _("repeal"),
    "amend": lambda: _("amend"),
    "investigate": lambda: _("investigate"),
    "add": lambda: _("add"),
    "remove": lambda: _("remove"),
    "total": lambda: _("total"),
    "unreliable_entity": lambda: _("unreliable entity list"),
    "export_control": lambda: _("export control list"),
    "watch": lambda: _("watch list"),
    "countermeasure": lambda: _("countermeasure list"),
    "foreign": lambda: _("foreign list"),
    "explicit": lambda: _("a date is written"),
    "on_publication": lambda: _("on publication"),
    "relative": lambda: _("relative to another day"),
    "controlled": lambda: _("controlled"),
    "excluded": lambda: _("excluded"),
    "referenced": lambda: _("only referred to"),
    "organization": lambda: _("organization"),
    "individual": lambda: _("individual"),
    "entities": lambda: _("entities"),
    "items": lambda: _("items"),
    "exempt": lambda: _("exempt"),
    "general_licence": lambda: _("general licence"),
    "licence": lambda: _("licence"),
    "catch_all": lambda: _("catch-all"),
    "case_by_case": lambda: _("case by case"),
    "denial_in_principle": lambda: _("denied in principle"),
    "prohibited": lambda: _("prohibited"),
    "report": lambda: _("report to the authority"),
    "document": lambda: _("document to submit"),
    "prohibition": lambda: _("prohibition"),
    "procedure": lambda: _("procedure"),
    "transition": lambda: _("transition period"),
    "sanction": lambda: _("sanction"),
    "regulation_update": lambda: _("regulation update"),
    "enforcement_action": lambda: _("enforcement action"),
    "controlled_item_change": lambda: _("controlled item change"),
    "policy_guidance": lambda: _("policy guidance"),
    "international_cooperation": lambda: _("international cooperation"),
    "summary": lambda: _("summary"),
    "risk": lambda: _("risk"),
    "supply_chain": lambda: _("supply chain"),
    "enforcement": lambda: _("enforcement"),
    "advice_importers_exporters": lambda: _("advice to traders"),
    "advice_supply_chain_managers": lambda: _("advice on supply chains"),
    "advice_legal_counsel": lambda: _("advice to counsel"),
    "outlook": lambda: _("outlook"),
    "coordination": lambda: _("talks"),
    "high": lambda: _("high"),
    "medium": lambda: _("medium"),
    "low": lambda: _("low"),
}
"""Values of the fields that take one of a few."""

CODED_FIELDS = frozenset(
    {"action", "list", "basis", "role", "entity_type", "of", "treatment", "type", "category", "section", "level"}
)
"""The fields whose values are those of `VALUES`; `action` of a requirement is free text and finds no word there."""

COMPARATORS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "eq": "=", "between": "…"}
