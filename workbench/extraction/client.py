"""The model's client: Instructor over Anthropic's SDK over the stored-first transport, made once."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel

from workbench.extraction.cache import ResponseCache
from workbench.extraction.exchanges import Attempt, Task, asking
from workbench.extraction.outcomes import Outcome, outcome_of
from workbench.extraction.recordings import Recordings
from workbench.extraction.requests import CanonicalRequest, canonical_request
from workbench.extraction.transport import StoredFirstTransport, find_stored
from workbench.resources import resource_dir
from workbench.settings import ModelSettings, Settings

if TYPE_CHECKING:
    from anthropic import AsyncAnthropic
    from instructor import AsyncInstructor

Mode = Literal["native", "tools"]

# Later models answer 400 to a forced tool; what is not known is taken for later.
_TAKES_FORCED_TOOLS = re.compile(
    r"claude-(?:3|haiku-4|haiku-5|sonnet-4|opus-4)(?:-|$)|claude-(?:sonnet|opus|fable|mythos)-5$"
)


@dataclass(frozen=True)
class Answer:
    """What came of one question: the attempts in order, how it ended, and what to tell about it."""

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
        concurrency: int = 8,
    ) -> None:
        """Without credentials the client is offline: stored answers are all there is."""
        self.settings = settings.model
        self.mode = mode_for(settings.model)
        self.offline = offline or not has_credentials()
        self._cache = ResponseCache(settings.cache_dir)
        self._recordings = Recordings(recordings or bundled_recordings())
        self._record_dir = record_dir
        self._concurrency = concurrency
        self._open: tuple[AsyncInstructor, StoredFirstTransport] | None = None

    @property
    def notices(self) -> tuple[str, ...]:
        """What a person should be told about the response cache."""
        return tuple(self._cache.notices)

    async def ask(
        self,
        response_model: type[BaseModel],
        system: str,
        content: Sequence[Mapping[str, Any]],
        *,
        article: str,
        label: str,
        task: Task,
    ) -> Answer:
        """One question: `system` is our text, `content` the user's turn as blocks. An invalid answer is sent back.

        `article` names the work in messages, `label` the files of recorded answers.
        """
        with asking(article, label, task) as work:
            try:
                await self._instructor().create(
                    response_model=response_model,
                    max_retries=self.settings.retries,
                    **self._arguments(system, content),
                )
            except Exception as error:
                outcome, detail = outcome_of(error)
                return Answer(tuple(work.attempts), outcome, detail)
            return Answer(tuple(work.attempts), "complete", "")

    def has_stored(
        self, response_model: Callable[[], type[BaseModel]], system: str, content: Sequence[Mapping[str, Any]]
    ) -> bool:
        """Whether the cache or a recording answers this question; nothing is imported or asked where both are empty."""
        if not len(self._recordings) and not len(self._cache):
            return False
        request = self._request(response_model(), system, content)
        return find_stored(request.key, self._cache, self._recordings) is not None

    async def aclose(self) -> None:
        """Close the connections; the next question makes new ones."""
        if self._open is not None:
            await self._open[1].aclose()
            self._open = None

    def _arguments(self, system: str, content: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        return {
            "model": self.settings.name,
            "max_tokens": self.settings.max_tokens,
            "system": [{"type": "text", "text": system, "cache_control": {"type": "ephemeral"}}],
            "messages": [{"role": "user", "content": list(content)}],
        }

    def _request(
        self, response_model: type[BaseModel], system: str, content: Sequence[Mapping[str, Any]]
    ) -> CanonicalRequest:
        """The request that `ask` sends first."""
        from workbench.extraction.handlers import NativeHandler, ToolsHandler

        handler = NativeHandler() if self.mode == "native" else ToolsHandler()
        _, body = handler.prepare_request(response_model, self._arguments(system, content))
        headers = {name: value for name, value in _sdk().default_headers.items() if isinstance(value, str)}
        return canonical_request("POST", "/v1/messages", headers, body)

    def _instructor(self) -> AsyncInstructor:
        if self._open is None:
            transport = StoredFirstTransport(
                self._cache,
                self._recordings,
                offline=self.offline,
                record_dir=self._record_dir,
                concurrency=self._concurrency,
            )
            self._open = (self._made(transport), transport)
        return self._open[0]

    def _made(self, transport: StoredFirstTransport) -> AsyncInstructor:
        import httpx2
        import instructor

        from workbench.extraction import handlers  # noqa: F401  (registers them)

        # What went wrong is told by the outcome; without this their log lines go to stderr.
        for library in ("instructor", "stamina"):
            logging.getLogger(library).addHandler(logging.NullHandler())
        sdk = _sdk(timeout=self.settings.timeout_seconds, http_client=httpx2.AsyncClient(transport=transport))
        modes = {"native": instructor.Mode.JSON_SCHEMA, "tools": instructor.Mode.TOOLS}
        return instructor.from_anthropic(sdk, mode=modes[self.mode])


def _sdk(**options: Any) -> AsyncAnthropic:
    """Anthropic's client, its own retries off. The SDK wants some key to be built at all, even where none is sent."""
    import anthropic

    key = None if has_credentials() else "absent"
    return anthropic.AsyncAnthropic(api_key=key, max_retries=0, **options)
