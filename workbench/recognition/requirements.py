"""Duties: what a party must do, submit, stop or wait for (应当、不得、须), with the deadline."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from workbench.facts.fact import Fact, make_fact
from workbench.facts.kinds import Requirement
from workbench.facts.references import law_key
from workbench.recognition.clauses import without_number
from workbench.recognition.licensing import states_treatment
from workbench.recognition.reading import Reading, Span
from workbench.text import han_pattern

Type = Literal["report", "document", "prohibition", "procedure", "transition", "sanction"]

_OBLIGES = han_pattern(
    r"应当|不得|必须|禁止(?!类|(?:和|及|或者?|、)限制[出进]口的)|(?:需|须|应)(?=提供|提交|申请|办理|报告|在|向|由|主动|凭|予以|如实|注明|承担)|将(?:被|依法)|依法(?:追究|给予)|"
    r"暂不放行|不予放行|过渡期|要求[^,。;]{0,12}(?:提供|提交)|可向[^,。;]{2,16}(?:发出|提出)|责令|给予警告|并处|处以|"
    r"(?:按照|依照|根据|依据)《[^》\n]{2,40}》[^,。;]{0,30}(?:进行|予以|给予)处罚"
)
_TYPES: tuple[tuple[Type, re.Pattern[str]], ...] = (
    ("transition", han_pattern(r"过渡期")),
    ("sanction", han_pattern(r"处罚|罚款|追究[^,。;]{0,8}责任|责令|警告|没收")),
    ("report", han_pattern(r"报告|反映|通报")),
    ("prohibition", han_pattern(r"不得|禁止")),
    ("document", han_pattern(r"提交|出示|出具|提供[^,。;]{0,30}(?:文件|材料|证明|合同|资料|证据)|填报|填写|留存")),
)
_POLICY = han_pattern(
    r"出口|进口|许可|物项|申报|管制|海关|交易|投资|单位和个人|上述(?:企业|实体)|技术|公告|政策|条例|对象"
)
_ADVICE = han_pattern(r"建议|应该|应被视为|应予重视|有助于|有利于|意味着|可以预见|呼吁|敦促|希望")
_FIRM_ADVICE = han_pattern(r"企业应|企业需|企业还应|需要注意|值得注意")
_DEADLINE = han_pattern(
    r"(?:(?:不晚于|不迟于)(?:[\u4e00-\u9fff]{1,8}后)?|(?:自[^,。;]{2,16}之日起|[出进]口[前后]|收到[^,。;]{2,10}后)?)"
    r"(?<![0-9月])[0-9一二三四五六七八九十]{1,4}个?(?:工作日|自然日|日|天|月)(?:之?内|以内|(?=通过|向))"
)
_ADDRESSEE = han_pattern(
    r"(?:^|[,。;:、(])(?P<who>(?:境外(?:特定)?)?出口经营者|任何(?:单位|组织)[^,。;]{0,6}个人|中国公民[^,。;]{0,16}组织|上述企业(?:高级管理人员)?|"
    r"境外组织和个人|服务提供人|海关|商务部|企业|进口商|当事人|[\u4e00-\u9fff]{2,14}公司)(?=[^,。;]{0,30}(?:应|不得|必须|须|需|将|可))"
)
# What a party did, was told or found: a listing whose measures are the listing's own, a case, what a text describes.
_TELLS = han_pattern(
    r"将[^。;]{2,60}(?:列入|纳入)[^。;]{0,30}(?:清单|名单)[^。;]*(?:禁止|不得)|(?:明确)?禁止其从事|(?:核查|调查|审理)后?(?:认定|发现)|"
    r"征求意见稿|当事人[^。;]{0,20}(?:未|申报|委托)|(?:细化|明确)了[^。;]*(?:禁止|不得)|(?:提醒|警示)[^。;]*必须"
    r"|罚款(?:人民币)?[0-9][0-9.,]*万?元?(?![0-9.,万元]|以[上下])|没收违法所得(?:人民币)?[0-9]|"
    r"(?<!上)(?<!下)(?:处|并处|处以)(?:人民币)?[0-9][0-9.,]*万?元(?:的)?罚款|明知[^。;]{0,40}却"
)
# 并强调对…的行为将依法追究责任: the threat in a sentence that says how exports are treated.
_THREAT = han_pattern(r"对[^,。;]{2,40}行为,?[^,。;]{0,6}依法(?:追究|给予)[^,。;]{0,10}(?:责任|处罚)(?=[,。;]|$)")
_QUOTATION = han_pattern(r"[「『“](?P<said>[^「」『』“”]{8,})[」』”]")
_OF_A_LAW = han_pattern(
    r"(?P<leans>(?:根据|依据|依照|按照))?《(?P<title>[^》\n]{2,40}(?:法|条例|办法|规定|细则))》(?:第[0-9一二三四五六七八九十百]{1,6}[条款项])+"
    r"(?:[的之]?规定|(?(leans)(?=,)|(?!)))"
)
# What a sentence about a licence may oblige to beside the licence itself.
_BESIDE_LICENCE = han_pattern(r"报告|提交|处罚|追究|承诺|责令|要求[^,。;]{0,12}提供")
_LONGEST = 400


def requirement_facts(reading: Reading) -> Iterable[Fact]:
    """A requirement for every sentence that states a duty; advice and opinion state none."""
    if not _OBLIGES.search(reading.text):
        return
    for sentence in reading.sentences:
        threat = _threat(reading, sentence)
        if threat is not None or _obliges(reading, sentence):
            duty = threat or _quoted_duty(reading, sentence)
            content = _requirement(reading, duty)
            yield make_fact(reading.document.id, content, reading.evidence((duty.start, duty.end)), "rules")


def _obliges(reading: Reading, sentence: Span) -> bool:
    text = reading.text
    if sentence.end - sentence.start > _LONGEST or reading.is_caption(sentence.start):
        return False
    if not _OBLIGES.search(text, sentence.start, sentence.end):
        return False
    if not _POLICY.search(text, sentence.start, sentence.end) and _law_of(reading, sentence) is None:
        return False
    words = text[sentence.start : sentence.end]
    if words.rstrip().endswith("?"):
        return False
    if states_treatment(words) and not _DEADLINE.search(words) and not _BESIDE_LICENCE.search(words):
        return False
    if not reading.is_act and _TELLS.search(words):
        return False
    advice = _ADVICE.search(text, sentence.start, sentence.end)
    return not advice and (reading.is_act or not _FIRM_ADVICE.search(text, sentence.start, sentence.end))


def _act(reading: Reading, sentence: Span) -> str | None:
    """The law whose article lays the duty down, else the act under discussion where the duty is stated."""
    law = _law_of(reading, sentence)
    if law is not None:
        return law
    stated = _OBLIGES.search(reading.text, sentence.start, sentence.end)
    return reading.instrument_at(stated.start() if stated is not None else sentence.start)


def _law_of(reading: Reading, sentence: Span) -> str | None:
    """The law whose article an article on it retells, in this part of a period or in one before: …第40条规定,…;…并处…."""
    if reading.is_act:
        return None
    start = max(reading.text.rfind("。", 0, sentence.start), reading.text.rfind("\n", 0, sentence.start)) + 1
    law = _OF_A_LAW.search(reading.text, start, sentence.end)
    return law_key(reading.normal.quote(*law.span("title"))) if law is not None else None


def _threat(reading: Reading, sentence: Span) -> Span | None:
    """What a sentence that states a treatment threatens beside it; the treatment is a rule of its own."""
    threat = _THREAT.search(reading.text, sentence.start, sentence.end)
    if threat is None or reading.is_caption(sentence.start):
        return None
    if not states_treatment(reading.text[sentence.start : threat.start()]):
        return None
    return Span(*threat.span())


def _quoted_duty(reading: Reading, sentence: Span) -> Span:
    """What a sentence quotes, where the duty stands in the quotation alone; else the sentence."""
    for quoted in _QUOTATION.finditer(reading.text, sentence.start, sentence.end):
        quote = Span(*quoted.span("said"))
        outside = (match.start() for match in _OBLIGES.finditer(reading.text, sentence.start, sentence.end))
        if all(quote.start <= place < quote.end for place in outside):
            return quote
    return sentence


def _requirement(reading: Reading, sentence: Span) -> Requirement:
    text, normal = reading.text, reading.normal
    words = text[sentence.start : sentence.end]
    deadline = _DEADLINE.search(text, sentence.start, sentence.end)
    addressee = _ADDRESSEE.search(text, sentence.start, sentence.end)
    return Requirement(
        instrument=_act(reading, sentence),
        addressee=normal.quote(*addressee.span("who")) if addressee else None,
        type=next((name for name, pattern in _TYPES if pattern.search(words)), "procedure"),
        action=without_number(normal.quote(sentence.start, sentence.end).strip()),
        deadline=normal.quote(*deadline.span()).strip() if deadline else None,
        actor=reading.actor_at(sentence.start),
    )
