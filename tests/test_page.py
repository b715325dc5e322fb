"""Files with front matter: what goes in comes out, for every reader of YAML, and no page stands over another."""

from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from converters.problem import Problem
from writers.destination import Destination
from writers.page import AliasTaken, FrontMatter, Page, PathTaken, page_text, write_pages

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))


def front_matter(text: str) -> object:
    assert text.startswith("---\n")
    return yaml.safe_load(text.split("\n---\n")[0])


@pytest.mark.parametrize(
    "value",
    [
        "yes",
        "null",
        "~",
        "1e3",
        "08",
        "0o17",
        "+.5",
        "12:30:45",
        "2020-01-01",
        ": ",
        "a: b # c",
        "- x",
        "'",
        '"',
        "\\U0001F600",
        "@x",
        "%y",
        "|",
        ">",
        "&a",
        "*a",
        "!t",
        "{{ x }}",
        "\ttab",
        " space ",
        "line\nline",
        "---",
        "😀👩‍👩‍👧",
        "\u2028\x85\ufeff",
    ],
)
def test_every_text_comes_back_as_it_was(value: str) -> None:
    fields: FrontMatter = {"title": value, "list": [value, value], "map": {"deep": {value: value}}}
    assert front_matter(page_text(fields, "")) == fields


@given(st.dictionaries(ANY_TEXT, ANY_TEXT), ANY_TEXT)
def test_no_text_breaks_the_front_matter(fields: dict[str, str], title: str) -> None:
    text = page_text({"title": title, "wordpress": dict(fields)}, "body")
    assert isinstance(front_matter(text), dict)
    assert text.endswith("\n---\n\nbody\n")


def test_fields_stand_in_the_order_they_were_given_and_plain_keys_without_quotes() -> None:
    text = page_text({"title": "x", "draft": False, "weight": 1, "no": "x", "1": "x", "a b": "x"}, "")
    assert text == '---\ntitle: "x"\ndraft: false\nweight: 1\n"no": "x"\n"1": "x"\n"a b": "x"\n---\n\n\n'


def test_a_long_title_stays_on_its_line() -> None:
    assert page_text({"title": "word " * 500}, "").count("\n") == 5


def test_an_emoji_can_be_read_in_the_file() -> None:
    assert 'title: "\\\\U0001F600 😀"' in page_text({"title": "\\U0001F600 😀"}, "")


def test_the_edges_of_the_body_are_left_alone() -> None:
    assert page_text({}, "    code\u00a0\n\n").endswith("---\n\n    code\u00a0\n")


def test_what_no_xml_may_hold_is_left_out() -> None:
    fields: FrontMatter = {"a\x01": ["b\x02", {"c": "d\ufffe\ud800"}]}
    text = page_text(fields, "e\x08\x7f")
    assert front_matter(text) == {"a": ["b", {"c": "d"}]}
    assert text.endswith("e\n")


def write(tmp_path: Path, *pages: Page) -> tuple[list[str], list[Problem]]:
    problems: list[Problem] = []
    with Destination(tmp_path, problems.append) as destination:
        receipts = list(write_pages(pages, destination, problems.append))
    return [receipt.path for receipt in receipts], problems


def page(key: str, path: str, text: str = "x\n", **more: Any) -> Page:
    return Page(key=key, label=f"post {key}", path=PurePosixPath(path), text=text, **more)


def test_two_pages_with_one_path_are_two_files_and_a_problem(tmp_path: Path) -> None:
    paths, problems = write(tmp_path, page("1", "a.md"), page("2", "A.md"), page("3", "a-2.md"), page("4", "a.md"))
    assert paths == ["a.md", "A-2.md", "a-2-2.md", "a-3.md"]
    assert [type(problem) for problem in problems] == [PathTaken] * 3
    assert str(problems[0]) == "post 2: another post has the file A.md: this one is written to A-2.md"


def test_a_former_address_leads_to_the_first_page_that_had_it(tmp_path: Path) -> None:
    body = '- "/old/"\n'
    pages = [
        page(key, f"{key}.md", page_text({"aliases": ["/old/", f"/{key}/"]}, body), aliases=("/old/", f"/{key}/"))
        for key in ("1", "2")
    ]
    _, problems = write(tmp_path, *pages)
    assert front_matter((tmp_path / "1.md").read_text()) == {"aliases": ["/old/", "/1/"]}
    second = (tmp_path / "2.md").read_text()
    assert front_matter(second) == {"aliases": ["/2/"]}
    assert second.endswith(body)
    assert [type(problem) for problem in problems] == [AliasTaken]


def test_data_is_written_beside_its_page(tmp_path: Path) -> None:
    write(tmp_path, page("1", "content/a.md", data=((PurePosixPath("data/1.json"), b"[]"),)))
    assert (tmp_path / "data/1.json").read_text() == "[]"


def test_a_page_that_cannot_be_written_gets_no_receipt_and_the_others_come(tmp_path: Path) -> None:
    (tmp_path / "taken.md").mkdir()
    paths, problems = write(tmp_path, page("1", "taken.md"), page("2", "n" * 300 + ".md"), page("3", "fine.md"))
    assert paths == ["fine.md"]
    assert [problem.code for problem in problems] == ["file-kept", "post-failed"]
