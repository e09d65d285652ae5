"""Another jurisdiction's measures are kept, under its name, and apart from China's."""

from __future__ import annotations

from datetime import date

from workbench.facts.document import Document
from workbench.facts.kinds import StatusChange
from workbench.recognition import recognize


def changes(text: str) -> list[StatusChange]:
    facts = recognize(Document(id="0" * 64, text=text, published=date(2031, 11, 20), year=2031)).facts
    return [fact.content for fact in facts if isinstance(fact.content, StatusChange)]


def test_a_foreign_suspension_carries_its_actor_and_no_target_of_chinas() -> None:
    (change,) = changes("11月9日，美国宣布自11月10日起暂停实施其对中国海运业的调查措施一年。")
    assert (change.actor, change.action, change.targets) == ("US", "suspend", ())
    assert (change.from_, change.until) == (date(2031, 11, 10), date(2032, 11, 9))


def test_what_china_does_in_the_next_sentence_is_chinas() -> None:
    text = (
        "美国宣布自11月10日起暂停实施调查措施一年。鉴此，商务部发布2031年第7号部令，暂停实施第6号部令的相关措施一年。"
    )
    actors = {change.actor: [target.instrument for target in change.targets] for change in changes(text)}
    assert actors == {"US": [], "CN": ["MOFCOM/order/2031/6"]}


def test_a_foreign_announcement_without_a_time_is_left_out() -> None:
    assert changes("美国宣布考虑取消部分措施。") == []


def test_sanctions_that_another_side_announces_against_chinese_firms_are_its_own() -> None:
    (change,) = changes("问：11月15日，英国外交部宣布新一轮制裁，其中被制裁的中国企业有7家。答：中方坚决反对英方做法。")
    assert (change.actor, change.action, change.targets, change.from_) == ("GB", "impose", (), None)


def test_sanctions_on_nobody_of_chinas_and_what_china_announces_are_none_of_them() -> None:
    assert changes("11月15日，英国外交部宣布新一轮制裁，涉及多国油轮。") == []
    assert [change.actor for change in changes("11月15日，中方宣布对两家美国企业实施制裁，维护中国企业权益。")] in (
        [],
        ["CN"],
    )


def test_an_end_of_sanctions_is_no_sanction() -> None:
    assert changes("11月15日，英国宣布取消对中国企业的制裁。") == []
