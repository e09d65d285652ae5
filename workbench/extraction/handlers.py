"""How Instructor uses the Messages API here: native structured output, or one forced tool.

Registered in place of Instructor's own handlers of the two modes, which under this SDK imitate native mode by a prompt, treat
a refusal like an invalid answer, and send back pydantic's whole error text.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from instructor import Mode
from instructor.v2.core.decorators import register_mode_handler
from instructor.v2.core.errors import IncompleteOutputException, ResponseParsingError
from instructor.v2.core.providers import Provider
from instructor.v2.providers.anthropic.handlers import AnthropicHandlerBase
from pydantic import BaseModel, ValidationError

from workbench.extraction.exchanges import judged_last
from workbench.extraction.judging import unreadable
from workbench.extraction.outcomes import CUT_OFF, DECLINED, Interrupted, Refused
from workbench.extraction.payloads import NoPayload, payload_of
from workbench.extraction.sending import Received

TOOL_NAME = "record"
"""The tool that a model of the tools mode is made to call."""


class Unsound(ResponseParsingError):
    """An invalid answer, with the message that asks for a better one."""

    def __init__(self, correction: str) -> None:
        super().__init__(correction, mode="")
        self.correction = correction


@dataclass(frozen=True)
class ResponseForm:
    """A response model on its way through Instructor to `parse_response`.

    Instructor looks through all attributes of a class for validators of a kind that it cannot run, at every call.
    """

    model: type[BaseModel]


class _Handler(AnthropicHandlerBase):
    def convert_messages(self, messages: list[dict[str, Any]], autodetect_images: bool = False) -> list[dict[str, Any]]:  # noqa: ARG002
        return messages  # nothing reads the article on its way out

    def parse_response(
        self,
        response: Received,
        response_model: Any,
        validation_context: dict[str, Any] | None = None,  # noqa: ARG002
        strict: bool | None = None,  # noqa: ARG002
        stream: bool = False,  # noqa: ARG002
        is_async: bool = False,  # noqa: ARG002
    ) -> BaseModel:
        _require_complete(response)
        form: ResponseForm = response_model
        judged = judged_last()
        if judged is not None:  # by the form's own validators, in whatever process had time
            if judged.correction is not None:
                raise Unsound(judged.correction)
            parsed = form.model.model_construct()
            parsed._raw_response = response  # type: ignore[attr-defined]
            return parsed
        try:
            payload = payload_of(response.message.model_dump())
        except NoPayload as error:
            raise Unsound(unreadable(error)) from None
        try:
            parsed = form.model.model_validate(payload)
        except ValidationError as error:
            correct = form.model.correction  # type: ignore[attr-defined]
            raise Unsound(correct(error, payload)) from None
        parsed._raw_response = response  # type: ignore[attr-defined]
        return parsed


@register_mode_handler(Provider.ANTHROPIC, Mode.JSON_SCHEMA)
class NativeHandler(_Handler):
    """Native structured output: the API enforces the schema."""

    mode = Mode.JSON_SCHEMA

    def prepare_request(
        self, response_model: type[BaseModel] | None, kwargs: dict[str, Any]
    ) -> tuple[type[BaseModel] | None, dict[str, Any]]:
        """Adds the schema as `output_config`."""
        schema = {"type": "json_schema", "schema": _shown_schema(response_model)}
        return response_model, {**kwargs, "output_config": {"format": schema}}

    def handle_reask(self, kwargs: dict[str, Any], response: Received, exception: Exception) -> dict[str, Any]:
        """Adds the answer and what is wrong with it as two turns."""
        return _with_turns(kwargs, _dumped(response), _correction(exception))


@register_mode_handler(Provider.ANTHROPIC, Mode.TOOLS)
class ToolsHandler(_Handler):
    """One tool that the model must call; for models that have no native structured output."""

    mode = Mode.TOOLS

    def prepare_request(
        self, response_model: type[BaseModel] | None, kwargs: dict[str, Any]
    ) -> tuple[type[BaseModel] | None, dict[str, Any]]:
        """Adds the tool and forces it."""
        schema = _shown_schema(response_model)
        tool = {"name": TOOL_NAME, "description": schema.pop("description", ""), "input_schema": schema}
        choice = {"type": "tool", "name": TOOL_NAME, "disable_parallel_tool_use": True}
        return response_model, {**kwargs, "tools": [tool], "tool_choice": choice}

    def handle_reask(self, kwargs: dict[str, Any], response: Received, exception: Exception) -> dict[str, Any]:
        """Answers the tool's call with what is wrong about it."""
        calls = [block.id for block in response.message.content if block.type == "tool_use"]
        told = _correction(exception)
        results = [{"type": "tool_result", "tool_use_id": each, "content": told, "is_error": True} for each in calls]
        return _with_turns(kwargs, _dumped(response), results or told)


def _require_complete(response: Received) -> None:
    """Reads the stop reason before anything else: half an answer may well parse."""
    if response.stop_reason == "refusal":
        raise Refused(DECLINED)
    if response.stop_reason in CUT_OFF:
        raise IncompleteOutputException(last_completion=response)
    if response.stop_reason == "pause_turn":
        raise Interrupted("the answer was paused")


def _shown_schema(response_model: type[BaseModel] | None) -> dict[str, Any]:
    if response_model is None:
        raise TypeError("a request here always has a response model")
    schema = json.loads(json.dumps(response_model.model_json_schema()))
    schema.pop("title", None)
    return dict(schema)


def _dumped(response: Received) -> list[dict[str, Any]]:
    return [block.model_dump(exclude_none=True) for block in response.message.content]


def _correction(exception: Exception) -> str:
    return exception.correction if isinstance(exception, Unsound) else str(exception)


def _with_turns(kwargs: dict[str, Any], answer: list[dict[str, Any]], reply: object) -> dict[str, Any]:
    turns = [{"role": "assistant", "content": answer}] if answer else []
    return {**kwargs, "messages": [*kwargs["messages"], *turns, {"role": "user", "content": reply}]}
