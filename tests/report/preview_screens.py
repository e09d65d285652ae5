"""Pictures of a preview for the documentation, taken by a Chromium that is there: `python -m tests.report.preview_screens`.

The bundled draft after three changes by hand, so that findings are seen: a day moved, a number raised, a status turned.
Prints one line and takes nothing where there is no Chromium; any message or request of the page fails.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from tests.demo.bundled_draft import bundled_draft
from workbench.cli import main as workbench
from workbench.pipeline.demo import demo_settings, run_demo
from workbench.report import write_draft
from workbench.settings import load_settings
from workbench.store import Store

OUT = Path(__file__).resolve().parents[2] / "docs" / "screens"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CHANGES = (
    ("有效（自 2026-01-01 起）", "有效（自 2026-02-01 起）"),
    ("| 10 家 | 列名 1 家（", "| 12 家 | 列名 1 家（"),
    ("暫停 2025-11-10 至 2026-11-09", "有效（自 2025-11-10 起）"),
)
_FRAME = """<!doctype html><meta charset="utf-8"><body style="margin:0;background:{ground}">
<iframe src="{page}" style="border:0;width:{width}px;height:{height}px"></iframe>"""
_MESSAGE = re.compile(r"CONSOLE|net_error|ERR_")


@dataclass(frozen=True)
class Screen:
    """One picture: which part of the page at which width, light or dark."""

    name: str
    width: int
    height: int
    at: str = ""
    dark: bool = False
    opened: bool = False
    """Whether the sources of the first line in view are open, as after a tap."""


SCREENS = (
    Screen("preview-1280", 1280, 900),
    Screen("preview-1280-findings", 1280, 900, at="執法統計"),
    Screen("preview-1280-dark", 1280, 900, at="1.2 重點政策清單", dark=True, opened=True),
    Screen("preview-390", 390, 844),
    Screen("preview-390-sources", 390, 844, at="1.2 重點政策清單", opened=True),
    Screen("preview-1280-timeline", 1280, 900, at="timeline"),
)


def browser() -> str | None:
    """A Chromium on the path."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def changed_preview(folder: Path) -> Path:
    """The page of the bundled draft after the changes by hand."""
    settings = demo_settings(load_settings(), folder)
    store = Store(settings.store_url)
    run_demo(settings, store, lambda _step: None)
    markdown, _provenance = write_draft(bundled_draft(store), folder / "drafts")
    text = markdown.read_text("utf-8")
    for old, new in CHANGES:
        assert old in text, old
        text = text.replace(old, new, 1)
    markdown.write_text(text, encoding="utf-8")
    os.environ["WORKBENCH_HOME"] = str(settings.home)
    sys.argv = ["workbench", "preview", str(markdown)]
    with suppress(SystemExit):
        workbench()
    return markdown.with_suffix(".html")


def take(screen: Screen, page: Path, chromium: str, out: Path) -> None:
    """Take one picture; fails on any message or request of the page."""
    html = page.read_text("utf-8")
    shown = page.with_name(f"{screen.name}.page.html")
    shown.write_text(as_seen(html, screen), encoding="utf-8")
    anchor = _anchor(html, screen.at)
    frame = page.with_name(f"{screen.name}.frame.html")
    frame.write_text(
        _FRAME.format(
            page=shown.name + anchor, width=screen.width, height=screen.height, ground="#000" if screen.dark else "#fff"
        ),
        encoding="utf-8",
    )
    picture = out / f"{screen.name}.png"
    said = look(
        chromium, frame, f"--screenshot={picture}", f"--window-size={max(screen.width, 600)},{screen.height + 200}"
    )
    assert not _MESSAGE.search(said), said
    with Image.open(picture) as taken:
        taken.crop((0, 0, screen.width, screen.height)).quantize(256).save(picture, optimize=True)


def look(chromium: str, page: Path, *options: str) -> str:
    """Open a page in a headless Chromium that reaches no host; what it says on its console."""
    with tempfile.TemporaryDirectory() as profile:
        ended = subprocess.run(
            [
                chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--enable-logging=stderr", "--log-level=0",
                "--v=0", f"--user-data-dir={profile}", "--host-resolver-rules=MAP * ~NOTFOUND", "--allow-file-access-from-files",
                "--force-device-scale-factor=1", "--disable-background-networking", "--disable-component-update", "--lang=zh-TW",
                *options, page.as_uri(),
            ],
            capture_output=True, text=True, check=True, timeout=120,
        )  # fmt: skip
    return "\n".join(line for line in ended.stderr.splitlines() if "CONSOLE" in line or "net_error" in line)


def as_seen(html: str, screen: Screen) -> str:
    """The page as a reader's dark setting, or a tap on the first mark after a heading, would leave it."""
    if screen.dark:
        html = html.replace("(prefers-color-scheme: dark)", "all", 1).replace(
            "color-scheme: light dark", "color-scheme: dark"
        )
    if screen.opened:
        place = html.index(_anchor(html, screen.at).replace("#", 'id="'))
        mark = html.index('<span class="source" popover', place)
        html = html[:mark] + html[mark:].replace(
            '<span class="source" popover', '<span style="display:block" class="source" popover', 1
        )
    return html


def _anchor(html: str, at: str) -> str:
    if not at or f'id="{at}"' in html:
        return f"#{at}" if at else ""
    found = re.search(rf'<h\d[^>]* id="(?P<id>L\d+)"[^>]*>{re.escape(at)}', html)
    assert found is not None, at
    return f"#{found['id']}"


def main() -> None:
    chromium = browser()
    if chromium is None:
        print(f"no pictures taken: none of {', '.join(BROWSERS)} is installed")
        return
    with tempfile.TemporaryDirectory() as folder:
        page = changed_preview(Path(folder))
        for screen in SCREENS:
            if f'id="{screen.at}"' not in page.read_text("utf-8") and screen.at == "timeline":
                continue
            take(screen, page, chromium, OUT)
            print(f"{screen.name}.png {(OUT / f'{screen.name}.png').stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
