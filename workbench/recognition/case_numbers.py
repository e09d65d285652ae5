"""Numbers of enforcement cases: 津东疆关缉违字〔2025〕83号."""

from __future__ import annotations

import re
from functools import lru_cache

from workbench.text import han_pattern


@lru_cache(maxsize=1)
def case_number() -> re.Pattern[str]:
    """The number from the name of the customs house on; words before it (处罚决定书, 即, 与) are no part of it."""
    return han_pattern(
        r"(?:(?!决定|[书案号字与对的即及和具出达示])[\u3400-\u9fff]){1,8}[缉罚违稽查处简][\u3400-\u9fff]?字"
        r"[〔\[(]?(?:19|20)[0-9]{2}[〕\])]?年?第?[0-9]{1,6}号"
    )
