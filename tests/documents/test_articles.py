"""Which files of the named paths are articles."""

from workbench.documents import find_articles


def touch(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("正文。", encoding="utf-8")


def test_folder_gives_its_articles_below_it_sorted(tmp_path):
    touch(tmp_path, "b.md", "a.txt", "sub/d.HTML", "sub/c.htm", "e.pdf", "f.docx", "g.eml", "skip.doc", "skip.json")
    found = [str(path.relative_to(tmp_path)) for path in find_articles([tmp_path])]
    assert found == ["a.txt", "b.md", "e.pdf", "f.docx", "g.eml", "sub/c.htm", "sub/d.HTML"]


def test_hidden_files_and_folders_are_left_out(tmp_path):
    touch(tmp_path, "a.txt", ".draft.txt", ".workbench/b.txt")
    assert find_articles([tmp_path]) == [tmp_path / "a.txt"]


def test_order_is_that_of_the_paths_named_and_each_comes_once(tmp_path):
    touch(tmp_path, "x/1.txt", "x/2.txt", "y/0.txt")
    found = find_articles([tmp_path / "x" / "2.txt", tmp_path / "y", tmp_path / "x"])
    assert found == [tmp_path / "x/2.txt", tmp_path / "y/0.txt", tmp_path / "x/1.txt"]


def test_a_path_that_is_no_folder_is_passed_on_for_reading_to_judge(tmp_path):
    assert find_articles([tmp_path / "missing.txt"]) == [tmp_path / "missing.txt"]


def test_a_draft_of_the_program_in_a_folder_is_no_article(tmp_path):
    for name in ("2031-01-policy-tracker.md", "2031-01-policy-tracker.provenance.json", "notice.md"):
        (tmp_path / name).write_text("公告", encoding="utf-8")
    assert find_articles([tmp_path]) == [tmp_path / "notice.md"]
