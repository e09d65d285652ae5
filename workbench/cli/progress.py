"""Progress of an extraction on stderr: a bar on a terminal; elsewhere one line per article and a summary now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from workbench.cli.output import note
from workbench.escape import printable_line
from workbench.language import _

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from workbench.facts.document import DocumentHead
    from workbench.pipeline.extracting import Progress
    from workbench.pipeline.tally import Tally

SUMMARY_SECONDS = 30.0
"""Between two summaries where lines are printed."""


class Shown(Protocol):
    """Where progress is shown."""

    def step(self, step: Progress) -> None:
        """An article is stored."""
        ...

    def tell(self, line: str) -> None:
        """Something else happened."""
        ...


@contextmanager
def progress_shown() -> Iterator[Shown]:
    """A bar where stderr is a terminal, lines where it is not."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
    from rich.text import Text

    class Board(Progress):
        """The bar, and under it the run in a line that may wrap."""

        def get_renderables(self) -> Iterator[RenderableType]:
            yield self.make_tasks_table(self.tasks)
            for task in self.tasks:
                yield Text(task.fields["told"])

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Board(*columns, console=Console(stderr=True, highlight=False), transient=True) as bar:
        yield _Bar(bar)


class _Lines:
    def __init__(self) -> None:
        self._told = time.monotonic()

    def step(self, step: Progress) -> None:
        note(step_line(step))
        if time.monotonic() - self._told >= SUMMARY_SECONDS:
            self._told = time.monotonic()
            note(tally_line(step.tally))

    def tell(self, line: str) -> None:
        note(line)


class _Bar:
    """The bar, and above it only what a person must know of: articles with trouble, what was refused."""

    def __init__(self, bar: Bar) -> None:
        self._bar = bar
        self._task: TaskID | None = None

    def step(self, step: Progress) -> None:
        from workbench.extraction.outcomes import ANSWERED

        if self._task is None:
            self._task = self._bar.add_task(_("articles"), total=step.total, told="")
        self._bar.update(self._task, completed=step.tally.done, total=step.total, told=tally_line(step.tally))
        if step.outcome not in ANSWERED or step.rejections:
            self.tell(step_line(step))

    def tell(self, line: str) -> None:
        from rich.text import Text

        self._bar.console.print(Text(printable_line(line)))


def step_line(step: Progress) -> str:
    """An article in a line."""
    from workbench.extraction.outcomes import ANSWERED, outcome_name
    from workbench.review.wording import origin_name

    line = _("[{done}/{total}] {title}: {facts} facts ({engine})").format(
        done=step.done,
        total=step.total,
        title=document_name(step.document),
        facts=step.facts,
        engine=origin_name(step.engine),
    )
    if step.rejections:
        line += " · " + _("{rejected} refused").format(rejected=len(step.rejections))
    if step.outcome not in ANSWERED:
        line += f" · {outcome_name(step.outcome)}" + (f": {step.detail.splitlines()[0]}" if step.detail else "")
    return line


def tally_line(tally: Tally) -> str:
    """The whole run in a line: articles, facts, tokens, money, rate, time left; of money nothing where none is spent."""
    parts = [
        _("{done} done, {waiting} waiting, {failed} failed").format(
            done=tally.done, waiting=tally.waiting, failed=tally.failed
        ),
        _("{facts} facts").format(facts=tally.facts),
    ]
    if tally.asked:
        parts += [tokens_text(tally.paid.tokens), _money(tally)]
    parts.append(_("{rate:.0f} articles/min").format(rate=tally.rate))
    if tally.seconds_left is not None and tally.waiting:
        parts.append(_("{left} left").format(left=timedelta(seconds=round(tally.seconds_left))))
    return " · ".join(parts)


def tokens_text(tokens: dict[str, int]) -> str:
    """Tokens by kind."""
    return _("tokens {sent:,} in, {answered:,} out, {written:,} cached, {read:,} from cache").format(
        sent=tokens["input_tokens"],
        answered=tokens["output_tokens"],
        written=tokens["cache_creation_input_tokens"],
        read=tokens["cache_read_input_tokens"],
    )


def document_name(document: DocumentHead) -> str:
    """A document as it is named to people."""
    return document.title or document.name or document.id[:10]


def _money(tally: Tally) -> str:
    if tally.paid.usd is None:
        return _("price unknown")
    spent = _("{usd:.2f} USD").format(usd=tally.paid.usd)
    if tally.forecast is None or not tally.waiting:
        return spent
    return spent + " " + _("of about {forecast:.2f}").format(forecast=tally.forecast)
