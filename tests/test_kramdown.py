"""Our reader of Jekyll's Markdown shows what the real kramdown shows: a document for each class, and random ones.

`fixtures/kramdown.txt` holds the HTML that the real one made: `pytest -m jekyll --accept tests/test_kramdown.py`.
"""

import re
import time

import pytest

from converters.canonical import to_canonical
from converters.fidelity import Difference, compare, facts_of
from converters.markdown import LinksGivenUp, kramdown_to_html
from converters.problem import Problem
from tests.conftest import ROOT
from tests.kramdown_documents import Documents
from tests.renderers import KRAMDOWN_SETTINGS, BuildError, Rendered, render_jekyll

RECORDED = ROOT / "fixtures" / "kramdown.txt"
DOCUMENT = re.compile(r"^%%% (.*)\n((?:.*\n)*?)%%%>\n((?:.*\n)*?)(?=%%% |\Z)", re.MULTILINE)
CASES = {title: (markdown, html) for title, markdown, html in DOCUMENT.findall(RECORDED.read_text(encoding="utf-8"))}
FORMULA = re.compile(r'<(div|span) class="kdmath">\$\$?\n?(.*?)\n?\$\$?</\1>', re.DOTALL)
SMART = {key: value for key, value in KRAMDOWN_SETTINGS.items() if key not in ("smart_quotes", "typographic_symbols")}
QUOTES = """\
"a" 'b' don't "'c' d" ("e") *"f"* "*g*" '90s "h." -- i --- j... << k >> "`l`" 'm"n "o"'s [p]("q")
".r" s" t\n\n"u\\"v"""

RANDOM, SEED = 300, 2026
MOST_DIFFERENT = 4
"""Random documents, denser in oddities than any real one, that may differ: 0.4 % of many did."""

CHARACTERS, SECONDS = 50_000, 8
"""A multiple of what most of them take; what is quadratic takes longer."""
NESTED = [
    "> ",
    "- ",
    "1. ",
    "<div>",
    '<div markdown="1">\n',
    "<b>",
    "[",
    "![",
    "*a **b ",
    "~~a ",
    "<kbd>",
    "- > ",
    ": ",
]
REPEATED = [
    *["*", "[", "<", "`", "|", "> ", "- ", "{", "$$", '"', "_", "~~", "[a](", "[a][", "<b>", "<div>", "<!--", "```\n"],
    *["{:.a}\n", "*a", "**a ", "a|b\n", "a|b\n\n", "`a", "``", '<a b="', '[a](b "', '<td markdown="1">', ": a\n"],
    *["[^a]: b\n", "[a]: b\n", "*[a]: b\n", "*a **b ", "[*a ", "<b>*a ", "{:|}\n|a\n", "{: ", "*a*{: ", "$$a "],
    *["{::comment}", "{::comment "],
]

AMPLE = [
    "[a]: " + " " * CHARACTERS + "x",
    "# a" + " " * CHARACTERS + "b",
    "```" + "a?" * CHARACTERS + " b",
    "`" * CHARACTERS + " a b",
    "- " + " \t" * CHARACTERS + "x",
    "-" * CHARACTERS + "x|",
    "{:a: ." + "b" * CHARACTERS + "}\n\n" + "x\n{: a}\n\n" * 2000,
    "*[a]: " + "b" * CHARACTERS + "\n\n" + "a " * CHARACTERS,
    "[a]: " + "b" * CHARACTERS + "\n\n" + "[a] " * CHARACTERS,
    "".join(f"*[a{number}]: b\n" for number in range(5000)) + "a1 " * CHARACTERS,
    "".join(f"x[^{number}] " for number in range(5000)) + "\n\n[^1]: b\n" * 2,
]
"""Texts whose lines are long, or that define what is long and refer to it often."""


def ignore(problem: Problem) -> None:
    """What is given up is tested below."""


def differences(theirs: Rendered, ours: str) -> tuple[Difference, ...]:
    assert not isinstance(theirs, BuildError)
    theirs = FORMULA.sub(lambda found: f'<math data-latex="{found[2].strip()}"></math>', theirs)
    return compare(facts_of(to_canonical(theirs)), facts_of(to_canonical(ours)))


def ours(markdown: str) -> str:
    return kramdown_to_html(markdown, ignore, typographic=False)


@pytest.mark.parametrize("title", CASES)
def test_our_reader_shows_what_was_recorded(title: str) -> None:
    markdown, recorded = CASES[title]
    assert differences(recorded, ours(markdown)) == ()


@pytest.mark.jekyll
def test_the_real_kramdown_still_shows_what_was_recorded(request: pytest.FixtureRequest) -> None:
    shown = render_jekyll([markdown for markdown, _ in CASES.values()], liquid=False)
    assert not [each for each in shown if isinstance(each, BuildError)]
    made = "".join(
        f"%%% {title}\n{markdown}%%%>\n{str(html).strip()}\n\n"
        for (title, (markdown, _)), html in zip(CASES.items(), shown, strict=True)
    )
    if request.config.getoption("--accept"):
        RECORDED.write_text(made, encoding="utf-8", newline="")
    assert RECORDED.read_text(encoding="utf-8") == made


@pytest.mark.jekyll
def test_random_documents_show_what_the_real_kramdown_shows() -> None:
    source = Documents(SEED)
    documents = [source.document() for _ in range(RANDOM)]
    shown = render_jekyll(documents, liquid=False)
    differing = [
        (document, list(map(str, found)))
        for document, html in zip(documents, shown, strict=True)
        if (found := differences(html, ours(document)))
    ]
    assert len(differing) <= MOST_DIFFERENT, differing


@pytest.mark.jekyll
def test_quotes_and_signs_are_set_as_the_real_kramdown_sets_them() -> None:
    [shown] = render_jekyll([QUOTES], liquid=False, settings=SMART)
    assert differences(shown, kramdown_to_html(QUOTES, ignore)) == ()


def test_a_list_of_contents_shows_nothing() -> None:
    assert ours("* a\n{:toc}\n\n# b\n\n{:toc}\n1. c").strip() == "<h1>b</h1>"


def test_quotes_and_signs_are_set() -> None:
    made = kramdown_to_html("\"a\" 'b' don't --- -- ... << c >> '90s `\"d\"`", ignore)
    assert made.strip() == '<p>“a” ‘b’ don’t — – … « c » ’90s <code>"d"</code></p>'


def test_line_ends_are_shown_where_all_are() -> None:
    markdown = "a\nb *c\nd* <b>e\nf</b>\n\n- g\n  h"
    made = kramdown_to_html(markdown, ignore, hard_wraps=True)
    assert "a<br />\nb <em>c<br />\nd</em> <b>e\nf</b>" in made
    assert "g<br />\nh" in made
    assert "<br" not in kramdown_to_html(markdown, ignore)


def test_a_heading_has_an_id_where_something_links_to_it() -> None:
    assert '<h1 id="a-b">' in ours("# A *B*\n\n[c](#a-b)")
    assert '<h1 id="a-1">' in ours("# A\n\n# A\n\n[c](#a-1)")
    assert "id=" not in ours("# A\n\n[c](#b)")


@pytest.mark.parametrize("opening", NESTED)
def test_three_thousand_levels_keep_the_text_in_them(opening: str) -> None:
    assert "needle" in ours(opening * 3000 + "needle")


@pytest.mark.parametrize("text", AMPLE, ids=range(len(AMPLE)))
def test_what_is_long_or_shown_often_takes_little_time(text: str) -> None:
    began = time.process_time()
    ours(text)
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize("piece", REPEATED)
def test_many_marks_of_one_kind_take_little_time(piece: str) -> None:
    began = time.process_time()
    ours(piece * (CHARACTERS // len(piece)))
    assert time.process_time() - began < SECONDS


def test_links_that_are_given_up_are_reported_and_stay_text() -> None:
    problems: list[Problem] = []
    made = kramdown_to_html("[a " * 100_000 + "]", problems.append)
    assert problems == [LinksGivenUp()]
    assert made.count("[a") == 100_000
