"""The guided way, on a real terminal: from the first question to a site that Hugo builds."""

import shlex
import shutil
import sys
from pathlib import Path

import pytest

from converters.cli.guide.answers import Answers
from converters.cli.guide.looking import sources_in, uploads_near
from tests.conftest import ROOT
from tests.hugo_site import build
from tests.kills import is_like
from tests.terminal import Terminal, terminal
from tests.test_cli import Run, run

EXPORT = ROOT / "fixtures" / "exports" / "small-blog" / "export.xml"
CONVERT = [sys.executable, "-m", "converters"]

__all__ = ["run"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an export, and with other things that are none."""
    folder = tmp_path / "here"
    folder.mkdir()
    shutil.copy(EXPORT, folder / "blog.xml")
    (folder / "notes.xml").write_text("<notes/>", encoding="utf-8")
    (folder / "pictures").mkdir()
    return folder


def answer_up_to_the_plan(person: Terminal) -> None:
    """The usual answers."""
    person.answer("What shall be read (a number, or a path) [1]:", "")
    person.answer("What shall come of it [hugo]:", "")
    person.answer("Into which folder [site]:", "")
    person.answer("Which of them shall come along [none]:", "")
    person.answer("Pictures from", "")
    person.answer("A report to look at [report.html]:", "")


def test_person_gets_from_one_word_to_a_site_that_hugo_builds(folder: Path, run: Run) -> None:
    with terminal(CONVERT, folder) as person:
        answer_up_to_the_plan(person)
        plan = person.answer("Enter converts", "")
        assert "content/posts/2023-12-24-salt-wind.md" in plan
        assert 'title: "A quiet morning"' in plan
        assert person.end() == 0
        assert "Every item is accounted for" in person.shown
        assert "Proven:" in person.shown and "12 of 12 posts, 140 of 140 words" in person.shown
        command = person.shown.partition("The same without questions:")[2].strip()
    assert "Every item is accounted for" in (folder / "report.html").read_text(encoding="utf-8")
    assert "Proven: 12 posts" in (folder / "report-verified.html").read_text(encoding="utf-8")
    words = shlex.split(command)
    assert words[:2] == ["convert", "hugo"]
    arguments = [str(folder / word) if word in ("blog.xml", "report.html") else word for word in words[1:-1]]
    code, _, _ = run(*arguments, folder / "again", "--jobs", 1)
    assert code == 0 and words[-1] == "site"
    assert is_like(folder / "again", folder / "site")
    assert build(folder / "site").pages


def test_bad_answers_are_one_sentence_and_asked_again(folder: Path) -> None:
    with terminal(CONVERT, folder) as person:
        person.answer("What shall be read", "nowhere.xml")
        person.answer("there is no 'nowhere.xml' here: give one of 1 to 1", "")
        person.answer("What shall come of it", "word")
        person.answer("there is no format 'word'", "jekyll")
        person.answer("Into which folder [site]:", "blog.xml")
        person.answer("that is the source itself", "")
        person.answer("Which of them", "hidden")
        person.answer("'hidden' is none of them: give private, pending", "private, trashed")
        person.answer("Pictures from", "no/such/folder")
        person.answer("there is no no/such/folder", "")
        person.answer("A report to look at", "pictures")
        person.answer("cannot be the name of a file", "none")
        plan = person.answer("Enter converts", "99")
        assert "private trashed" in plan
        person.answer("'99' is no answer: Enter converts, 1 to 6 changes", "q")
        assert person.end() == 130
    assert "Traceback" not in person.shown and "Nothing was written." in person.shown
    assert not (folder / "site").exists()


def test_every_answer_can_be_corrected(folder: Path) -> None:
    with terminal(CONVERT, folder) as person:
        answer_up_to_the_plan(person)
        person.answer("Enter converts", "2")
        person.answer("What shall come of it [hugo]:", "wxr")
        person.answer("Into which file [wordpress.xml]:", "out.xml")
        person.answer("A report to look at [report.html]:", "none")
        person.answer("Enter converts", "3")
        person.answer("Into which file [out.xml]:", "other.xml")
        plan = person.answer("Enter converts", "")
        assert "other.xml" in plan and "Not public" not in plan
        assert person.end() == 0
        assert person.shown.rstrip().endswith("convert wxr blog.xml other.xml")
    assert (folder / "other.xml").is_file() and not (folder / "site").exists()


@pytest.mark.parametrize("keys", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_person_can_leave_at_any_question(folder: Path, keys: str) -> None:
    with terminal(CONVERT, folder) as person:
        person.answer("What shall be read", "")
        person.wait_for("What shall come of it [hugo]:")
        person.wait_until_it_waits()
        person.type(keys) if keys == "\x04" else person.interrupt()
        assert person.end() == 130
    assert person.shown.rstrip().endswith("Nothing was written.")
    assert "Traceback" not in person.shown


def test_title_of_a_source_cannot_steer_the_terminal(folder: Path) -> None:
    text = EXPORT.read_text(encoding="utf-8").replace("<title>A quiet morning", "<title>\x9b31m\u202eA quiet morning")
    (folder / "blog.xml").write_text(text.replace("Tea &#38; Tides", "[bold]Tea\u202e"), encoding="utf-8")
    with terminal(CONVERT, folder) as person:
        answer_up_to_the_plan(person)
        person.answer("Enter converts", "q")
        person.end()
    assert "\u202e" not in person.shown and "\x9b" not in person.shown
    assert "[bold]Tea" in person.shown


def test_site_around_a_person_is_offered_as_a_whole_first(folder: Path, run: Run) -> None:
    run("hugo", EXPORT, folder / "blog", "--quiet", "--jobs", 1)
    found = sources_in(folder / "blog")
    assert found[0].path == "." and "Hugo" in found[0].description
    assert [each.path for each in sources_in(folder)] == ["blog", "blog.xml"]


def test_parts_of_an_export_are_offered_one_by_one_and_together(folder: Path) -> None:
    shutil.copy(EXPORT, folder / "blog.001.xml")
    assert [each.path for each in sources_in(folder)] == ["blog.001.xml", "blog.xml", "."]


def test_uploads_are_found_beside_the_source(tmp_path: Path) -> None:
    (tmp_path / "old" / "wp-content" / "uploads").mkdir(parents=True)
    assert uploads_near(tmp_path, ["old/blog.xml"]) == "old/wp-content/uploads"
    assert uploads_near(tmp_path, ["blog.xml"]) == ""


def test_source_that_looks_like_an_option_stays_a_source() -> None:
    assert Answers(sources=("-x.xml",), destination="site", report="").arguments == ["hugo", "--", "-x.xml", "site"]


def test_without_a_terminal_there_is_help_and_no_question(run: Run) -> None:
    code, out, err = run()
    assert code == 2
    assert "Usage:" in out + err and "What shall be read" not in out + err
