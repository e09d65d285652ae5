from datetime import date

import pytest

from workbench.facts.document import Document, document_id

ACT = """測試部公告2031年第71號 公布對測試物項實施管制的決定
【發布單位】測試部
【發文日期】2031年03月18日

一、對含有1C999.d、e所列粉末且價值比例達到0.1%及以上的境外設備實施管制。平均粒徑小於等於50 μm的除外。
二、本公告自公布之日起實施。
"""

NEWS = """商務部再調整清單措施
2031-04-02 記者 林一川

商務部3月18日公布2031年第71號公告，自公布之日起實施。3月20日，商務部、海關總署公告2031年第72號、73號將甲山精工公司（Kozan Seiko Inc.）等三家企業列入出口管制管控名單。
4月1日，商務部發言人表示，自2031年4月5日起，暫停實施公告2031年第72號相關措施90天，第73號不作調整。涉案貨值160.07萬元，罰款13萬元。
美方宣布，自4月10日起暫停其晶片規則。中方企業不受上述規則影響，未經許可不得轉讓。
"""


def _document(text: str, **fields: object) -> Document:
    return Document(id=document_id(text.encode()), text=text, **fields)


@pytest.fixture
def act() -> Document:
    return _document(ACT, published=date(2031, 3, 18), year=2031, tier="official")


@pytest.fixture
def news() -> Document:
    return _document(NEWS, published=date(2031, 4, 2), year=2031, tier="news")
