"""Whether the API can be reached, accepts the key, and knows the model: one free request, sent only on demand."""

from __future__ import annotations

from typing import Literal

from workbench.extraction.records import hide_secrets

Reached = Literal["known", "unknown_model", "denied", "faulty", "unreachable"]

PATIENCE = 15.0
"""Seconds that the API has to answer."""


def reach_api(model: str) -> tuple[Reached, str]:
    """How the API answers when it is asked about a model, and what it said; without a key there is nothing to ask with."""
    import anthropic

    try:
        with anthropic.Anthropic(max_retries=0, timeout=PATIENCE) as client:
            client.models.retrieve(model)
    except anthropic.NotFoundError as error:
        return "unknown_model", _told(error)
    except (anthropic.AuthenticationError, anthropic.PermissionDeniedError) as error:
        return "denied", _told(error)
    except anthropic.APIStatusError as error:
        return "faulty", _told(error)
    except anthropic.APIConnectionError as error:
        return "unreachable", hide_secrets(str(error.__cause__ or error))
    return "known", ""


def _told(error: object) -> str:
    status, body = getattr(error, "status_code", ""), getattr(error, "body", None)
    said = body.get("error") if isinstance(body, dict) else None
    words = said.get("message") if isinstance(said, dict) else None
    return hide_secrets(f"{status}: {words}" if words else str(status))
