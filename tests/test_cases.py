"""The cases of `fixtures/cases/*.md`: a heading, an input fence, the expected one. Their languages choose the function.

`wordpress → html`, `hugo → html` and `jekyll → html` clean a body; `html → gfm`, `html → hugo` and `html → jekyll`
write Markdown, `html → blocks` and `html → classic` what WordPress's editors store, and `html → xhtml` sets the body of
a chapter. A fence of the language `problems` may follow: the sentences that must be reported, one a line; one of the
language `rules`: the rules that the body is cleaned with (TOML); and one of the language `source`: what else the source
holds (JSON: the fields of `Site`, files of the library without their ids as keys, and `meta`, the custom fields of the
post).
"""

import json
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from converters.canonical import to_canonical
from converters.formats import Reader
from converters.post import Entry, Media, Post, Site
from converters.problem import Problem
from converters.sites.hugo.reader import HugoReader
from converters.sites.jekyll.reader import JekyllReader
from converters.sites.pages import MarkdownSite
from converters.wordpress.body import to_html
from converters.wordpress.rules.actions import NO_RULES, Rules
from converters.wordpress.rules.reading import read_rules
from tests.epub_books import absent
from writers.epub.chapter import make_chapter
from writers.epub.marks import fill_in
from writers.markdown import FLAVORS, to_markdown
from writers.wxr.blocks import to_blocks
from writers.wxr.classic import to_classic

CASES = Path(__file__).parent.parent / "fixtures" / "cases"
SITES: dict[str, tuple[Reader, str, str]] = {
    "hugo": (HugoReader(), "content/posts/hello.md", "content/posts/other.md"),
    "jekyll": (JekyllReader(), "_posts/2020-01-01-hello.md", "_posts/2020-01-02-other.md"),
}
"""Whose bodies they are, the body's file, and another page's."""
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


def convert(
    language: str, to: str, text: str, rules: Rules = NO_RULES, source: Any = None
) -> tuple[str, list[Problem]]:
    problems: list[Problem] = []
    if (language, to) == ("wordpress", "html"):
        source = source or {}
        meta = tuple(
            (name, value if isinstance(value, str) else json.dumps(value))
            for name, value in source.pop("meta", {}).items()
        )
        media = {each["id"]: Media(**each) for each in source.pop("media", [])}
        blocks = {int(id): body for id, body in source.pop("blocks", {}).items()}
        post = Post(key="1", id=1, url="https://example.org/hello/", raw=text, meta=meta)
        entries = tuple(Entry(key=str(each["id"]), **each) for each in source.pop("entries", []))
        site = Site(url="https://example.org", media=media, blocks=blocks, entries=entries, **source)
        return to_html(post, site, problems.append, rules), problems
    if language in SITES and to == "html":
        reader, origin, page = SITES[language]
        pages = {page: "https://example.org/other/"}
        site = MarkdownSite.of(Site(url="https://example.org"), typographic=True, pages=pages, roots=("content/",))
        meta = tuple((name, value) for name, value in (source or {}).get("meta", ()))
        post = Post(
            key=origin, url="https://example.org/hello/", raw=text, dialect="markdown", origin=origin, meta=meta
        )
        return reader.clean(post, site, problems.append).html, problems
    if language == "html" and to in FLAVORS:
        return to_markdown(text, flavor=FLAVORS[to]), problems
    if (language, to) == ("html", "blocks"):
        return to_blocks(text), problems
    if (language, to) == ("html", "classic"):
        return to_classic(text), problems
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
    return fill_in(chapter.pages[0].body, chapter.marks, absent)


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: f"{case.file.stem}: {case.title}")
def test_case(case: Case, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    (language, text), (to, expected), *more = case.fences
    rules = NO_RULES
    for _, toml in (fence for fence in more if fence[0] == "rules"):
        (tmp_path / "rules.toml").write_text(toml, encoding="utf-8")
        rules = read_rules(tmp_path / "rules.toml")
    source = next((json.loads(held) for name, held in more if name == "source"), None)
    result, problems = convert(language, to, text.removesuffix("\n"), rules, source)
    if request.config.getoption("--accept"):
        accept(case, expected, result + "\n")
    else:
        assert result == expected.removesuffix("\n")
    for _, sentences in (fence for fence in more if fence[0] == "problems"):
        assert [problem.sentence for problem in problems] == sentences.splitlines()


def accept(case: Case, expected: str, result: str) -> None:
    document = case.file.read_text(encoding="utf-8")
    head, found, tail = document.partition(f"### {case.title}\n")
    assert found
    case.file.write_text(head + found + tail.replace(expected, result, 1), encoding="utf-8")
