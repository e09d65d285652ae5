"""Checks of values that are codes (an action, a list, a role, a jurisdiction) against the words of a passage.

If the words leave open which of two codes is meant, the value is not verified but doubtful, with the rule that says why.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from workbench.facts.references import parse_key
from workbench.grounding.source import Passage
from workbench.grounding.support import MISSING, VERIFIED, Support, derived, doubtful
from workbench.grounding.wording import says, states_contrary
from workbench.recognition.issuers import AUTHORITY_FORMS
from workbench.text import fold_script, han_pattern, normalize

LISTS = ("unreliable_entity", "export_control", "watch", "countermeasure", "foreign")
STATUS_ACTIONS = ("impose", "suspend", "extend", "resume", "stop", "repeal", "amend", "investigate")
_TAKING_OFF = ("remove", "suspend", "stop", "resume")
_TITLE = re.compile(r"《[^》\n]*》")
_CLAUSE_END = han_pattern("[。;!?\n]|第[一二三四五六],|其[一二三四五六],|,(?:并|同时|另外?)")
_STANDS = han_pattern("仍在|名单上|清单上|在列")
_TOTAL = han_pattern(
    "共|总共|总计|总数|累计|合计|现有|已有|仍在|名单上|清单上|在列|有[^,。;]{1,4}[份家个项种]|达到?[0-9]|"
    "(?:这|此|上述)[0-9一二三四五六七八九十]"
)
_ROW = re.compile(r"\||\t")
_LISTS_SOMETHING = han_pattern(
    "名单|清单|列入|制裁|反制|管制|管控|物项|增列|列出|所列|编码|[0-9一二三四五六七八九十]种"
)
_CONTROLS = han_pattern("管制|管控|许可|禁止|不得|控制|清单|限制|管[\u4e00-\u9fff]|编码|编号|[0-9][A-E][0-9]{3}")
_CONDITIONAL = han_pattern("(?:未经|未取得|未获|没有|无)[^,。;]{0,12},?不得[\u4e00-\u9fff]{1,6}")
# A treatment that is only the other side of one of these, where both are said: 無需許可 is no licence to be had.
_RATHER = {
    "licence": ("exempt", "denial_in_principle", "case_by_case", "general_licence"),
    "catch_all": ("denial_in_principle", "exempt"),
    "prohibited": ("exempt",),
    "case_by_case": ("denial_in_principle",),
}


def action_support(action: str, targets: Collection[str], passage: Passage) -> Support:
    """What happens to an act: said of it in its clause, or in the passage, and nothing else it could be taken for."""
    clauses = [clause for clause in _clauses_on(targets, passage) if _said_of(clause)]
    said = _said_of("\n".join(clauses) or _TITLE.sub("《》", passage.text))
    if action not in said:
        return doubtful("other_action") if clauses and says("status", action, passage.text) else MISSING
    others = said - {action}
    if action == "suspend" and "extend" in others:
        return doubtful("other_action")
    if action == "impose" and others - {"imposing"}:
        return VERIFIED if "imposing" in said else doubtful("other_action")
    if action in {"investigate", "amend"} and others - {"investigate", "amend", "impose", "imposing"}:
        return doubtful("other_action")
    return VERIFIED


def _said_of(text: str) -> set[str]:
    """The actions that a text has words for; `imposing` where it does so in words for nothing else."""
    said = {action for action in STATUS_ACTIONS if says("status", action, text)}
    return said | ({"imposing"} if says("imposing", "impose", text) else set())


def _clauses_on(targets: Collection[str], passage: Passage) -> Iterator[str]:
    """The clauses of the passage that name one of some numbered acts, no further than its spans reach."""
    wanted = {(number.authority, number.number) for key in targets if (number := parse_key(key)) is not None}
    text = passage.source.normal.text
    for mention in passage.mentions(passage.source.reading.references):
        if (mention.number.authority, mention.number.number) in wanted:
            start = max((match.end() for match in _CLAUSE_END.finditer(text, 0, mention.start)), default=0)
            limit = max(last for first, last in passage.spans if first < mention.end <= last)
            end = _CLAUSE_END.search(text, mention.end, limit)
            yield _TITLE.sub("《》", text[start : end.start() if end else limit])


def list_action_support(action: str, passage: Passage, *, counted: bool) -> Support:
    """Taken off, suspended, stopped: said in the passage, or by the act that the document is; a list puts on."""
    text = passage.text
    totals, adds = _TOTAL.search(text) is not None, says("adding", "add", text)
    if action == "total":
        return VERIFIED if totals else doubtful("other_action")
    if totals and counted and (_STANDS.search(text) or not says("listing", action, text)):
        return doubtful("other_action")
    if action == "add":
        if adds or _ROW.search(text):
            return VERIFIED if adds else derived("default")
        if states_contrary("listing", "add", text):
            return doubtful("other_action")
        return derived("default") if not counted or _LISTS_SOMETHING.search(text) else doubtful("action_unsaid")
    if says("listing", action, text):
        return VERIFIED
    if states_contrary("listing", action, text):
        return MISSING
    if adds or says("imposing", "impose", text) or any(says("listing", other, text) for other in _TAKING_OFF):
        return doubtful("other_action")
    if says("listing", action, passage.lines):
        return derived("same_line")
    acts = passage.source.speaks_itself and says("listing", action, passage.source.normal.text)
    return derived("elsewhere_in_document") if acts else MISSING


def list_support(name: str, instrument: str | None, passage: Passage) -> Support:
    """The list: the only one named in the passage, the instrument's own, or the only one named around or anywhere."""
    own = parse_key(instrument) if instrument else None
    named = _lists_in(passage.text)
    if own is not None and own.authority == "UEL" and not named:
        return derived("list_of_authority") if name == "unreliable_entity" else doubtful("other_list")
    if named:
        return VERIFIED if named == {name} else doubtful("several_lists" if name in named else "other_list")
    for rule, text in (("same_line", passage.lines), ("elsewhere_in_document", passage.source.normal.text)):
        named = _lists_in(text)
        if named:
            return derived(rule) if named == {name} else doubtful("several_lists" if name in named else "other_list")
    return MISSING


def _lists_in(text: str) -> set[str]:
    return {name for name in LISTS if says("list", name, text)}


def role_support(role: str, passage: Passage) -> Support:
    """Excluded: said so. Controlled: words of control and none that except. Only named: no word says that."""
    excepts = says("role", "excluded", passage.text)
    if role == "excluded":
        return VERIFIED if excepts else MISSING
    if role == "referenced":
        return doubtful("role_undecided")
    if excepts:
        return doubtful("other_role")
    return VERIFIED if _CONTROLS.search(passage.text) else derived("default")


def treatment_support(treatment: str, passage: Passage) -> Support:
    """How exports are treated: said, with no treatment beside it that it would only be the other side of."""
    text = _CONDITIONAL.sub("许可", passage.text)
    if not says("treatment", treatment, text):
        return doubtful("other_treatment") if says("treatment", treatment, passage.text) else MISSING
    rather = any(says("treatment", other, text) for other in _RATHER.get(treatment, ()))
    return doubtful("other_treatment") if rather else VERIFIED


def actor_support(actor: str, passage: Passage) -> Support:
    """Whose measure it is: the subject of the sentences; China's where no foreign one is."""
    if actor not in passage.actors:
        return doubtful("other_actor")
    return derived("default") if actor == "CN" else VERIFIED


def jurisdiction_support(place: str, passage: Passage) -> Support:
    """Where somebody is from: said in the passage, or in the document."""
    if says("jurisdiction", place, passage.text):
        return VERIFIED
    said = says("jurisdiction", place, passage.source.normal.text)
    return derived("elsewhere_in_document") if said else MISSING


def issuer_support(issuer: str, instrument: str | None, passage: Passage) -> Support:
    """Who issued an act: named in the passage, or the authority of its number, named elsewhere."""
    if passage.holds(issuer):
        return VERIFIED
    if not passage.source.aligner.holds(issuer):
        return MISSING
    number = parse_key(instrument) if instrument else None
    if number is not None and any(normalize(issuer).text.endswith(form) for form in _forms(number.authority)):
        return derived("authority_of_number")
    return doubtful("named_elsewhere")


def _forms(authority: str) -> Iterator[str]:
    return map(fold_script, AUTHORITY_FORMS.get(authority, ()))
