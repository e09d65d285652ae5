"""Screenshots of the main screens, on the bundled articles, for the documentation: `python -m tests.review.screens`.

Rich gives every run of text one length counted in characters, which squeezes Chinese to half its width in a browser.
Here each wide character is placed on its own cells, and no font is fetched from anywhere.
"""

from __future__ import annotations

import asyncio
import html
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from rich.cells import cell_len

from workbench.cli.outlook import ReportInHand, derive_outlook
from workbench.cli.reviewing import StoreAdapter
from workbench.facts.fact import Record
from workbench.language import spoken_in
from workbench.pipeline.demo import DEMO_AS_OF, DEMO_PERIOD, demo_settings, run_demo
from workbench.report import describe, in_both_scripts
from workbench.review.app import ReviewApp
from workbench.review.ports import Outlook
from workbench.settings import load_settings
from workbench.store import Store

OUT = Path(__file__).resolve().parents[2] / "docs" / "screens"
LANGUAGES = (("zh-Hant", "", ((120, 36), (80, 24))), ("en", "-en", ((120, 36),)))
"""What is spoken, how its pictures are named, and their sizes."""
KEYS = {
    "welcome": (),
    "review": ("escape",),  # the riskiest first: what one article contradicts
    "reasons": ("escape", "X"),
    "edit": ("e",),
    "help": ("question_mark",),
    "assessment": ("G",),
    "conflict": ("c",),
    "draft": ("p",),
    "missed": ("m",),
    "batch": ("t", "2", "V", "enter"),
    "note": ("escape", "N", *"待問商務部", "enter"),
    "witnesses": ("2", "w"),
    "selection": ("M",),
    "palette": ("colon",),
}
REVIEWERS = "林王李張劉陳楊黃趙吳周徐孫馬朱胡郭何高羅鄭梁謝宋唐許韓馮鄧曹彭曾蕭田董袁潘于蔣蔡余杜"
"""One for each picture: who is new begins at the first fact."""
_CELL = 12.2
"""Width of a cell in Rich's drawing, in its own units."""
_FONTS = '"DejaVu Sans Mono", Menlo, Consolas, "Noto Sans Mono CJK TC", "Sarasa Mono TC", monospace'
_RUN = re.compile(
    r'<text class="(?P<css>[^"]+)" x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)" textLength="[\d.]+" '
    r'clip-path="(?P<clip>[^"]+)">(?P<text>.*?)</text>',
    re.DOTALL,
)


def on_the_grid(svg: str) -> str:
    """A screenshot of Textual's with every character on its cells."""
    svg = re.sub(r"@font-face\s*{.*?}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: *Fira Code[^;]*;", f"font-family: {_FONTS};", svg)
    svg = svg.replace("font-variant-east-asian: full-width;", "")
    return _RUN.sub(_placed, svg)


def _placed(run: re.Match[str]) -> str:
    at = float(run["x"])
    spans = []
    for piece in re.findall(r"[\x20-\x7e\xa0]+|.", html.unescape(run["text"]), re.DOTALL):
        length = cell_len(piece) * _CELL
        if piece.strip("\xa0 "):
            spans.append(
                f'<tspan x="{at:.1f}" textLength="{length:.1f}" lengthAdjust="spacingAndGlyphs">'
                f"{html.escape(piece)}</tspan>"
            )
        at += length
    if not spans:
        return ""
    return f'<text class="{run["css"]}" y="{run["y"]}" clip-path="{run["clip"]}" xml:space="preserve">{"".join(spans)}</text>'


class _Told:
    """A follower that has told its one outlook and is asked nothing."""

    def __init__(self, outlook: Outlook) -> None:
        self._waiting = [outlook]

    def ask(self, number: int, /) -> None: ...

    def finish(self) -> None: ...

    def news(self) -> Outlook | None:
        return self._waiting.pop() if self._waiting else None


class _AtOnce:
    """The words of the report, known when they are asked for."""

    def line(self, record: Record, /) -> str:
        return describe(record)

    def both_scripts(self, text: str, /) -> tuple[str, str]:
        return in_both_scripts(text)

    def on_known(self, tell: Callable[[], object], /) -> None: ...


async def _take(store: Store, name: str, size: tuple[int, int], outlook: Outlook, reviewer: str) -> str:
    """One picture, of a reviewer of its own, who begins at the first fact."""
    app = ReviewApp(StoreAdapter(store), reviewer, _AtOnce(), _Told(outlook))
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.6)
        await pilot.press(*KEYS[name])
        await pilot.pause(0.2)
        return on_the_grid(app.export_screenshot(title="workbench review"))


def main() -> None:
    """Take every screen in every language and size."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        settings = demo_settings(load_settings(), Path(folder))
        store = Store(settings.store_url)
        run_demo(settings, store, lambda _step: None)
        _take_all(store)


def _take_all(store: Store) -> None:
    outlook = derive_outlook(store, ReportInHand(DEMO_PERIOD, DEMO_AS_OF, OUT))
    reviewers = iter(REVIEWERS)
    for name in KEYS:
        for language, mark, sizes in LANGUAGES:
            for size in sizes:
                path = OUT / f"{name}-{size[0]}x{size[1]}{mark}.svg"
                with spoken_in(language):
                    taken = asyncio.run(_take(store, name, size, outlook, next(reviewers)))
                # The ids that Rich makes of the drawing's hash would differ with every change of the text.
                svg = re.sub(r"terminal-\d+", f"terminal-{name}", taken)
                path.write_text("\n".join(line.rstrip() for line in svg.splitlines()) + "\n", encoding="utf-8")
                sys.stdout.write(f"{path.relative_to(OUT.parents[1])}\n")


if __name__ == "__main__":
    main()
