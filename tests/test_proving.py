"""`--prove`: what Markdown would change stays HTML, is counted, and everything else is written as without it."""

from dataclasses import replace

import pytest

from converters.post import Post, Site
from converters.problem import Problem
from tests.hostile_snippets import snippets
from writers.hugo import HugoWriter
from writers.jekyll import JekyllWriter
from writers.markdown import FLAVORS, HUGO, JEKYLL, Flavor, to_markdown
from writers.markdown.proving import BlocksKeptAsHtml, BodyNotProven, to_proven_markdown

FORGETFUL = replace(JEKYLL, list_attributes=False)
"""Jekyll's flavor without what keeps the first number of a list."""
HTML = '<p>a *b*</p>\n<ol start="7"><li>c</li><li>d</li></ol>\n<p>e <a href="/f">g</a></p>'


def proven(html: str, flavor: Flavor) -> tuple[str, list[Problem]]:
    problems: list[Problem] = []
    return to_proven_markdown(html, flavor=flavor, report=problems.append), problems


@pytest.mark.parametrize("flavor", FLAVORS.values(), ids=FLAVORS)
def test_what_loses_nothing_is_written_as_ever(flavor: Flavor) -> None:
    assert proven(HTML, flavor) == (to_markdown(HTML, flavor=flavor), [])


def test_a_block_that_would_lose_something_stays_html() -> None:
    markdown, (problem,) = proven(HTML, FORGETFUL)
    list_as_html = '<ol start="7">\n<li>c</li>\n<li>d</li>\n</ol>'
    assert markdown == f"a \\*b\\*\n\n{list_as_html}\n\ne [g](/f)"
    assert isinstance(problem, BlocksKeptAsHtml)
    assert (problem.count, problem.first) == (1, "list items: lost “ol 7 c”, “ol 8 d”, added “ol 1 c”, “ol 2 d”")


def test_a_note_in_a_block_that_stays_html_stays_a_link() -> None:
    html = (
        '<ol start="7"><li>c<sup><a href="#n">1</a></sup></li></ol>'
        '<section class="footnotes"><ol><li id="n">note</li></ol></section>'
    )
    markdown, (problem,) = proven(html, FORGETFUL)
    assert isinstance(problem, BlocksKeptAsHtml)
    assert '<a href="#n">1</a>' in markdown
    assert '<li id="n">note</li>' in markdown


def test_what_cannot_be_proven_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(to_proven_markdown.__globals__["_SHOWN"], "hugo", lambda markdown: "<p>other</p>")
    markdown, (problem,) = proven("<p>a</p>", HUGO)
    assert markdown == "a"
    assert isinstance(problem, BodyNotProven)
    assert "lost “a”" in str(problem)


def test_addresses_are_compared_where_they_lead_now() -> None:
    html = '<p><a href="/old">a</a> <img src="/b.png" srcset="/c.png 2x"></p><ol start="3"><li>x</li></ol>'
    problems: list[Problem] = []
    markdown = to_proven_markdown(html, flavor=FORGETFUL, report=problems.append, link=lambda url: f"/new{url}")
    assert len(problems) == 1
    assert markdown.startswith("[a](/new/old) ![](/new/b.png)")


def test_players_and_commented_shortcodes_are_proven() -> None:
    html = (
        '<figure class="embed" data-url="https://www.youtube.com/watch?v=abcdefghijk">'
        '<iframe src="https://www.youtube.com/embed/abcdefghijk"></iframe></figure><pre>{{&lt; x &gt;}} {{% y %}}</pre>'
    )
    assert proven(html, HUGO) == ("{{< youtube abcdefghijk >}}\n\n```\n{{</* x */>}} {{%/* y */%}}\n```", [])


@pytest.mark.parametrize("flavor", [HUGO, JEKYLL], ids=["hugo", "jekyll"])
def test_hardly_a_hostile_piece_stays_html_without_need(flavor: Flavor) -> None:
    """Without a proof all of them are right (`test_round_trip`): what stays HTML here is a doubt of the renderer."""
    pieces = snippets()[::7]
    kept = [name for name, html in pieces if proven(html, flavor)[1]]
    assert len(kept) <= 0.03 * len(pieces), kept


@pytest.mark.parametrize(("name", "writer"), [("hugo", HugoWriter), ("jekyll", JekyllWriter)], ids=["hugo", "jekyll"])
def test_the_writers_prove_when_asked(
    name: str, writer: type[HugoWriter | JekyllWriter], monkeypatch: pytest.MonkeyPatch
) -> None:
    post = Post(key="post:1", id=1, slug="a", title="A", html="<p>a<br />b</p><p>c</p>")
    site = Site(entries=(post,))
    problems: list[Problem] = []
    monkeypatch.setattr("writers.markdown_site.FLAVORS", {name: replace(FLAVORS[name], line_break="")})
    assert "a\nb\n\nc" in writer().render(post, site, problems.append).text
    assert not any(isinstance(problem, BlocksKeptAsHtml) for problem in problems)
    assert "<p>a<br />b</p>\n\nc" in writer(prove=True).render(post, site, problems.append).text
    assert any(isinstance(problem, BlocksKeptAsHtml) for problem in problems)
