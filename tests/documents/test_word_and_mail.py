"""Word files and saved e-mails: their words in order, with tables and notes; what is no text of theirs is left out."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from email.message import EmailMessage

import pytest

from tests.documents.made_files import made_word
from workbench.documents import read_document
from workbench.errors import WorkbenchError

PARAGRAPH = "样本部公告2031年第7号自2031年5月1日起施行，出口经营者应当申请许可。"
NOTES = """<?xml version="1.0" encoding="UTF-8"?>
<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:t>详见样本部网站。</w:t></w:r></w:p></w:footnote></w:footnotes>"""


def read(folder, data, name):
    path = folder / name
    path.write_bytes(data)
    return read_document(path)


def refused(folder, data, name):
    with pytest.raises(WorkbenchError) as caught:
        read(folder, data, name)
    assert name in str(caught.value)
    return caught.value


def test_paragraphs_and_tables_of_a_word_file_in_their_order(tmp_path):
    data = made_word("样本新规要点", PARAGRAPH, [["编号", "物项"], ["9Z901.a", "样本带材"]], "以上供参考。")
    document = read(tmp_path, data, "article.docx")
    assert document.text == f"样本新规要点\n{PARAGRAPH}\n编号\t物项\n9Z901.a\t样本带材\n以上供参考。"
    assert document.title == "样本新规要点"


def test_footnotes_of_a_word_file_stand_at_its_end_behind_their_marks(tmp_path):
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(made_word(PARAGRAPH))) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            part = source.read(name).decode("utf-8") if name.endswith((".xml", ".rels")) else source.read(name)
            if name == "word/document.xml":
                part = part.replace("施行，</w:t></w:r>", "")
                part = part.replace("</w:t></w:r></w:p>", '</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>', 1)  # fmt: skip
            if name == "word/_rels/document.xml.rels":
                part = part.replace("</Relationships>", '<Relationship Id="rId99" Target="footnotes.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"/></Relationships>')  # fmt: skip
            if name == "[Content_Types].xml":
                part = part.replace("</Types>", '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>')  # fmt: skip
            target.writestr(name, part)
        target.writestr("word/footnotes.xml", NOTES)
    text = read(tmp_path, packed.getvalue(), "article.docx").text
    assert text == f"{PARAGRAPH}[2]\n[2] 详见样本部网站。"


def test_a_damaged_word_file_is_said(tmp_path):
    assert "damaged" in refused(tmp_path, made_word(PARAGRAPH)[:-200], "article.docx").what


def mail(**parts):
    message = EmailMessage()
    message["Subject"], message["From"] = "样本新规提示", "样例律师事务所 <news@example.com>"
    message["Date"] = "Tue, 04 Mar 2031 23:30:00 +0800"
    message.set_content(parts.get("plain", PARAGRAPH), charset=parts.get("charset", "utf-8"))
    if "page" in parts:
        message.add_alternative(parts["page"], subtype="html")
    return message


def test_a_mail_gives_its_text_and_what_its_head_says(tmp_path):
    document = read(tmp_path, mail().as_bytes(), "letter.eml")
    assert document.text.strip() == PARAGRAPH
    assert (document.title, document.publisher, document.published) == (
        "样本新规提示",
        "样例律师事务所",
        date(2031, 3, 4),
    )
    assert document.tier == "law_firm"


@pytest.mark.parametrize("charset", ["gb18030", "big5"])
def test_a_mail_in_another_encoding_is_read(tmp_path, charset):
    text = "樣本部公布公告，對若干樣本物項實施出口管制，企業應先申請許可證件。"
    assert read(tmp_path, mail(plain=text, charset=charset).as_bytes(), "letter.eml").text.strip() == text


def test_where_the_plain_text_is_a_stub_the_page_is_read(tmp_path):
    page = f"<html><body><article><h1>样本新规</h1><p>{PARAGRAPH}</p><p>{PARAGRAPH}企业应尽早准备。</p></article></body></html>"
    text = read(tmp_path, mail(plain="请在浏览器中阅读。", page=page).as_bytes(), "letter.eml").text
    assert PARAGRAPH in text
    assert "<" not in text


def test_attachments_are_not_read_and_a_mail_of_nothing_else_says_so(tmp_path):
    message = EmailMessage()
    message["Subject"] = "附件"
    message.add_attachment(PARAGRAPH.encode(), maintype="text", subtype="plain", filename="a.txt")
    assert "attached" in refused(tmp_path, message.as_bytes(), "letter.eml").way_out
