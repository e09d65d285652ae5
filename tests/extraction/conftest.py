from __future__ import annotations

import pytest
import stamina
from scripted_api import ScriptedApi

from tests.intercepting import intercepted
from workbench.facts.document import Document, document_id
from workbench.settings import Settings

ARTICLE = """商務部公告2025年第94號 關於對鎵相關物項實施出口管制的決定

一、高純氧化鎵粉末，純度大於99.999%，未經許可不得出口。
二、本公告自2025年12月1日起施行。
據統計，全球約九成的鎵由本國供應。
"""


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch):
    for name in ("ANTHROPIC_BASE_URL", "ANTHROPIC_AUTH_TOKEN", "WORKBENCH_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ANTHROPIC_API_KEY", "test-key-of-nobody")
    monkeypatch.setenv("WORKBENCH_LANG", "en")
    stamina.set_active(False)
    yield
    stamina.set_active(True)


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(home=tmp_path / "state")


@pytest.fixture
def api():
    scripted = ScriptedApi()
    with intercepted() as router:
        router.post(path="/v1/messages").mock(side_effect=scripted.respond)
        yield scripted


@pytest.fixture
def article() -> Document:
    return document(ARTICLE, name="gallium.txt")


@pytest.fixture
def make_document():
    return document


def document(text: str, **known: object) -> Document:
    return Document(id=document_id(text.encode()), text=text, **known)
