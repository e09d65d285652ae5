"""The model's client: Instructor over Anthropic's SDK over the stored-first transport, made once."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel

from workbench.extraction.exchanges import Attempt, asking
from workbench.extraction.outcomes import Outcome, outcome_of
from workbench.settings import ModelSettings

if TYPE_CHECKING:
    from instructor import AsyncInstructor

    from workbench.extraction.transport import StoredFirstTransport

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


def mode_for(settings: ModelSettings) -> Mode:
    """How the answer's form is asked for: as set, or by what the model accepts."""
    if settings.mode != "auto":
        return settings.mode
    return "tools" if _TAKES_FORCED_TOOLS.match(settings.name) else "native"


def has_credentials(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the API can be asked at all."""
    return bool(environment.get("ANTHROPIC_API_KEY") or environment.get("ANTHROPIC_AUTH_TOKEN"))


class ModelClient:
    """Asks the model for an answer of a given form, and says how it ended; never raises for what the model does."""

    def __init__(self, settings: ModelSettings, transport: StoredFirstTransport) -> None:
        self.settings = settings
        self.mode = mode_for(settings)
        self._transport = transport
        self._instructor: AsyncInstructor | None = None

    async def ask(
        self,
        response_model: type[BaseModel],
        system: str,
        content: Sequence[Mapping[str, Any]],
        *,
        article: str,
        label: str,
    ) -> Answer:
        """One question: `system` is our text, `content` the user's turn as blocks. An invalid answer is sent back.

        `article` names the work in messages, `label` the files of recorded answers.
        """
        turn: Any = {"role": "user", "content": list(content)}
        with asking(article, label) as work:
            try:
                await self._client().create(
                    response_model=response_model,
                    max_retries=self.settings.retries,
                    model=self.settings.name,
                    max_tokens=self.settings.max_tokens,
                    system=[{"type": "text", "text": system, "cache_control": {"type": "ephemeral"}}],
                    messages=[turn],
                )
            except Exception as error:
                outcome, detail = outcome_of(error)
                return Answer(tuple(work.attempts), outcome, detail)
            return Answer(tuple(work.attempts), "complete", "")

    async def aclose(self) -> None:
        """Close the connections."""
        await self._transport.aclose()

    def _client(self) -> AsyncInstructor:
        if self._instructor is None:
            self._instructor = self._made()
        return self._instructor

    def _made(self) -> AsyncInstructor:
        import anthropic
        import httpx2
        import instructor

        from workbench.extraction import handlers  # noqa: F401  (registers them)

        # What went wrong is told by the outcome; without this Instructor's log lines go to stderr.
        logging.getLogger("instructor").addHandler(logging.NullHandler())

        # Without credentials the transport answers from what is stored; the SDK wants some key to be built at all.
        key = None if has_credentials() else "absent"
        sdk = anthropic.AsyncAnthropic(
            api_key=key,
            max_retries=0,
            timeout=self.settings.timeout_seconds,
            http_client=httpx2.AsyncClient(transport=self._transport),
        )
        modes = {"native": instructor.Mode.JSON_SCHEMA, "tools": instructor.Mode.TOOLS}
        return instructor.from_anthropic(sdk, mode=modes[self.mode])
