"""The model's client: Instructor over Anthropic's SDK over the stored-first transport, made once."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast

from pydantic import BaseModel

from workbench.extraction.budget import Budget
from workbench.extraction.cache import ResponseCache
from workbench.extraction.exchanges import Asking, Attempt, Judge, Source, Task, asking, judge_last, note_attempt
from workbench.extraction.outcomes import Outcome, ending_of, outcome_of
from workbench.extraction.prices import is_priced
from workbench.extraction.recordings import Recordings
from workbench.extraction.records import ResponseRecord, StoredResponse, is_complete
from workbench.extraction.requests import PATH, CanonicalRequest, canonical_request, write_frame
from workbench.extraction.throttle import REQUESTS_UNDER_WAY
from workbench.extraction.transport import StoredFirstTransport, find_stored
from workbench.resources import resource_dir
from workbench.settings import ModelSettings, Settings

if TYPE_CHECKING:
    from workbench.extraction.handlers import NativeHandler, ToolsHandler
    from workbench.extraction.sending import PreparedAnthropic

Mode = Literal["native", "tools"]

# Later models answer 400 to a forced tool; what is not known is taken for later.
_TAKES_FORCED_TOOLS = re.compile(
    r"claude-(?:3|haiku-4|haiku-5|sonnet-4|opus-4)(?:-|$)|claude-(?:sonnet|opus|fable|mythos)-5$"
)


@dataclass(frozen=True)
class Answer:
    """Result of one question: the attempts in order, how it ended, and a message about it."""

    attempts: tuple[Attempt, ...]
    outcome: Outcome
    detail: str


def bundled_recordings() -> Path:
    """Folder of the recorded answers that travel with the program."""
    return resource_dir("fixtures") / "responses"


def mode_for(settings: ModelSettings) -> Mode:
    """How the answer's form is asked for: as set, or by what the model accepts."""
    if settings.mode != "auto":
        return settings.mode
    return "tools" if _TAKES_FORCED_TOOLS.match(settings.name) else "native"


def has_credentials(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the API can be asked at all."""
    return bool(environment.get("ANTHROPIC_API_KEY") or environment.get("ANTHROPIC_AUTH_TOKEN"))


class Batches(Protocol):
    """Takes the requests that nothing stored answers, to be answered together later."""

    def is_unaccounted(self, key: str) -> bool:
        """Whether a batch answered this request and no run accounts for that yet."""
        ...

    def unfinished(self, key: str) -> StoredResponse | None:
        """An answer that a batch gave and that was cut off or declined; it was paid all the same."""
        ...

    def take(self, request: CanonicalRequest, work: Asking) -> tuple[Outcome, str]:
        """Accepts a request, or says why none is accepted any more; how its question ends for now, with a message."""
        ...


class ModelClient:
    """Asks the model for an answer of a given form, and says how it ended; never raises for what the model does.

    Cache and recordings are open as long as the client is; connections are made when first needed and may be closed
    in between, so that one client serves several event loops one after the other.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        offline: bool = False,
        recordings: Path | None = None,
        record_dir: Path | None = None,
        concurrency: int = REQUESTS_UNDER_WAY,
        max_cost: float | None = None,
        batches: Batches | None = None,
    ) -> None:
        """Without credentials the client is offline: stored answers are all there is.

        `max_cost` in USD bounds what all requests of this client may cost; `batches` takes what would be sent.
        """
        self.settings = settings.model
        self.mode = mode_for(settings.model)
        self.offline = offline or not has_credentials()
        self.budget = Budget(max_cost)
        self._cache = ResponseCache(settings.cache_dir)
        self._recordings = Recordings(recordings or bundled_recordings())
        self._record_dir = record_dir
        self._concurrency = concurrency
        self._batches = batches
        self._frames: dict[tuple[type[BaseModel], str], _Frame] = {}
        self._told: list[str] = []
        self._open: tuple[PreparedAnthropic, StoredFirstTransport] | None = None

    @property
    def notices(self) -> tuple[str, ...]:
        """What the user should know about the response cache and the API."""
        return tuple(dict.fromkeys([*self._cache.notices, *self._told]))

    async def ask(
        self,
        response_model: Callable[[], type[BaseModel]],
        system: str,
        content: Sequence[Mapping[str, Any]],
        *,
        article: str,
        label: str,
        task: Task,
        document: str = "",
        judge: Judge | None = None,
    ) -> Answer:
        """One question: `system` is our text, `content` the user's turn as blocks. An invalid answer is sent back.

        `article` is the article's name in messages, `label` the name of recordings, `document` its id. `judge` judges
        finished answers against the article; without one the response model does, on the event loop.
        """
        with asking(article, label, task, document, judge) as work:
            model = response_model()
            frame = self._frame(model, system)
            asked = frame.body(content)
            stored = await self._stored_answer(work, asked, frame)
            if stored is not None:
                return stored
            try:
                await self._asked(model, asked)
            except Exception as error:
                outcome, detail = outcome_of(error)
                return Answer(tuple(work.attempts), outcome, detail)
            return Answer(tuple(work.attempts), "complete", "")

    async def _asked(self, model: type[BaseModel], body: dict[str, Any]) -> None:
        """Ask, and have Instructor send invalid items back for correction.

        This calls the retry loop below Instructor's `create`: what `create` does first is done already, and would take a
        millisecond a question, most of it in a search for validators of a kind that is not used here.
        """
        from instructor.v2.core.providers import Provider
        from instructor.v2.core.retry import retry_async_v2

        from workbench.extraction.handlers import ResponseForm

        await retry_async_v2(
            func=self._sdk().messages.create,
            response_model=cast("type[BaseModel]", ResponseForm(model)),
            provider=Provider.ANTHROPIC,
            mode=self._handler().mode,
            context=None,
            max_retries=self.settings.retries,
            args=(),
            kwargs=body,
            strict=True,
        )

    def has_stored(
        self, response_model: Callable[[], type[BaseModel]], system: str, content: Sequence[Mapping[str, Any]]
    ) -> bool:
        """Whether the cache or a recording answers this question; nothing is imported or asked where both are empty."""
        if not len(self._recordings) and not len(self._cache):
            return False
        frame = self._frame(response_model(), system)
        return find_stored(frame.request(frame.body(content)).key, self._cache, self._recordings) is not None

    def open(self) -> None:
        """Make the SDK client now instead of at the first question: its imports take a second, the price list a tenth."""
        self._handler()
        self._sdk()
        is_priced(self.settings.name)

    def stop(self) -> None:
        """Send nothing any more; what is in progress is still answered and kept."""
        if self._open is not None:
            self._open[1].stop()

    async def aclose(self) -> None:
        """Close the connections; the next question makes new ones."""
        if self._open is not None:
            await self._open[1].aclose()
            self._open = None

    async def _stored_answer(self, work: Asking, asked: dict[str, Any], frame: _Frame) -> Answer | None:
        """The answer from stored responses alone, with the same corrections that Instructor would send, without its cost.

        None where a response is missing; no attempt is noted then. With batches, the missing request is handed to them and
        the answer says so.
        """
        if work.judge is None:
            return None
        from workbench.extraction.handlers import Unsound
        from workbench.extraction.sending import Received

        handler = self._handler()
        for attempt in range(self.settings.retries + 1):
            request = frame.request(asked)
            found = self._found(request)
            if found is None and self._batches and not self.offline:
                outcome, told = self._batches.take(request, work)
                return Answer(tuple(work.attempts), outcome, told)
            if found is None:
                work.prepared = request
                break
            source, answer = found
            finished = is_complete(answer.status, answer.body)
            note_attempt(request.key, source, answer.status, self.settings.name, answer.body)
            if not finished:
                return Answer(tuple(work.attempts), *ending_of(answer.body))
            correction = (await judge_last()).judged.correction
            if correction is None:
                return Answer(tuple(work.attempts), "complete", "")
            if attempt == self.settings.retries:
                return Answer(tuple(work.attempts), "invalid", correction)
            received = Received(answer.content(), answer.body.get("stop_reason"))
            asked = handler.handle_reask(asked, received, Unsound(correction))
        work.attempts.clear()
        return None

    def _found(self, request: CanonicalRequest) -> tuple[Source, StoredResponse] | None:
        """A stored answer that is finished, or any answer that a batch gave."""
        if self._batches:
            unfinished = self._batches.unfinished(request.key)
            if unfinished is not None:
                return "batch", unfinished
        found = find_stored(request.key, self._cache, self._recordings)
        if found is None or not is_complete(found[1].status, found[1].body):
            return None
        return ("batch", found[1]) if self._batches and self._batches.is_unaccounted(request.key) else found

    def keep(self, records: Sequence[ResponseRecord]) -> None:
        """Store answers that did not come through this client: those of batches."""
        self._cache.put_all(records)

    def _frame(self, model: type[BaseModel], system: str) -> _Frame:
        """What the questions of a task have in common, prepared once."""
        if (model, system) not in self._frames:
            arguments = {
                "model": self.settings.name,
                "max_tokens": self.settings.max_tokens,
                "system": [{"type": "text", "text": system, "cache_control": {"type": "ephemeral"}}],
                "messages": [],
            }
            self._frames[model, system] = _Frame(self._handler().prepare_request(model, arguments)[1])
        return self._frames[model, system]

    def _handler(self) -> NativeHandler | ToolsHandler:
        from workbench.extraction.handlers import NativeHandler, ToolsHandler

        return NativeHandler() if self.mode == "native" else ToolsHandler()

    def _sdk(self) -> PreparedAnthropic:
        """Anthropic's client over the transport, made when it is first needed."""
        if self._open is None:
            # The outcome reports what went wrong; without this Instructor's log lines go to stderr.
            for library in ("instructor", "stamina"):
                logging.getLogger(library).addHandler(logging.NullHandler())
            transport = StoredFirstTransport(
                self._cache,
                self._recordings,
                offline=self.offline,
                record_dir=self._record_dir,
                concurrency=self._concurrency,
                budget=self.budget,
                on_notice=self._told.append,
            )
            sdk = _sdk(self._concurrency, timeout=self.settings.timeout_seconds, transport=transport)
            self._open = sdk, transport
        return self._open[0]


class _Frame:
    """The part that all questions of a task share (everything but the messages), prepared and written once."""

    def __init__(self, prepared: Mapping[str, Any]) -> None:
        """`prepared`: the body of such a question."""
        self._prepared = prepared
        self._written = write_frame("POST", PATH, _kept_headers(), prepared)

    def body(self, content: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """The body of the question with this content."""
        return {**self._prepared, "messages": [{"role": "user", "content": list(content)}]}

    def request(self, body: Mapping[str, Any]) -> CanonicalRequest:
        """The request that is sent for a body of this task."""
        return canonical_request("POST", PATH, _kept_headers(), body, self._written)


@lru_cache
def _kept_headers() -> Mapping[str, str]:
    """The headers of the SDK that are part of a request."""
    return _sdk().kept_headers


def _sdk(most: int = 1, **options: Any) -> PreparedAnthropic:
    """Anthropic's client. The SDK wants some key to be built at all, even where none is sent."""
    from workbench.extraction.sending import PreparedAnthropic

    key = None if has_credentials() else "absent"
    return PreparedAnthropic(most, api_key=key, **options)
