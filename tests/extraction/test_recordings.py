"""A recording answers exactly the request it was made for, and says why it does not answer another."""

from __future__ import annotations

import json

import pytest

from workbench.errors import WorkbenchError
from workbench.extraction.recordings import DIFF_LINES, Recordings, write_recording
from workbench.extraction.records import RecordFault, ResponseRecord, StoredResponse
from workbench.extraction.requests import CanonicalRequest, canonical_request

ARTICLE = "第一句說明背景。第二句說自2025年12月1日起施行。第三句結束。"


def form(name: str, of: str = "array") -> dict[str, object]:
    schema = {"type": "object", "properties": {name: {"type": of}}}
    return {"format": {"type": "json_schema", "schema": schema}}


ASSESSING = form("assessments")


def request(article: str = ARTICLE, **body: object) -> CanonicalRequest:
    block = {"type": "document", "source": {"type": "text", "media_type": "text/plain", "data": article}}
    content = [block, {"type": "text", "text": "只按規則。"}]
    whole = {
        "model": "claude-sonnet-5-5",
        "max_tokens": 100,
        "system": [{"type": "text", "text": "規則一。規則二。"}],
        "messages": [{"role": "user", "content": content}],
        "output_config": form("facts"),
        **body,
    }
    return CanonicalRequest("POST", "/v1/messages", {"anthropic-version": "2026-10-21"}, whole)


def record(asked: CanonicalRequest, label: str = "gallium") -> ResponseRecord:
    answer = StoredResponse(200, {"content-type": "application/json"}, {"type": "message", "content": []})
    return ResponseRecord(label, asked, (answer,), {"origin": "written by hand"})


def test_written_recording_is_found_by_its_request(tmp_path):
    path = write_recording(tmp_path, record(request()))
    assert path.name == f"gallium.{request().key[:12]}.json"
    found = Recordings(tmp_path).get(request().key)
    assert found == record(request())


def test_file_is_readable_text_in_order(tmp_path):
    path = write_recording(tmp_path, record(request()))
    stored = json.loads(path.read_text("utf-8"))
    assert list(stored) == ["format", "label", "key", "request", "responses", "digest", "meta"]
    assert "第二句說自2025年12月1日起施行" in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("asked", "differs"),
    [
        (request(article=ARTICLE.replace("12月", "11月")), "article"),
        (request(system=[{"type": "text", "text": "規則一。規則三。"}]), "prompt"),
        (request(model="claude-opus-5-5"), "model"),
        (request(output_config=form("facts", "object")), "schema"),
        (request(max_tokens=200), "parameters"),
    ],
)
def test_miss_names_the_recording_and_what_differs(tmp_path, asked, differs):
    write_recording(tmp_path, record(request(article="另一篇毫不相干的文章。"), "other"))
    path = write_recording(tmp_path, record(request()))
    told = Recordings(tmp_path).explain_miss(asked, "gallium").told
    assert f"There is no gallium.{asked.key[:12]}.json." in told
    assert path.name in told
    assert f"what differs: {differs}." in told
    assert "\n" not in told


def test_difference_is_the_changed_sentence_alone(tmp_path):
    write_recording(tmp_path, record(request()))
    difference = (
        Recordings(tmp_path).explain_miss(request(article=ARTICLE.replace("12月", "11月")), "gallium").difference
    )
    assert "-第二句說自2025年12月1日起施行。" in difference
    assert "+第二句說自2025年11月1日起施行。" in difference
    assert not any("第三句" in line for line in difference)


def test_long_difference_is_cut_and_says_so(tmp_path):
    write_recording(tmp_path, record(request()))
    longer = request(article=ARTICLE + "".join(f"第{number}句是新的。" for number in range(50)))
    difference = Recordings(tmp_path).explain_miss(longer, "gallium").difference
    assert len(difference) == DIFF_LINES
    assert difference[-1].startswith("… ")


def test_miss_among_no_recordings_names_the_absent_file_alone(tmp_path):
    miss = Recordings(tmp_path / "absent").explain_miss(request(), "gallium")
    assert (str(miss), miss.difference) == (f"There is no gallium.{request().key[:12]}.json.", ())


def test_recording_of_another_task_or_article_is_not_near(tmp_path):
    write_recording(tmp_path, record(request(output_config=ASSESSING), "gallium"))
    write_recording(tmp_path, record(request(article="另一篇毫不相干的文章，說的是鋰電池。"), "battery"))
    assert str(Recordings(tmp_path).explain_miss(request(), "gallium")).count(".json") == 1


def test_same_article_under_another_name_is_near(tmp_path):
    write_recording(tmp_path, record(request(system="另一項工作。"), "other"))
    path = write_recording(tmp_path, record(request(model="claude-opus-5-5"), "renamed"))
    told = str(Recordings(tmp_path).explain_miss(request(), "gallium"))
    assert f"The nearest recording is {path.name}; what differs: model." in told


def test_other_try_of_the_same_piece_is_nearer_than_the_same_article_elsewhere(tmp_path):
    write_recording(tmp_path, record(request(max_tokens=200), "renamed"))
    path = write_recording(tmp_path, record(request(article=ARTICLE.replace("12月", "11月")), "gallium-1of2-try2"))
    assert path.name in str(Recordings(tmp_path).explain_miss(request(), "gallium-1of2"))


def test_facts_that_changed_are_called_facts(tmp_path):
    write_recording(tmp_path, record(request(article='[\n{"id":"1"}\n]', output_config=ASSESSING), "assess-risk"))
    asked = request(article='[\n{"id":"2"}\n]', output_config=ASSESSING)
    assert "what differs: facts." in str(Recordings(tmp_path).explain_miss(asked, "assess-risk"))


def test_request_edited_by_hand_is_refused(tmp_path):
    path = write_recording(tmp_path, record(request()))
    path.write_text(path.read_text("utf-8").replace("第三句結束", "第三句改過"), "utf-8")
    with pytest.raises(WorkbenchError, match=path.name) as caught:
        Recordings(tmp_path)
    assert "changed after it was recorded" in str(caught.value)


def test_answer_edited_by_hand_is_refused(tmp_path):
    path = write_recording(tmp_path, record(request()))
    path.write_text(path.read_text("utf-8").replace('"content": []', '"content": [1]'), "utf-8")
    with pytest.raises(WorkbenchError, match=path.name) as caught:
        Recordings(tmp_path)
    assert "the answer was changed after it was recorded" in str(caught.value)


def test_same_request_twice_is_refused(tmp_path):
    write_recording(tmp_path, record(request(), "first"))
    write_recording(tmp_path, record(request(), "second"))
    with pytest.raises(WorkbenchError, match="same request"):
        Recordings(tmp_path)


@pytest.mark.parametrize("secret", ["sk-ant-api03-abcdefgh", "Bearer abcdefghijkl"])
def test_file_that_holds_a_credential_is_refused(tmp_path, secret):
    path = write_recording(tmp_path, record(request()))
    stored = json.loads(path.read_text("utf-8"))
    stored["meta"]["note"] = secret
    path.write_text(json.dumps(stored), "utf-8")
    with pytest.raises(WorkbenchError, match="credential") as caught:
        Recordings(tmp_path)
    assert secret not in str(caught.value)


def test_credential_is_never_written(tmp_path):
    with pytest.raises(RecordFault):
        write_recording(tmp_path, record(request(article="鑰匙是 sk-ant-api03-abcdefgh。")))
    assert not list(tmp_path.glob("*.json"))


def test_file_of_another_kind_is_named(tmp_path):
    (tmp_path / "stray.json").write_text("{}", "utf-8")
    with pytest.raises(WorkbenchError, match=r"stray\.json"):
        Recordings(tmp_path)


def test_key_covers_what_is_asked_and_nothing_else():
    sent = {"Anthropic-Version": "2026-10-21", "Authorization": "Bearer x", "X-Stainless-Arch": "x64"}
    body = dict(request().body)
    assert canonical_request("post", "/v1/messages", sent, body).key == request().key
    assert canonical_request("POST", "/gateway/v1/messages", sent, body).key == request().key
    later = {**sent, "Anthropic-Version": "2027-01-01"}
    assert canonical_request("POST", "/v1/messages", later, body).key != request().key
    assert canonical_request("POST", "/v1/messages", sent, {**body, "max_tokens": 101}).key != request().key
