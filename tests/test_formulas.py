"""Formulas: TeX as the MathML that shows it, and what cannot be set as its TeX."""

import re
from html import escape
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from converters.canonical import to_canonical
from converters.fidelity import facts_of
from converters.html import Element, parse, serialise
from converters.problem import Problem
from tests.epub_books import make_book, post
from writers.epub.formulas import clean_formula, formula_read_back
from writers.epub.reading import read_back
from writers.feed.content import feed_html
from writers.markdown import FLAVORS, Flavor, to_markdown


def formula(tex: str, display: str = "") -> str:
    shown = f' display="{display}"' if display else ""
    return f'<math{shown} data-latex="{escape(tex)}"></math>'


def shown(tex: str, display: str = "") -> Element:
    """A formula as canonical HTML has it."""
    [math] = parse(to_canonical(f"<p>{formula(tex, display)}</p>")).elements("math")
    return math


def in_book(tex: str, display: str = "") -> Element:
    made = clean_formula(shown(tex, display))
    assert made is not None
    return made


KNOWN = pytest.mark.parametrize(
    ("tex", "part"),
    [
        (r"\frac{a}{b}", "<mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac>"),
        (r"x_1^2", "<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>"),
        (r"\binom{n}{k}", '<mfrac linethickness="0">'),
        (r"\begin{aligned}a&=b\\c&=d\end{aligned}", "<mtable"),
        (r"\mathbf{v1}", "<mi>𝐯</mi><mn>𝟏</mn>"),
        (r"\mathbb{R}\mathcal{L}", "<mi>ℝ</mi><mi>ℒ</mi>"),
        (r"\not\sim", "<mo>≁</mo>"),
        (r"\text{a & <i>b</i>}", "<mtext>a\xa0&amp;\xa0&lt;i&gt;b&lt;/i&gt;</mtext>"),
        ("a % why\n+ b", "<mi>a</mi><mo>+</mo><mi>b</mi>"),
        (r"\begin{equation}\label{eq:1}x\nonumber\end{equation}", "<mi>x</mi>"),
    ],
)
UNKNOWN = pytest.mark.parametrize(
    "tex",
    [
        r"\ce{H2O}",
        r"\begin{tikzcd}a\end{tikzcd}",
        r"x^",
        "{" * 3000,
        r"\frac{" * 2000,
        r"\left(" * 1000,
        "x^{" * 300 + "}" * 300,
        "a & b",
        "x}",
        "\\",
        "+".join("x" * 6000),
        r"\def\x{\x\x}\x",
        r"\newcommand{\a}{\b\b}\newcommand{\b}{\c\c}\a",
        r"\let\a=b",
    ],
)


@KNOWN
def test_tex_is_shown_as_mathml_and_stays_beside_it(tex: str, part: str) -> None:
    math = shown(tex)
    assert part in serialise(math)
    assert (math.get("data-latex"), math.elements("annotation")) == (tex, [])


@UNKNOWN
def test_tex_that_is_not_understood_whole_is_shown_as_it_is(tex: str) -> None:
    math = shown(tex, "block")
    assert (math.get("data-latex"), math.get("display")) == (tex.strip(), "block")
    assert [(each.name, each.text_content()) for each in math.elements()] == [("mtext", tex.strip())]


@pytest.mark.parametrize("tex", ["x^2", r"\ce{H2O}", r"\text{a & <i>b</i>}"])
def test_shown_formula_is_canonical(tex: str) -> None:
    once = to_canonical(f"<p>{formula(tex)}</p>")
    assert to_canonical(once) == once


def test_tex_in_an_annotation_alone_is_shown() -> None:
    written = '<p><math><semantics><annotation encoding="application/x-tex">x^2</annotation></semantics></math></p>'
    assert to_canonical(written) == to_canonical(f"<p>{formula('x^2')}</p>")


WORDPRESS_COM = "https://s0.wp.com/latex.php"


@pytest.mark.parametrize(
    "image",
    [
        f'<img src="{WORDPRESS_COM}?latex=x%5E2+%2B+1&amp;bg=ffffff&amp;fg=000&amp;s=0" alt="x^2 + 1" class="latex">',
        '<img src="//s0.wp.com/latex.php?bg=fff&amp;latex=x%5E2+%2B+1">',
        r'<img src="https://latex.codecogs.com/gif.latex?\dpi{120} \large x^2 + 1">',
        '<img src="https://latex.codecogs.com/svg.image?x%5E2%20+%201" alt="">',
    ],
)
def test_picture_that_a_service_made_of_tex_is_a_formula(image: str) -> None:
    assert to_canonical(f"<p>{image}</p>") == to_canonical(f"<p>{formula('x^2 + 1')}</p>")


@pytest.mark.parametrize("src", ["https://example.org/latex.php?latex=x", WORDPRESS_COM])
def test_any_other_picture_stays_one(src: str) -> None:
    image = f'<p><img src="{src}" alt="x" /></p>'
    assert to_canonical(image) == image


def test_formula_that_is_shown_already_stays_as_it_is() -> None:
    written = '<p><math data-latex="x^2"><msup><mi>y</mi><mn>3</mn></msup></math></p>'
    assert to_canonical(written) == written


def test_tex_cannot_bring_links_styles_or_elements() -> None:
    math = shown(r"\href{javascript:x}{y}\style{color:red}{z}\class{made}{c}\text{<script>}<i>")
    assert {each.name for each in math.elements()} <= {"mrow", "mi", "mo", "mtext"}
    attributes = {name for each in math.elements() for name in each.attributes}
    assert attributes <= {"stretchy"}


@pytest.mark.parametrize("flavor", FLAVORS.values(), ids=FLAVORS)
@pytest.mark.parametrize("tex", [r"a_1 * b_2 * c", r"\ce{*H*_2_O}"])
def test_markdown_shows_formulas_and_keeps_their_tex(flavor: Flavor, tex: str) -> None:
    html = to_canonical(f"<p>So {formula(tex)}.</p>")
    written = to_markdown(html, flavor=flavor).replace("{::nomarkdown}", "").replace("{:/nomarkdown}", "")
    assert MarkdownIt("commonmark").render(written).strip() == html


def test_formulas_that_stay_tex_are_counted() -> None:
    problems: list[Problem] = []
    to_canonical("".join(f"<p>{formula(tex)}</p>" for tex in (r"\ce{A}", r"\ce{B}", "x^2")), report=problems.append)
    [problem] = problems
    assert "2 of its formulas" in str(problem) and r"\ce{A}" in str(problem)


@pytest.mark.parametrize("tex", ["x^2 + 1", r"\ce{H2O}"])
def test_formula_of_a_feed_has_its_tex_beside_it(tex: str) -> None:
    html = to_canonical(f"<p>{formula(tex)}</p>")
    fed = feed_html(parse(html), base="https://example.org/")
    assert "data-latex" not in fed
    assert facts_of(fed) == facts_of(html)


@KNOWN
def test_formula_of_a_book_has_its_tex_beside_it(tex: str, part: str) -> None:
    math = in_book(tex)
    assert part in serialise(Element("root", None, [math]))
    assert math.get("alttext") == " ".join(tex.split())
    assert [each.text_content() for each in math.elements("annotation")] == [tex]


@UNKNOWN
def test_tex_that_is_not_understood_whole_is_code_in_a_book(tex: str) -> None:
    made = in_book(tex, "block")
    assert made.text_content() == tex.strip()
    assert (made.name, made.classes) == ("code", ["tex", "display"])


@pytest.mark.parametrize("display", ["", "block"])
def test_code_of_a_book_is_read_back_as_the_formula_of_the_post(display: str) -> None:
    read = formula_read_back(in_book(r"\ce{H2O}", display))
    assert read is not None
    assert serialise(Element("root", None, [read])) == serialise(Element("root", None, [shown(r"\ce{H2O}", display)]))


def test_formulas_of_a_book_are_those_of_its_posts(tmp_path: Path) -> None:
    body = to_canonical("".join(f"<p>{formula(tex)}</p>" for tex in (r"\ce{A}", "x^2")))
    book = make_book(tmp_path, [post(1, body)])
    assert book.text("chapter-1.xhtml").count("<math") == 1
    [(_, read)] = read_back(book.path)
    assert re.findall('data-latex="([^"]*)"', to_canonical(read)) == [r"\ce{A}", "x^2"]
    assert facts_of(read) == facts_of(body)
