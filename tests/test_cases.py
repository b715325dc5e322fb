"""The cases of `fixtures/cases/*.md`: a heading, an input fence, the expected one. Their languages choose the function.

`wordpress → html` cleans a body; `html → gfm`, `html → hugo` and `html → jekyll` write Markdown; `html → xhtml` sets
the body of a chapter. A fence of the language `problems` may follow: the sentences that must be reported, one a line.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from converters.canonical import to_canonical
from converters.post import Entry, Post, Site
from converters.problem import Problem
from converters.wordpress.body import to_html
from tests.epub_books import absent
from writers.epub.chapter import make_chapter
from writers.epub.marks import fill_in
from writers.markdown import FLAVORS, to_markdown

CASES = Path(__file__).parent.parent / "fixtures" / "cases"
FENCE = re.compile(r"^(?P<ticks>`{3,}|~{3,})(?P<language>\w+)\n(?P<text>.*?)^(?P=ticks)$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Case:
    title: str
    file: Path
    fences: tuple[tuple[str, str], ...]


def read_cases() -> list[Case]:
    cases = []
    for file in sorted(CASES.glob("*.md")):
        text = file.read_text(encoding="utf-8")
        starts = [m.start() for m in re.finditer(r"^### ", text, re.MULTILINE)] + [len(text)]
        for start, end in pairwise(starts):
            title, _, rest = text[start:end].partition("\n")
            fences = tuple((m["language"], m["text"]) for m in FENCE.finditer(rest))
            cases.append(Case(title.removeprefix("### "), file, fences))
    return cases


def convert(language: str, to: str, text: str) -> tuple[str, list[Problem]]:
    problems: list[Problem] = []
    if (language, to) == ("wordpress", "html"):
        post = Post(key="1", id=1, url="https://example.org/hello/", raw=text)
        return to_html(post, Site(url="https://example.org"), problems.append), problems
    if language == "html" and to in FLAVORS:
        return to_markdown(text, flavor=FLAVORS[to]), problems
    if (language, to) == ("html", "xhtml"):
        return set_chapter(text, problems), problems
    raise ValueError(f"no function makes {to} of {language}")


def set_chapter(html: str, problems: list[Problem]) -> str:
    """The body of a chapter in a book that holds nothing else: no post, no picture."""
    url = "https://example.org/hello/"
    post = Post(key="1", id=1, url=url, title="Hello", html=to_canonical(html, base=url))
    site = Site(
        url="https://example.org", language="en", entries=(Entry(key="2", id=2, url="https://example.org/?p=2"),)
    )
    chapter = make_chapter(post, site, problems.append, with_comments=False)
    return fill_in(chapter.body, chapter.marks, absent)


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: f"{case.file.stem}: {case.title}")
def test_case(case: Case, request: pytest.FixtureRequest) -> None:
    (language, text), (to, expected), *more = case.fences
    result, problems = convert(language, to, text.removesuffix("\n"))
    if request.config.getoption("--accept"):
        accept(case, expected, result + "\n")
    else:
        assert result == expected.removesuffix("\n")
    for _, sentences in more:
        assert [problem.sentence for problem in problems] == sentences.splitlines()


def accept(case: Case, expected: str, result: str) -> None:
    document = case.file.read_text(encoding="utf-8")
    head, found, tail = document.partition(f"### {case.title}\n")
    assert found
    case.file.write_text(head + found + tail.replace(expected, result, 1), encoding="utf-8")
