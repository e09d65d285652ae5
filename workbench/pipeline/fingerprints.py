"""What decides the outcome of an extraction, as one digest: a document is due again when it changes."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

import workbench

_RULE_ROOMS = ("text", "facts", "recognition")


@lru_cache(maxsize=1)
def rules_fingerprint() -> str:
    """Digest of the source of the rooms that the rules are made of."""
    digest = hashlib.sha256()
    root = Path(workbench.__file__).parent
    for room in _RULE_ROOMS:
        for path in sorted((root / room).rglob("*")):
            if path.suffix in {".py", ".json"}:
                digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return f"rules:{digest.hexdigest()[:16]}"
