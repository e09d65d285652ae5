"""Every fault of a file is one error that names the file and the way out."""

import os
from pathlib import Path

import pytest

from workbench.documents import find_articles, given_metadata, read_document
from workbench.errors import WorkbenchError


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("WORKBENCH_LANG", "en")


def refusal(path: Path) -> WorkbenchError:
    with pytest.raises(WorkbenchError) as caught:
        read_document(path)
    assert caught.value.way_out
    assert path.suffix in str(caught.value.where)
    return caught.value


def refusal_of(folder: Path, data: bytes, name: str = "article.txt") -> WorkbenchError:
    path = folder / name
    path.write_bytes(data)
    error = refusal(path)
    assert name in str(error)
    return error


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf", "\u3000\n".encode(), b"---\ntitle: a\n---\n\n"])
def test_empty(tmp_path, data):
    assert "contains no text" in refusal_of(tmp_path, data).what


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n" + bytes(50), bytes(range(256)) * 20, b"PK\x03\x04word/document", "公告\x00令".encode()],
)
def test_binary(tmp_path, data):
    assert "binary" in refusal_of(tmp_path, data).what


def test_broken_utf16_is_named(tmp_path):
    assert "no valid UTF-16" in refusal_of(tmp_path, "公告如下".encode("utf-16")[:-1]).what


@pytest.mark.parametrize("encoding", ["shift_jis", "euc_kr"])
def test_other_encodings_are_refused_not_guessed(tmp_path, encoding):
    text = {
        "shift_jis": "輸出管理の対象となる",
        "euc_kr": "수출 통제 목록",
    }
    assert "neither UTF-8 nor GB18030 nor Big5" in refusal_of(tmp_path, text[encoding].encode(encoding)).what


def test_a_bad_byte_in_utf8_is_named_and_not_read_as_gb18030(tmp_path):
    data = "出口管制清单共列出十二项。".encode()
    error = refusal_of(tmp_path, data[:12] + b"\xff" + data[12:])
    assert "12" in error.what


def test_a_lost_byte_in_short_utf8_does_not_turn_it_into_other_characters(tmp_path):
    data = "\n商務部發言".encode()
    damaged = data[:8] + data[9:]
    assert damaged.decode("gb18030")
    assert "neither UTF-8 nor GB18030 nor Big5" in refusal_of(tmp_path, damaged).what


def test_too_much_text(tmp_path):
    path = tmp_path / "huge.txt"
    path.write_bytes("稀土".encode() * 3_400_000)
    assert "20 MB" in refusal(path).what


def test_name_with_control_characters_is_escaped(tmp_path):
    path = tmp_path / "bad\x1b[2Jname\n.txt"
    path.write_bytes("正文。".encode())
    error = refusal(path)
    assert "\x1b" not in str(error)
    assert "\n" not in str(error)
    assert r"bad\x1b[2Jname\n.txt" in str(error)


def test_missing(tmp_path):
    assert "no such file" in refusal(tmp_path / "nowhere.txt").what


def test_a_name_that_no_file_can_have(tmp_path):
    path = tmp_path / ("長" * 200 + ".txt")
    assert find_articles([path]) == [path]
    assert "cannot be read" in refusal(path).what


def test_unreadable(tmp_path, monkeypatch):
    path = tmp_path / "closed.txt"
    path.write_bytes("正文。".encode())

    def refuse(self):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert "access is not permitted" in refusal(path).what


def test_folder_named_as_an_article(tmp_path):
    (tmp_path / "folder.txt").mkdir()
    assert "folder" in refusal(tmp_path / "folder.txt").what


def test_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert "no ordinary file" in refusal(tmp_path / "pipe.txt").what


@pytest.mark.parametrize("name", ["law.pdf", "law.txt", "law.docx"])
def test_a_damaged_pdf_or_word_file_is_named_with_the_way_out(tmp_path, name):
    error = refusal_of(tmp_path, b"%PDF-1.7 ...", name)
    assert "damaged" in error.what
    assert ".txt" in error.way_out


def test_other_suffix(tmp_path):
    assert ".txt, .md, .html, .htm, .pdf, .docx, .eml" in refusal_of(tmp_path, b"text", "notes.odt").way_out


@pytest.mark.parametrize(
    ("block", "says"),
    [
        ("title: [unclosed", "not valid YAML (line 3)"),
        ("just a sentence", "not a list of keys and values"),
        ("- a\n- b", "not a list of keys and values"),
        ("title: {a: b}", "title in the front matter is no single value"),
        ("date: 2025-13-45", "an invalid date: 2025-13-45"),
        ("date: last week", "'last week' is no date"),
        ('date: "2025-02-30"', "'2025-02-30' is no date"),
        ("tier: gossip", "'gossip' is no tier"),
        ("a: &a [x, x]\nb: !!python/object/apply:os.system ['true']", "not valid YAML"),
    ],
)
def test_bad_front_matter(tmp_path, block, says):
    assert says in refusal_of(tmp_path, f"---\n{block}\n---\n正文。".encode()).what


def test_unknown_tier_names_the_known_ones():
    with pytest.raises(WorkbenchError) as caught:
        given_metadata(tier="blog")
    assert "official, law_firm, news, opinion" in caught.value.way_out


def test_folder_without_articles(tmp_path):
    (tmp_path / "notes.odt").write_bytes(b"x")
    with pytest.raises(WorkbenchError) as caught:
        find_articles([tmp_path])
    assert str(tmp_path) in str(caught.value)
    assert ".txt" in caught.value.way_out
