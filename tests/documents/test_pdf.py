"""PDF: what the eye reads as one text becomes one text, and what cannot be read is said."""

from __future__ import annotations

import pytest

from tests.documents.made_files import SIMPLIFIED, TRADITIONAL, column, made_pdf, wrapped
from workbench.documents import read_document
from workbench.errors import WorkbenchError

FIRST = (
    "样本部公告2031年第7号对若干样本物项实施出口管制，出口经营者应当在出口之前向样本部申请许可，并提交最终用户证明。"
)
SECOND = (
    "该公告自2031年5月1日起施行，价值比例达到0.1%的制品同样适用，已经签订的合同可以继续履行三十日，逾期不再受理申请。"
)
THIRD = "另一份文件列出十二家企业，其中四家注册在境外，禁止出口经营者向其出口两用物项，正在开展的相关活动应当立即停止。"
FOURTH = (
    "业内人士指出，申请流程预计需要四十五个工作日，企业应当尽早准备文件，并留意过渡安排，以免影响交货，尤其是长约客户。"
)


def read(folder, data, name="article.pdf", remarks=None):
    path = folder / name
    path.write_bytes(data)
    return read_document(path, None, (remarks if remarks is not None else []).append)


def refused(folder, data):
    with pytest.raises(WorkbenchError) as caught:
        read(folder, data)
    assert "article.pdf" in str(caught.value)
    return caught.value


def test_lines_of_a_paragraph_are_one_line_again(tmp_path):
    data = made_pdf(lambda canvas: column(canvas, [FIRST, SECOND, THIRD], 70, 750, 455))
    assert read(tmp_path, data).text.split("\n") == [FIRST, SECOND, THIRD]


def test_traditional_characters_are_read(tmp_path):
    text = "樣本部於三月四日公布公告，對若干樣本物項實施出口管制，出口經營者應先申請許可。"
    data = made_pdf(lambda canvas: column(canvas, [text], 70, 750, 300, font=TRADITIONAL))
    document = read(tmp_path, data)
    assert (document.text, document.script) == (text, "hant")


@pytest.mark.parametrize("by_rows", [False, True])
def test_columns_are_read_one_after_the_other(tmp_path, by_rows):
    def page(canvas):
        canvas.setFont(SIMPLIFIED, 16)
        canvas.drawString(120, 780, "样本物项出口管制新规要点与企业合规建议综述")
        if not by_rows:
            column(canvas, [FIRST, SECOND], 60, 740, 220)
            column(canvas, [THIRD, FOURTH], 310, 740, 220)
            return
        strings = []
        canvas.drawString, painted = (lambda x, y, line: strings.append((-y, x, line))), canvas.drawString
        column(canvas, [FIRST, SECOND], 60, 740, 220)
        column(canvas, [THIRD, FOURTH], 310, 740, 220)
        for y, x, line in sorted(strings):
            painted(x, -y, line)

    lines = read(tmp_path, made_pdf(page)).text.split("\n")
    assert lines == ["样本物项出口管制新规要点与企业合规建议综述", FIRST, SECOND, THIRD, FOURTH]


def test_a_sentence_goes_on_from_the_foot_of_a_column_to_the_head_of_the_next(tmp_path):
    width = 10.5 * 16
    above = "".join(wrapped(FIRST, width, SIMPLIFIED, 10.5)[:2])

    def page(canvas):
        column(canvas, [SECOND, above], 60, 740, width, indent=0)
        column(canvas, [FIRST.removeprefix(above), THIRD], 310, 740, width, indent=0)

    text = read(tmp_path, made_pdf(page)).text
    assert FIRST in text
    assert text.endswith(THIRD)


def test_rows_of_a_table_keep_their_cells_together(tmp_path):
    rows = [("序号", "企业", "日期"), ("1", "样本甲公司", "2031年3月4日"), ("2", "样本乙公司", "2031年3月5日"), ("3", "样本丙公司", "2031年3月6日"), ("4", "样本丁公司", "2031年3月7日")]  # fmt: skip

    def page(canvas):
        column(canvas, [FIRST], 60, 780, 455)
        for number, row in enumerate(rows):
            for x, cell in zip((60, 140, 330), row, strict=True):
                canvas.drawString(x, 700 - 18 * number, cell)

    lines = read(tmp_path, made_pdf(page)).text.split("\n")
    assert lines == [FIRST, *("\t".join(row) for row in rows)]


def with_furniture(number, paragraphs):
    def page(canvas):
        canvas.setFont(SIMPLIFIED, 9)
        canvas.drawString(70, 800, "样例律师事务所 出口管制通讯")
        canvas.drawCentredString(297, 40, f"- {number} -")
        column(canvas, paragraphs, 70, 740, 455)

    return page


def test_running_heads_and_page_numbers_stand_once_or_not_at_all(tmp_path):
    data = made_pdf(*(with_furniture(number, [FIRST, SECOND, THIRD]) for number in (1, 2, 3)))
    text = read(tmp_path, data).text
    assert text.count("出口管制通讯") == 1
    assert "- 2 -" not in text
    assert text.count("\n\f\n") == 2


def test_what_a_page_break_and_a_footnote_cut_is_one_fact_with_its_words(tmp_path):
    from workbench.recognition import recognize

    def first(canvas):
        y = column(canvas, [SECOND, "样本部公告2031年第7号对样本物项实施出口管制，该公告"], 70, 740, 455)
        canvas.setFont(SIMPLIFIED, 6)
        canvas.drawString(400, y + 20, "1")
        canvas.setFont(SIMPLIFIED, 8)
        canvas.drawString(70, 80, "¹ 详见样本部网站的说明。")

    def second(canvas):
        column(canvas, ["自2031年5月1日起施行。", THIRD], 70, 740, 455, indent=0)

    document = read(tmp_path, made_pdf(first, second))
    effects = [fact for fact in recognize(document).facts if fact.kind == "effective_date"]
    assert any(str(fact.content.date) == "2031-05-01" for fact in effects)
    for fact in effects:
        assert all(document.text[span.start : span.end] == span.quote for span in fact.evidence)


def test_the_mark_of_a_footnote_is_no_figure_of_the_sentence(tmp_path):
    def page(canvas):
        column(canvas, [FIRST], 70, 740, 455)
        canvas.setFont(SIMPLIFIED, 10.5)
        canvas.drawString(70, 660, "价值比例达到0.1%")
        canvas.setFont(SIMPLIFIED, 6)
        canvas.drawString(70 + 8.6 * 10.5, 664.5, "12")

    assert "价值比例达到0.1%¹²" in read(tmp_path, made_pdf(page)).text


def picture(canvas):
    canvas.rect(60, 60, 400, 600, fill=1)
    canvas.setFont(SIMPLIFIED, 9)
    canvas.drawString(290, 30, "3")


def test_pages_that_are_pictures_are_said_with_the_way_out(tmp_path):
    error = refused(tmp_path, made_pdf(picture, picture))
    assert "no text: its pages are pictures" in error.what
    assert "OCR" in error.way_out


def test_some_pages_that_are_pictures_are_named_and_the_rest_is_read(tmp_path):
    remarks = []
    page = with_furniture(1, [FIRST])
    document = read(tmp_path, made_pdf(page, picture, picture, page, picture), remarks=remarks)
    assert FIRST in document.text
    assert [remark.rpartition(": ")[2] for remark in remarks] == ["2-3, 5"]


def test_a_pdf_under_another_name_is_read(tmp_path):
    data = made_pdf(lambda canvas: column(canvas, [FIRST], 70, 750, 455))
    assert read(tmp_path, data, "article.txt").text == FIRST


def test_a_locked_pdf_is_said(tmp_path):
    data = made_pdf(lambda canvas: column(canvas, [FIRST], 70, 750, 455), password="geheim")
    assert "locked with a password" in refused(tmp_path, data).what


def test_the_same_file_gives_the_same_document(tmp_path):
    data = made_pdf(with_furniture(1, [FIRST, SECOND]), with_furniture(2, [THIRD]))
    assert read(tmp_path, data) == read(tmp_path, data)
