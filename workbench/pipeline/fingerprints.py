"""What decides the outcome of an extraction, by name and as one digest: a document is due again when it changes."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import workbench

_RULE_ROOMS = ("text", "facts", "recognition")
_CHECK_ROOMS = ("grounding", "triage")
"""Rooms that check the model's facts against the text and merge them with those of the rules."""


def rules_basis() -> dict[str, str]:
    """The basis of an extraction by rules."""
    return {"rules": _digest_of(_RULE_ROOMS)}


def checked_basis(model_basis: Mapping[str, str]) -> dict[str, str]:
    """The basis of an extraction by model: the request, the rules as witness, and the checks of the answer."""
    return {**model_basis, **rules_basis(), "checks": _digest_of(_CHECK_ROOMS)}


def fingerprint_of(engine: str, basis: Mapping[str, str]) -> str:
    """One digest of engine and basis."""
    return _fingerprint(engine, tuple(sorted(basis.items())))


@lru_cache(maxsize=16)
def _fingerprint(engine: str, basis: tuple[tuple[str, str], ...]) -> str:
    """`fingerprint_of`, cached: thousands of documents are read on one basis."""
    text = json.dumps(dict(basis), sort_keys=True, ensure_ascii=False)
    return f"{engine}:{hashlib.sha256(text.encode()).hexdigest()[:16]}"


@lru_cache
def drafting_basis() -> str:
    """What decides how a draft is composed, beside its inputs: the program's source, and the dictionaries
    and tables of characters that it converts by. 64 hexadecimal digits of SHA-256.
    """
    digest = hashlib.sha256(f"{sys.version} {version('opencc')}".encode())
    root = Path(workbench.__file__).parent
    for path in sorted(root.rglob("*")):
        if path.suffix in {".py", ".json", ".j2", ".toml"}:
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


@lru_cache
def _digest_of(rooms: tuple[str, ...]) -> str:
    """Digest of the source of rooms: 16 hexadecimal digits of SHA-256."""
    digest = hashlib.sha256()
    root = Path(workbench.__file__).parent
    for room in rooms:
        for path in sorted((root / room).rglob("*")):
            if path.suffix in {".py", ".json"}:
                digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
