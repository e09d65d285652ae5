"""The example of `docs/developing.md` is a test that passes as it stands there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

DOCUMENTED = Path(__file__).parents[2] / "docs" / "developing.md"


async def test_the_example_of_a_replayed_test_passes_as_it_stands(replaying, settings):
    (example,) = re.findall(r"^```python\n(.*?)^```$", DOCUMENTED.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    defined: dict[str, Any] = {}
    exec(example, defined)
    assert "assert " in example
    (test,) = [each for name, each in defined.items() if name.startswith("test_")]
    await test(replaying, settings)
