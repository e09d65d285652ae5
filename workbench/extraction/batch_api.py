"""The provider's Message Batches: submit, look for, wait for, read. Transient failures are retried, within a budget of time.

A submission is sent once. If it is not known whether it arrived (the connection broke, the server failed), nothing is sent
again before the list of batches was searched: a batch that arrived will be worked on, and paid.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import httpx2
import stamina

from workbench.errors import WorkbenchError
from workbench.extraction.client import has_credentials
from workbench.extraction.records import hide_secrets
from workbench.language import _

if TYPE_CHECKING:
    from anthropic import Anthropic

MOST_REQUESTS = 10_000
MOST_BYTES = 32 * 2**20
"""Of one batch here; the API takes 100,000 requests and 256 MB, and a body is in memory as a whole."""

PATIENCE = 300.0
"""Seconds that one question to the API is tried again for."""


class NotTaken(Exception):
    """A submission that the API declined: it is certain that there is no such batch."""


class Doubtful(Exception):
    """A submission of which nobody knows whether it arrived."""


class Gone(Exception):
    """A batch that the API knows nothing of any more."""


@dataclass(frozen=True)
class RemoteBatch:
    """A batch as the API reports it."""

    id: str
    ended: bool
    created_at: datetime
    counts: Mapping[str, int]
    """Requests by processing, succeeded, errored, canceled, expired."""

    @property
    def requests(self) -> int:
        """Requests in it."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class Result:
    """What became of one request: succeeded, errored, canceled or expired."""

    custom_id: str
    state: str
    message: Mapping[str, Any] | None
    """The answer, as the Messages API gives it."""
    error: str
    """Kind and words of an error."""
    error_kind: str


class BatchApi:
    """Anthropic's Message Batches by its SDK, whose own retries are off."""

    def __init__(self, timeout: float) -> None:
        """`timeout` in seconds, of one question."""
        if not has_credentials():
            raise WorkbenchError(
                _("batches need the API, and no key is set"),
                where="ANTHROPIC_API_KEY",
                way_out=_("Set ANTHROPIC_API_KEY, or extract without --batch"),
            )
        self._timeout = timeout
        self._made: Anthropic | None = None

    def submit(self, requests: Sequence[tuple[str, Mapping[str, Any]]]) -> str:
        """Submit (custom id, body of a request) pairs; returns the batch's id. Raises `NotTaken` or `Doubtful`."""
        import anthropic

        made: list[Any] = [{"custom_id": custom_id, "params": body} for custom_id, body in requests]
        try:
            for attempt in stamina.retry_context(on=_declined_for_now, attempts=None, timeout=PATIENCE):
                with attempt:
                    return self._sdk.messages.batches.create(requests=made).id
        except anthropic.APIStatusError as error:
            if error.status_code < 500 or error.status_code == 529:
                raise NotTaken(hide_secrets(f"{error.status_code}: {error.message}")) from None
            raise Doubtful(f"{error.status_code}") from None
        except anthropic.APIConnectionError as error:
            raise Doubtful(str(error)) from None
        raise AssertionError("a retry context ends by returning or raising")

    def listed(self) -> Iterator[RemoteBatch]:
        """The batches of this account, newest first."""
        after: str | None = None
        while True:
            page = self._asked(lambda after=after: self._sdk.messages.batches.list(limit=100, **_from(after)))
            yield from map(_remote, page.data)
            if not page.has_more or not page.data:
                return
            after = page.data[-1].id

    def look_at(self, id_: str) -> RemoteBatch:
        """How far a batch is; raises `Gone`."""
        return _remote(self._asked(lambda: self._sdk.messages.batches.retrieve(id_)))

    def results(self, id_: str) -> Iterator[Result]:
        """The results of a batch that has ended, one after the other; raises `Gone` where they are kept no longer.

        After a broken connection they are read from the beginning again, so that some may come twice.
        """
        import anthropic

        try:
            for attempt in stamina.retry_context(on=_may_pass, attempts=None, timeout=PATIENCE, wait_max=30):
                with attempt:
                    for each in self._sdk.messages.batches.results(id_):
                        yield _result(each.model_dump(mode="json", exclude_unset=True))
        except anthropic.NotFoundError as error:
            raise Gone(error.message) from None
        except (anthropic.APIError, httpx2.TransportError) as error:
            raise _refused(str(error)) from None

    @property
    def _sdk(self) -> Anthropic:
        if self._made is None:
            import anthropic

            self._made = anthropic.Anthropic(max_retries=0, timeout=self._timeout)
        return self._made

    def _asked(self, question: Any) -> Any:
        import anthropic

        try:
            for attempt in stamina.retry_context(on=_may_pass, attempts=None, timeout=PATIENCE, wait_max=30):
                with attempt:
                    return question()
        except anthropic.NotFoundError as error:
            raise Gone(error.message) from None
        except anthropic.APIStatusError as error:
            raise _refused(f"{error.status_code}: {error.message}") from None
        except anthropic.APIConnectionError as error:
            raise _refused(str(error)) from None
        raise AssertionError("a retry context ends by returning or raising")


def _refused(told: str) -> WorkbenchError:
    return WorkbenchError(
        _("the API does not list its batches: {cause}").format(cause=hide_secrets(told)),
        way_out=_("Nothing is lost: `workbench extract --batch --resume` goes on"),
    )


def _may_pass(error: Exception) -> bool:
    import anthropic

    if isinstance(error, anthropic.APIStatusError):
        return error.status_code in {408, 409, 429} or error.status_code >= 500
    return isinstance(error, anthropic.APIConnectionError | httpx2.TransportError)


def _declined_for_now(error: Exception) -> bool:
    import anthropic

    return isinstance(error, anthropic.APIStatusError) and error.status_code in {429, 529}


def _from(after: str | None) -> dict[str, Any]:
    return {} if after is None else {"after_id": after}


def _remote(told: Any) -> RemoteBatch:
    counts = {name: int(count) for name, count in told.request_counts.model_dump().items()}
    return RemoteBatch(told.id, told.processing_status == "ended", told.created_at, counts)


def _result(told: Mapping[str, Any]) -> Result:
    result = json.loads(hide_secrets(json.dumps(told["result"], ensure_ascii=False)))
    error = (result.get("error") or {}).get("error") or {}
    kind = str(error.get("type") or "")
    return Result(told["custom_id"], result["type"], result.get("message"), f"{kind}: {error.get('message', '')}", kind)
