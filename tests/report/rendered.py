"""The demonstration's draft as other programs render it, checked: `python -m tests.report.rendered`, or `make rendered`.

Rendered by kramdown with the GFM parser (what the site uses), by plain kramdown and by Python-Markdown, whichever are
there; a line says which are not and how to have them. Installs nothing. Exit code 1 where anything is wrong.
"""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from tests.demo.bundled_draft import DRAFTS
from tests.report.preview_screens import browser, look

ROOT = Path(__file__).resolve().parents[2]
MARKDOWN_FOLDER = ROOT / ".rendered"
RUBY = 'require "kramdown"; require "kramdown-parser-gfm"; text = STDIN.read; '
WAYS = {
    "kramdown, GFM": RUBY + 'puts Kramdown::Document.new(text, input: "GFM", hard_wrap: false).to_html',
    "kramdown": RUBY + "puts Kramdown::Document.new(text).to_html",
}
PYTHON_MARKDOWN = (
    "import sys, markdown; sys.stdout.write(markdown.markdown(sys.stdin.read(), "
    "extensions=['tables', 'attr_list', 'md_in_html', 'sane_lists']))"
)
ELEMENTS = {
    "article-summary": {"h2"}, "speakable-content": {"h2"}, "key-answer": {"h2", "h3"}, "actionable-steps": {"h3"},
    "comparison-table": {"table"}, "key-takeaway": {"div"}, "data-highlight": {"span"},
}  # fmt: skip
"""Class of the form -> the elements that it is meant for."""
_RAW = re.compile(
    r"\*\*|\{:|\{\{|\{%|markdown=|</?\w+[ >]|^\s*\|.*\|\s*$|^#{1,6} |\[[^\]]*\]\([^)]*\)|&\w+;|&#\d+;", re.MULTILINE
)
_OWN_CLASS = re.compile(r"task-list|contains-task")


@dataclass
class Rendered(HTMLParser):
    """What a page of HTML holds: classes with their elements, tables, and its text."""

    html: str
    classes: list[tuple[str, str]] = field(default_factory=list)
    tables: int = 0
    text: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tables += tag == "table"
        self.classes += [(name, tag) for key, value in attrs if key == "class" for name in (value or "").split()]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def body_of(markdown: str) -> str:
    """A draft without its front matter, which a site takes away before it renders."""
    return re.sub(r"\A---\n.*?^---\n", "", markdown, count=1, flags=re.DOTALL | re.MULTILINE)


def faults(markdown: str, html: str) -> Iterator[str]:
    """What a rendering of a draft has got wrong, a line each."""
    body, page = body_of(markdown), Rendered(html)
    for name, elements in ELEMENTS.items():
        meant = len(re.findall(rf'\{{:[^}}]*\.{name}\b|class="{name}"', body))
        met = [tag for found, tag in page.classes if found == name]
        if len(met) != meant or not set(met) <= elements:
            yield f"class {name}: {meant} meant for {'/'.join(sorted(elements))}, on {met[:5]} ({len(met)})"
    tables = len(re.findall(r"^\|[-| ]+\|$", body, re.MULTILINE))
    if page.tables != tables:
        yield f"{tables} tables, {page.tables} of them rendered as such"
    for raw in _RAW.findall("".join(page.text)):
        yield f"raw mark-up in the text: {raw!r}"
    strange = {name for name, _ in page.classes if name not in ELEMENTS and not _OWN_CLASS.match(name)}
    if strange:
        yield f"classes that are not the form's: {sorted(strange)}"


def has_kramdown() -> bool:
    """Whether Ruby is there with kramdown and its GFM parser."""
    ruby = shutil.which("ruby")
    return (
        ruby is not None and subprocess.run([ruby, "-e", RUBY.split("text =")[0]], capture_output=True).returncode == 0
    )


def has_python_markdown() -> bool:
    """Whether Python-Markdown lies in its folder, or is installed."""
    return (MARKDOWN_FOLDER / "markdown").is_dir() or importlib.util.find_spec("markdown") is not None


def by_kramdown(way: str, markdown: str) -> str:
    """A draft rendered in one of the `WAYS`."""
    return subprocess.run(
        ["ruby", "-e", WAYS[way]], input=body_of(markdown), capture_output=True, text=True, check=True
    ).stdout


def by_python_markdown(markdown: str) -> str:
    """A draft rendered by Python-Markdown; its attribute lists follow a heading on the same line, so they are moved there."""
    moved = re.sub(r"^(#+ .*)\n\{: ?(.*)\}$", r"\1 {: \2 }", body_of(markdown), flags=re.MULTILINE)
    moved = re.sub(r"^\{: \.comparison-table\}$", "", moved, flags=re.MULTILINE)
    return subprocess.run(
        [sys.executable, "-c", PYTHON_MARKDOWN], input=moved, capture_output=True, text=True, check=True,
        env={"PYTHONPATH": str(MARKDOWN_FOLDER), "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"},
    ).stdout  # fmt: skip


def page_messages(page: Path) -> str:
    """What a page says on the console of a headless Chromium that reaches no host; nothing where all is well."""
    chromium = browser()
    assert chromium is not None
    return look(chromium, page, "--dump-dom")


def main() -> int:
    """Check the bundled draft in every way that is there; the number of faults, at most one as exit code."""
    markdown = next(DRAFTS.glob("*-policy-tracker.md")).read_text("utf-8")
    found: list[str] = []
    if has_kramdown():
        for way in WAYS:
            found += _told(way, list(faults(markdown, by_kramdown(way, markdown))))
    else:
        print("kramdown: not here (apt-get install ruby-kramdown ruby-kramdown-parser-gfm)")
    if has_python_markdown():
        found += _told(
            "Python-Markdown",
            [fault for fault in faults(markdown, by_python_markdown(markdown)) if "comparison-table" not in fault],
        )
    else:
        print("Python-Markdown: not here (pip install --target .rendered markdown)")
    if browser():
        with tempfile.TemporaryDirectory() as folder:
            from tests.report.preview_screens import changed_preview

            said = page_messages(changed_preview(Path(folder)))
            found += _told("the page in Chromium", [said] if said else [])
    else:
        print("Chromium: not here (apt-get install chromium)")
    return min(1, len(found))


def _told(way: str, found: list[str]) -> list[str]:
    print(f"{way}: {'as meant' if not found else json.dumps(found, ensure_ascii=False, indent=1)}")
    return found


if __name__ == "__main__":
    sys.exit(main())
