"""What the columns of a report's tables mean, by their headers in traditional and simplified Chinese and English."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from workbench.text import fold_script
from workbench.verification.forms import normal_form

Column = Literal[
    "name", "reference", "publish_date", "effective_date", "status", "count", "list", "issuer", "scope", "note",
    "risk", "level", "category", "condition", "item", "source", "action", "period", "last_day",
    "score", "basis",
]  # fmt: skip

_MEANINGS: tuple[tuple[Column, str], ...] = (
    ("publish_date", "發布日期|公布日期|發布日|公布日|頒布日期|日期|發布|公布|時間|date|published|publication date|issued|date of issue"),
    ("effective_date", "生效日期|生效|起算|起算日|生效日|施行日期|實施日期|起始日|effective date|effective|in force from|takes effect"),
    ("status", "狀態|當前狀態|目前狀態|現行狀態|實施狀態|實施情況|實施狀況|施行情況|執行情況|執行狀況|目前情況|現狀|現況|執行狀態|效力狀態|效力|status|current status|state"),
    ("reference", "公告編號|公告|文號|編號|文件|主要政策|依據|announcement|announcement no.|announcement no|no.|no|number|reference|main policies|instrument"),
    ("name", "政策名稱|案例名稱|名稱|政策|措施名稱|重大政策|policy|policy name|title|name|case|measure"),
    ("count", "本期|本月新增|本期新增|本期彙整|實體數量|家數|數量|累計|累計數量|entities|count|entity count|this period|new"),
    ("list", "類型|名單類型|清單|名單|清單類型|list|type|list type"),
    ("issuer", "發布機關|發布單位|發布機構|發文機關|作出機關|公布機關|頒布機關|制定機關|主管機關|機關|issuer|issued by|issuing authority|authority"),
    ("scope", "管制範圍|管制對象|管制內容|涵蓋領域|範圍|適用對象|scope|coverage|items covered"),
    ("note", "說明|摘要|備註|內容|主要內容|內容摘要|事由|主題|note|notes|summary|remarks|description"),
    ("risk", "風險等級|風險|risk|risk level"),
    ("level", "影響等級|影響程度|impact|impact level"),
    ("category", "category|類別|分類"),
    ("condition", "條件|門檻|閾值|參數|threshold|condition|limit"),
    ("item", "物項|對象|管制物項|item|items|subject"),
    ("source", "來源|連結|來源檔案|出處|source|link|source file"),
    ("action", "建議動作|建議|行動|action|recommended action"),
    ("period", "期間|period"),
    ("last_day", "迄日"),
    ("basis", "法律依據|法源|法源依據|法律基礎|legal basis"),
    ("score", "分數|排序|排名|score|rank"),
)  # fmt: skip


@lru_cache(maxsize=1)
def _by_header() -> dict[str, Column]:
    return {fold_script(word): column for column, words in _MEANINGS for word in words.split("|")}


@lru_cache(maxsize=256)
def column_of(header: str) -> Column | None:
    """The meaning of a header, or None. What it has in brackets does not count; of 生效/起算 one part is enough."""
    text = re.sub(r"[(].*$", "", normal_form(header).text).strip(" *:").casefold()
    known = _by_header()
    return known.get(text) or next((known[part] for part in map(str.strip, text.split("/")) if part in known), None)
