"""Builds `data/script_fold.json`, the table that folds variant Han characters into one class each.

Run `python -m workbench.text.script_table` to write it again; a test regenerates it and compares. It needs OpenCC,
which the shipped program does not use for folding: the table is data, one character to one character, so lengths hold.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

TABLE_PATH = Path(__file__).parent / "data" / "script_fold.json"
HAN_BLOCKS = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00))
CONVERTERS = ("t2s", "tw2s", "hk2s", "s2t", "s2tw", "s2hk")
# Pairs that OpenCC decides by phrase, so that no single-character map has them; news text uses both sides.
PHRASE_PAIRS = {
    "著": "着", "覆": "复", "藉": "借", "瞭": "了", "畫": "划", "画": "划", "沈": "沉", "彷": "仿", "薰": "熏",
    "伕": "夫", "揹": "背", "甦": "苏",
}  # fmt: skip


def build_table() -> dict[str, str]:
    """Variant character -> the character that stands for its class, preferring the simplified form."""
    import opencc

    han = [chr(code) for first, last in HAN_BLOCKS for code in range(first, last)]
    parent: dict[str, str] = {}

    def root(char: str) -> str:
        while parent.get(char, char) != char:
            char = parent[char]
        return char

    for name in CONVERTERS:
        converted = opencc.OpenCC(name).convert("\n".join(han)).split("\n")
        for char, other in zip(han, converted, strict=True):
            if len(other) == 1 and root(char) != root(other):
                parent[root(char)] = root(other)
    classes: dict[str, list[str]] = defaultdict(list)
    for char in han:
        classes[root(char)].append(char)
    to_simplified = opencc.OpenCC("t2s")
    table: dict[str, str] = {}
    for members in classes.values():
        simplified = [char for char in members if to_simplified.convert(char) == char]
        kept = min(simplified or members, key=lambda char: (char < "一", char))
        kept = PHRASE_PAIRS.get(kept, kept)
        table.update({char: kept for char in members if char != kept})
    return table | PHRASE_PAIRS


def main() -> None:
    """Write the table."""
    TABLE_PATH.parent.mkdir(exist_ok=True)
    TABLE_PATH.write_text(json.dumps(build_table(), ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
