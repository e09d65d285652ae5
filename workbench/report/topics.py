"""The material groups of the deep analysis, and which one a text is about."""

from __future__ import annotations

import re

from workbench.text import fold_script

GENERAL = "其他物項及管制範圍未載明之文件"
_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("稀土", ("稀土", "釤", "鏑", "釓", "鋱", "鑥", "鎦", "鈧", "釔", "鈥", "鉺", "銩", "銪", "鐿", "釹鐵硼", "永磁")),
    ("鋰電池及石墨", ("鋰電池", "鋰離子", "石墨", "正極材料", "負極材料", "磷酸鐵鋰")),
    ("超硬材料", ("超硬材料", "金剛石", "立方氮化硼", "鑽石", "六面頂", "直流電弧")),
    ("鎵鍺銻", ("鎵", "鍺", "銻")),
    ("鎢碲鉍鉬銦", ("鎢", "碲", "鉍", "鉬", "銦")),
    ("半導體", ("半導體", "晶片", "芯片", "集成電路", "光刻")),
    ("無人機", ("無人機", "無人駕駛航空", "浮空器")),
)
_FOLDED = tuple((group, tuple(fold_script(word) for word in words)) for group, words in _GROUPS)
_ANY = re.compile("|".join(word for _group, words in _FOLDED for word in words))
MATERIALS = (*(group for group, _words in _GROUPS), GENERAL)


def material_of(text: str) -> str | None:
    """The group whose words a text holds most often, earlier groups first; None where it holds none."""
    folded = fold_script(text)
    if not _ANY.search(folded):
        return None
    hits = [(sum(folded.count(word) for word in words), group) for group, words in _FOLDED]
    most = max(count for count, _group in hits)
    return next(group for count, group in hits if count == most) if most else None
