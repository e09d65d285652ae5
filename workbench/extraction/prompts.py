"""The prompts: Markdown files with a front matter that says task, version and language, and worked examples.

Placeholders are replaced as plain text, and only in our own files: no article ever passes through here.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from workbench.errors import WorkbenchError
from workbench.language import _
from workbench.resources import resource_dir

_FRONT_MATTER = re.compile(r"\A---\n(?P<meta>.*?)\n---\n(?P<body>.*)\Z", re.S)
_EXAMPLE = re.compile(r"^> (?P<text>.+(?:\n> .+)*)\n\n```json\n(?P<answer>.+)\n```$", re.M)


@dataclass(frozen=True)
class Example:
    """A worked example of a prompt: a text written for it, and the facts that it should give."""

    text: str
    facts: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Prompt:
    """One prompt as it is on disk."""

    task: str
    version: str
    body: str

    @property
    def label(self) -> str:
        """Version and a digest of the text, so that an edit without a new version still shows."""
        return f"{self.task}/{self.version}+{hashlib.sha256(self.body.encode()).hexdigest()[:8]}"

    def filled(self, **values: str) -> str:
        """The prompt with each `{{ name }}` replaced by its value."""
        text = self.body
        for name, value in values.items():
            text = text.replace("{{ " + name + " }}", value)
        return text

    def examples(self) -> tuple[Example, ...]:
        """The worked examples: a quoted text followed by the JSON that it should give."""
        return tuple(
            Example(match["text"].replace("\n> ", "\n"), tuple(json.loads(match["answer"])["facts"]))
            for match in _EXAMPLE.finditer(self.body)
        )


@lru_cache
def load_prompt(task: str) -> Prompt:
    """The prompt of a task; one clear error where its file is absent or has no front matter."""
    path = resource_dir("prompts") / f"{task}.md"
    try:
        match = _FRONT_MATTER.match(path.read_text("utf-8"))
        meta: Mapping[str, Any] = yaml.safe_load(match["meta"]) if match else {}
        return Prompt(str(meta["task"]), str(meta["version"]), match["body"].strip() if match else "")
    except (OSError, KeyError, TypeError, yaml.YAMLError) as error:
        raise WorkbenchError(
            _("the prompt cannot be read: {reason}").format(reason=error),
            where=f"prompts/{task}.md",
            way_out=_("Restore the file, or install the program again."),
        ) from None
