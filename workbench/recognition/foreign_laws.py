"""Laws of another side that a text cites in 《》: a fact for one would count as China's."""

from __future__ import annotations

import re
from functools import lru_cache

from workbench.recognition.actors import FOREIGN_NAMES
from workbench.recognition.reading import Reading
from workbench.recognition.titles import TitleMention
from workbench.text import han_pattern, normalize

_NEAR = 40


@lru_cache(maxsize=1)
def _titled_as_foreign() -> re.Pattern[str]:
    """A title that begins with the side, or is of a kind that China has none of: 《甲国芯片法》, 《…法案》."""
    return han_pattern(rf"^(?:{FOREIGN_NAMES}).*(?:法|法案|条例|规则|规定|法令|清单)(?:\([^()]*\))?$|(?<!草)法案$")


@lru_cache(maxsize=1)
def _names_china() -> re.Pattern[str]:
    """A title that names China: its own law, or an agreement of both sides."""
    return han_pattern("中华人民共和国|中国|中[美欧英日韩加]")


@lru_cache(maxsize=1)
def _owner_before() -> re.Pattern[str]:
    """Right before a title: whose law it is (甲国《…》, 甲国国会2022年通过的《…》)."""
    body = r"(?:商务部|财政部|国会|议会|众议院|参议院|联邦政府|政府|委员会|理事会|安全局|当局|方面)"
    passed = r"(?:(?:于)?[0-9]{2,4}年(?:[0-9]{1,2}月)?)?(?:的|版|通过的|出台的|颁布的|制定的|发布的|现行|新版)?"
    return han_pattern(rf"(?:{FOREIGN_NAMES})[方国]?{body}?{passed}$")


@lru_cache(maxsize=1)
def _leans_on() -> re.Pattern[str]:
    """Right before a title: who acts does so by it, or makes and changes it."""
    return han_pattern(
        r"(?:依据|根据|按照|依照|援引|动用|启动|通过|修订|修改|颁布|出台|公布|发布|制定|实施|依|据)了?(?:其|该国|本国|国内)?的?$"
    )


def is_foreign_law(reading: Reading, mention: TitleMention) -> bool:
    """Whether a title is that of another side's law: by its words, by its owner before it, or by who acts on it."""
    title = normalize(mention.title).text
    if _names_china().search(title):
        return False
    before = max(0, mention.start - _NEAR)
    if _titled_as_foreign().search(title) or _owner_before().search(reading.text, before, mention.start):
        return True
    acting = reading.actor_at(mention.start)
    leans = _leans_on().search(reading.text, before, mention.start) is not None
    return leans and acting not in {"CN", "UN"}
