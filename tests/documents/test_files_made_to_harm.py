"""Files that keep a reader busy or fill the memory: each is refused in bounded time, with its name and a way out."""

from __future__ import annotations

import functools
import io
import resource
import time
import zipfile
import zlib
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.documents.made_files import made_word
from workbench.documents import confined, read_document
from workbench.errors import WorkbenchError

SENTENCE = "样本部公布公告，对若干样本物项实施出口管制，企业须申请许可。"
MOST_SECONDS = 200
"""Several times what the slowest takes on a busy machine; unbounded, these files keep a reader busy for hours."""
MOST_GROWTH = 400_000
"""kB by which reading may let this process grow; what a process of its own uses is bounded by the system."""


def harm(folder: Path, data: bytes, name: str) -> WorkbenchError | None:
    """What reading says, None where it reads; in bounded time and memory, whatever it is."""
    path = folder / name
    path.write_bytes(data)
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    error = None
    try:
        read_document(path)
    except WorkbenchError as raised:
        error = raised
        assert name in str(error)
        assert error.way_out
    assert time.monotonic() - began < MOST_SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MOST_GROWTH
    return error


def pdf_of(streams: list[bytes], filters: str = "/FlateDecode") -> bytes:
    """A PDF with a page for each packed content stream."""
    kids = " ".join(f"{3 + 2 * number} 0 R" for number in range(len(streams)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {len(streams)}/Kids[{kids}]>>".encode()]
    fonts = "<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    for number, stream in enumerate(streams):
        page = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources{fonts}/Contents {4 + 2 * number} 0 R>>"
        objects.append(page.encode())
        objects.append(f"<</Length {len(stream)}/Filter[{filters}]>>stream\n".encode() + stream + b"\nendstream")
    file, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, written in enumerate(objects, start=1):
        offsets.append(len(file))
        file += f"{number} 0 obj\n".encode() + written + b"\nendobj\n"
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{at:010} 00000 n \n" for at in offsets)
    return (
        bytes(file) + f"{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(file)}\n%%EOF".encode()
    )


def packed_blanks(megabytes: int) -> bytes:
    """What unpacks to so many megabytes of blanks, packed once: a block that looks back at nothing, again and again."""
    megabyte = b" " * 1_000_000
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    block = packer.compress(megabyte) + packer.flush(zlib.Z_FULL_FLUSH)
    check = functools.reduce(lambda so_far, _: zlib.adler32(megabyte, so_far), range(megabytes), 1)
    return b"\x78\xda" + block * megabytes + b"\x03\x00" + check.to_bytes(4, "big")


def test_blanks_that_were_packed_once_unpack_to_all_of_them():
    assert zlib.decompress(packed_blanks(3)) == b" " * 3_000_000


def test_a_stream_that_unpacks_to_gigabytes(tmp_path):
    twice = zlib.compress(packed_blanks(1_000), 9)
    assert len(twice) < 10_000
    error = harm(tmp_path, pdf_of([twice], "/FlateDecode/FlateDecode"), "bomb.pdf")
    assert error is not None


def test_a_plain_pdf_of_the_same_making_is_read_up_to_its_text(tmp_path):
    error = harm(tmp_path, pdf_of([zlib.compress(b"BT ET")]), "plain.pdf")
    assert error is not None
    assert "pages are pictures" in error.what


def test_many_pages_that_unpack_to_megabytes_each(tmp_path, monkeypatch):
    monkeypatch.setattr(confined, "MOST_SECONDS", 2)
    page = zlib.compress(b"BT /F 9 Tf (a) Tj ET\n" * 100_000, 9)
    error = harm(tmp_path, pdf_of([page] * 200), "pages.pdf")
    assert error is not None
    assert "seconds or" in error.what


def test_a_page_tree_that_leads_back_to_itself(tmp_path):
    loop = pdf_of([zlib.compress(b"BT ET")]).replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]")
    assert harm(tmp_path, loop, "loop.pdf") is not None


def test_a_word_file_that_unpacks_to_gigabytes(tmp_path):
    packed = io.BytesIO(made_word(SENTENCE))
    with (
        zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("word/media/a.bin", "w") as part,
    ):
        for _chunk in range(1_100):
            part.write(bytes(1_000_000))
    error = harm(tmp_path, packed.getvalue(), "bomb.docx")
    assert error is not None
    assert "seconds or" in error.what


def test_a_word_file_with_entities_inside_entities(tmp_path):
    laughs = '<!DOCTYPE a [<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)) + "]>"  # fmt: skip
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made_word(SENTENCE))) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                part = part.replace(b"?>", b"?>" + laughs.encode(), 1).replace("样本部".encode(), b"&a11;", 1)
            target.writestr(name, part)
    assert harm(tmp_path, packed.getvalue(), "laughs.docx") is not None


@pytest.mark.parametrize(
    ("name", "opened", "is_read"),
    [("div", "<div>", False), ("bold", "<b>", False), ("table", "<table><tr><td>", False), ("list", "<ul><li>a", True)],
)
def test_a_page_nested_hundreds_of_thousands_deep(tmp_path, name, opened, is_read):
    page = f"<html><body>{opened * 200_000}{f'<p>{SENTENCE}</p>' * 20}</body></html>"
    assert (harm(tmp_path, page.encode(), f"{name}.html") is None) == is_read


@pytest.mark.parametrize(("name", "part"), [("latin", "a"), ("brackets", "("), ("words", "ab 2031 ")])
def test_a_line_of_ten_million_characters(tmp_path, name, part):
    error = harm(tmp_path, (part * (10_000_000 // len(part))).encode(), f"{name}.txt")
    assert error is not None
    assert "characters" in error.what


def test_a_sentence_without_an_end(tmp_path):
    error = harm(tmp_path, ("样本部公告2031年第7号，" * 2_000).encode(), "endless.txt")
    assert error is not None
    assert "without a full stop" in error.what


def test_a_mail_nested_in_mails(tmp_path):
    parts = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(5_000))
    assert harm(tmp_path, f"{parts}Content-Type: text/plain\n\n{SENTENCE}\n".encode(), "nested.eml") is not None


def test_a_mail_of_very_many_parts(tmp_path):
    message = EmailMessage()
    message["Subject"] = "样本"
    message.make_mixed()
    for _part in range(1_000):
        inner = EmailMessage()
        inner.set_content(SENTENCE)
        message.attach(inner)
    assert harm(tmp_path, message.as_bytes(), "parts.eml") is not None


def test_what_reads_a_file_gets_no_key_and_runs_nothing_beside_the_articles(tmp_path, monkeypatch):
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-not-for-readers")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pypdf.py").write_text("import pathlib; pathlib.Path('ran').write_text('x')", encoding="utf-8")
    seen = {}
    real_run = confined.subprocess.run

    def run(command, **options):
        seen.update(options["env"])
        return real_run(command, **options)

    monkeypatch.setattr(confined.subprocess, "run", run)
    harm(tmp_path, pdf_of([zlib.compress(b"BT ET")]), "plain.pdf")
    assert "PATH" in seen
    assert not any("ANTHROPIC" in name for name in seen)
    assert not (tmp_path / "ran").exists()
