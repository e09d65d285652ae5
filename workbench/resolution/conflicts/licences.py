"""Conflicts on how exports are treated: one use that sources put in two tiers, one tier given to ordinary uses and to
particular ones.

An instrument with tiers sets particular uses apart from the general run: those denied, those decided case by case, those
exempt. So a source that has ordinary (一般, 民用) uses decided case by case, where others have it for a named use alone,
does not say less than they but something else: under its rule the named use would need no rule of its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from workbench.facts.kinds import LicensingRule
from workbench.resolution.conflicts.meant import Acts, statements_of_kind
from workbench.resolution.conflicts.sides import Conflict, conflict_of, opposed, side_of
from workbench.resolution.instruments import Instruments
from workbench.resolution.statement import Statement
from workbench.text import fold, han_pattern

_TIERS = frozenset({"exempt", "general_licence", "case_by_case", "denial_in_principle", "prohibited"})
"""Treatments of some uses; `licence` and `catch_all` are what the rest has."""
_EXCLUDE_EACH_OTHER = frozenset(
    frozenset(pair)
    for pair in (
        ("exempt", "licence"),
        ("exempt", "general_licence"),
        ("exempt", "case_by_case"),
        ("exempt", "denial_in_principle"),
        ("exempt", "prohibited"),
        ("general_licence", "case_by_case"),
        ("general_licence", "denial_in_principle"),
        ("general_licence", "prohibited"),
        ("case_by_case", "denial_in_principle"),
        ("case_by_case", "prohibited"),
        ("denial_in_principle", "prohibited"),
        ("licence", "prohibited"),
    )
)
_ORDINARY = han_pattern("一般|普通|民用|民事|民间|民生|商用|常规|日常|正常贸易|ordinary|civil")
_NAMED = han_pattern(
    "军事|军用|武器|恐怖|半导体|芯片|晶片|集成电路|纳米|人工智能|航天|核|导弹|医疗|卫生|救灾|救援|灾害|人道"
)
_SHORTEST_SCOPE = 4

Rules = Sequence[tuple[Statement, LicensingRule]]


def find_licence_conflicts(instruments: Instruments, acts: Acts) -> Iterator[Conflict]:
    """Conflicts on the treatment of exports under one instrument."""
    stated = [
        (statement, rule) for _, statement, rule in statements_of_kind(instruments, LicensingRule) if _scope(rule)
    ]
    yield from _tiers_of_one_use(stated, acts)
    for tier in sorted(_TIERS):
        yield from _uses_of_one_tier(tier, [pair for pair in stated if pair[1].treatment == tier], acts)


def _scope(rule: LicensingRule) -> str:
    """What a rule is about, in one form of writing; items alone are a scope only where no use or user is given."""
    return fold((rule.end_use or "") + (rule.end_user or "") or rule.applies_to or "").text


def _is_ordinary(rule: LicensingRule) -> bool:
    scope = fold((rule.end_use or "") + (rule.end_user or "") + (rule.applies_to or "")).text
    return bool(_ORDINARY.search(scope)) and not _NAMED.search(scope)


def _uses_of_one_tier(tier: str, rules: Rules, acts: Acts) -> Iterator[Conflict]:
    """Ordinary uses by one source, a named use by others. A provision that is quoted alike is one, whatever act a source
    takes it for, unless that is known to be another.
    """
    by_act: dict[str, list[tuple[Statement, str]]] = defaultdict(list)
    of_no_act: dict[str, list[Statement]] = defaultdict(list)
    for stated, rule in rules:
        scope = _scope(rule)
        if rule.end_use or _NAMED.search(scope):
            for act in acts.meant(stated):
                by_act[act].append((stated, scope))
            if acts.named(stated) is None:
                of_no_act[scope].append(stated)
    found: dict[str, tuple[list[Statement], list[Statement]]] = defaultdict(lambda: ([], []))
    for ordinary, rule in rules:
        if _is_ordinary(rule):
            meeting = [pair for act in sorted(acts.meant(ordinary)) for pair in by_act[act]]
            meeting = [(stated, scope) for stated, scope in meeting if stated.document != ordinary.document]
            alike = [stated for scope in dict.fromkeys(scope for _, scope in meeting) for stated in of_no_act[scope]]
            against = [
                *(stated for stated, _ in meeting),
                *(stated for stated in alike if stated.document != ordinary.document),
            ]
            if against:
                sides = found[_act_of(ordinary, against, acts)]
                sides[0].append(ordinary)
                sides[1].extend(against)
    for act, (of_ordinary, of_named) in found.items():
        sides_of_both = [
            side_of("ordinary uses", of_ordinary, _worded(of_ordinary)),
            side_of("a named use", of_named, _worded(of_named)),
        ]
        yield from conflict_of(act, "licence", sides_of_both, subject=tier)


def _act_of(ordinary: Statement, named: Sequence[Statement], acts: Acts) -> str:
    """The act in dispute: of those that both sides can mean, the one named most by the sources on the named use."""
    met = {act for stated in named for act in acts.meant(stated) & acts.meant(ordinary)}
    naming = Counter(act for stated in named if (act := acts.named(stated)) in met)
    return min(met, key=lambda act: (-naming[act], act != acts.named(ordinary), act))


def _tiers_of_one_use(rules: Rules, acts: Acts) -> Iterator[Conflict]:
    by_use: dict[tuple[str, str, tuple[str, ...]], dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for statement, rule in rules:
        act = acts.named(statement)
        if act is not None and len(_scope(rule)) >= _SHORTEST_SCOPE:
            destinations = tuple(sorted(fold(name).text for name in rule.destinations))
            by_use[act, _scope(rule), destinations][rule.treatment].append(statement)
    for (act, scope, _), stated in by_use.items():
        documents = {tier: {statement.document for statement in group} for tier, group in stated.items()}
        at_odds = opposed(
            [side_of(tier, group) for tier, group in stated.items()],
            lambda side, other: (
                frozenset({side.key, other.key}) in _EXCLUDE_EACH_OTHER
                and not documents[side.key] & documents[other.key]  # noqa: B023
            ),
        )
        yield from conflict_of(act, "licence", at_odds, subject=scope)


def _worded(statements: Sequence[Statement]) -> str:
    """The treatment and the scope as the heaviest source writes them."""
    rule = min(statements, key=lambda statement: statement.rank).content
    if not isinstance(rule, LicensingRule):
        return ""
    return f"{rule.treatment}: {rule.end_use or rule.end_user or rule.applies_to or ''}"
