"""How reports word a status: phrases in both scripts and in English, and what each claims."""

from __future__ import annotations

import re
from typing import Literal

from workbench.resolution import Status
from workbench.text import han_pattern

Claimed = Literal["in_force", "suspended", "stopped", "repealed", "announced", "expired"]

_NOT_YET = r"尚未生效|未生效|待生效|尚未实施|未实施|将生效|not yet (?:in force|effective)"
_IN_FORCE = "|".join(
    (
        r"(?<![未待将再])(?<!没有真正)(?<!没有)生效(?!日|后|前|条|时)",  # but 未生效, 再生效, 生效日, 生效後
        r"现行有效|有效(?!期|阻|打|遏|控|防)",  # but 有效期, 有效遏制
        r"已实施|实施中|施行中|已施行|执行中",
        r"(?:仍然?|照常|继续|正常|持续|正在|现正|仍旧)在?(?:执行|实施|施行|适用)|(?:执行|实施|适用)(?:至今|如常)",
        r"已经?恢复(?:执行|实施|施行|适用|生效)",
        r"in force|effective|in effect|(?:has|have) resumed|(?:still|currently) (?:applied|applies|apply|enforced)",
    )
)
_CLAIMS: tuple[tuple[Claimed, re.Pattern[str]], ...] = (
    ("repealed", han_pattern("已?废止|repealed", re.IGNORECASE)),
    ("expired", han_pattern("期满失效|已失效|expired", re.IGNORECASE)),
    ("stopped", han_pattern("(?:已|完全|全面)?(?:停止|终止|取消|解除)|撤销|stopped|lifted|terminated", re.IGNORECASE)),
    ("suspended", han_pattern("暂停|中止|暂缓|叫停|停了下来|suspended|paused", re.IGNORECASE)),
    ("announced", han_pattern(rf"{_NOT_YET}|announced", re.IGNORECASE)),
    (
        "in_force",
        han_pattern(_IN_FORCE, re.IGNORECASE),
    ),
)
IN_FORCE_CELL = han_pattern(
    r"^(?:现正?)?(?:适用|实施|施行|执行|有效|生效)中?$|^(?:active|applied|applies)$", re.IGNORECASE
)
"""A cell of a status column that says in one word that an act applies."""
CELL_LEFT_OPEN = han_pattern("待审|未载明|待确认|待撰写|不明|N/A|unknown|pending", re.IGNORECASE)
"""Cells that claim nothing."""
BROKEN_OFF = han_pattern(
    "暂停|中止|暂缓|叫停|停了下来|停止|终止|解除|取消|废止|恢复|期满|suspen|paus|stopp|lifted|repeal", re.IGNORECASE
)
"""Words by which a unit shows that it knows of a suspension, a stop or a repeal."""
TAKES_EFFECT = han_pattern(
    r"(?<![未待])(?:生效|施行|实施|实行|执行)(?!后|前)|takes? effect|effective|in force|entered into force",
    re.IGNORECASE,
)
UNTIL = han_pattern(r"(?:至|到|截至|迄|直到|until|through|till|expires? on|ends? on)\s?$", re.IGNORECASE)
"""Right before the last day of a suspension."""
RUNS_OUT = han_pattern(r"^[^。;|]{0,10}?(?:到期|届满|期满|为止|止|expire|end)", re.IGNORECASE)
"""Behind the last day of a suspension."""
NO_TERM = han_pattern(
    r"(?:没有|并无|未设|无)(?:明确)?(?:期限|限期|终止日)|无限期|不定期|indefinite|no (?:end date|time limit)",
    re.IGNORECASE,
)
"""Words for a suspension without end."""
TERM_TEXT = han_pattern(r"(?P<number>[0-9]{1,3}|[一二两三四五六七八九十]{1,3})\s?(?P<unit>年|个月|天|日)")
_TERM_NUMBER = "(?P<number>(?<![0-9第])[0-9]{1,3}|(?<!第)[一二两三四五六七八九十]{1,3})"
TERM = han_pattern(
    rf"(?:暂停|中止|延续|延长)[^,。;|]{{0,8}}?(?:为期)?{_TERM_NUMBER}\s?(?P<unit>年|个月|天)(?!第|[0-9])"
)
"""How long a suspension lasts: `number` and `unit`."""
AT_ONCE = han_pattern(
    r"即日(?:起)?(?:生效|实施|施行)|自(?:公布|发布)之日起|immediately|upon publication", re.IGNORECASE
)
PUBLISHES = han_pattern(r"(?:发布|发佈|公布|公佈|颁布|出台)(?!之日)|issued|published|announced", re.IGNORECASE)
ESTABLISHES = han_pattern(
    "|".join(
        (
            r"(?:建立|形成|构成|构建|确立|组成)了?[^,。;|]{0,40}(?:框架|体系|机制|管制|制度)",
            r"已全面(?:实施|施行|管制)",
            r"establish[a-z]* [^.;]{0,60}(?:framework|regime)",
        )
    ),
    re.IGNORECASE,
)
"""Words by which measures are an established regime."""
OF_CONTROLS = han_pattern("管制|管控|已全面|control|restrict", re.IGNORECASE)
"""That the regime is one of controls, and not of compliance or review."""
ONCE_IN_FORCE = han_pattern(
    r"(?:新)?(?:管制|公告|措施|规定|新规|政策)(?:正式)?(?:生效|实施|施行)(?:后|以后|之后|以来)"
    r"|after (?:the )?(?:new )?(?:controls?|measures?|announcements?) (?:take|took) effect",
    re.IGNORECASE,
)
PROHIBITS = han_pattern(
    r"(?:列入|纳入)[^,。;|]{0,12}(?:清单|名单)|禁止[^。;|]{0,30}(?:交易|合作|进口|出口|投资)|实施反制|prohibit|banned",
    re.IGNORECASE,
)
"""Words for a measure that applies."""
FORBIDS = han_pattern(r"禁止|不得|prohibit|banned", re.IGNORECASE)
TIME_AHEAD = han_pattern("观察|关注|下月|下期|展望|后续|watch|outlook|next month", re.IGNORECASE)
"""Headings under which a report looks ahead."""
CHANGE = han_pattern("调整|暂停|停止|恢复|延长|继续|adjust|suspen|resum|exten", re.IGNORECASE)
"""Names of acts that change other acts."""


_DENIED = han_pattern(
    r"(?:没有|[未没不无非])(?:被|曾|再|真正|完全|全部|整体|在|属于)?$|\b(?:not|never|no longer)\s(?:been\s|yet\s)?$",
    re.IGNORECASE,
)
"""Right before what a text says is not so."""


def claimed_statuses(text: str) -> tuple[tuple[Claimed, re.Match[str]], ...]:
    """The statuses that a normal text claims, in its order; 尚未生效 is not 生效."""
    found: list[tuple[Claimed, re.Match[str]]] = []
    for claim, pattern in _CLAIMS:
        for match in pattern.finditer(text):
            if not _DENIED.search(text, max(0, match.start() - 12), match.start()) and not any(
                other.start() < match.end() and match.start() < other.end() for _, other in found
            ):
                found.append((claim, match))
    return tuple(sorted(found, key=lambda pair: pair[1].start()))


def written_status(status: Status) -> str:
    """A status with its days, as findings show it: `suspended 2025-11-07 … 2026-11-10`."""
    if status.status == "unknown":
        return "unknown"
    first = status.since.isoformat() if status.since else "…"
    words = f"{status.status} {first}" + (f" … {status.until.isoformat()}" if status.until else "")
    clauses = "; ".join(
        f"{c.clause} {c.status}" + (f" … {c.until.isoformat()}" if c.until else "") for c in status.clauses
    )
    if status.status == "suspended" and status.took_effect is False:
        words += " (never in force before)"
    return f"{words} ({clauses})" if clauses else words
