"""Formulas in a book: TeX as MathML, and what cannot be set as its TeX."""

import re
from pathlib import Path

import pytest

from converters.fidelity import facts_of
from converters.html import Element, parse, serialise
from tests.epub_books import make_book, post
from writers.epub.formulas import clean_formula, formula_read_back
from writers.epub.reading import read_back


def formula(tex: str, display: str = "") -> Element:
    shown = {"display": display} if display else {}
    return Element("math", {"data-latex": tex, **shown})


def shown(tex: str, display: str = "") -> str:
    made = clean_formula(formula(tex, display))
    assert made is not None
    return serialise(Element("root", None, [made]))


@pytest.mark.parametrize(
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
def test_tex_is_set_as_mathml_with_the_tex_beside_it(tex: str, part: str) -> None:
    made = shown(tex)
    assert part in made
    [math] = parse(made).elements("math")
    assert math.get("alttext") == " ".join(tex.split())
    assert [each.text_content() for each in math.elements("annotation")] == [tex]


@pytest.mark.parametrize(
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
def test_tex_that_is_not_understood_whole_stays_code(tex: str) -> None:
    made = clean_formula(formula(tex, "block"))
    assert made is not None and made.text_content() == tex.strip()
    assert (made.name, made.classes) == ("code", ["tex", "display"])


def test_tex_cannot_bring_links_styles_or_elements() -> None:
    made = shown(r"\href{javascript:x}{y}\style{color:red}{z}\class{made}{c}\text{<script>}<i>")
    assert {each.name for each in parse(made).elements()} <= {
        "math",
        "semantics",
        "annotation",
        "mrow",
        "mi",
        "mo",
        "mtext",
    }
    attributes = {name for each in parse(made).elements() for name in each.attributes}
    assert attributes <= {"xmlns", "alttext", "encoding", "stretchy", "class"}


@pytest.mark.parametrize("tex", [r"\sqrt{2}", r"\ce{H2O}", "a % why\n+ b"])
@pytest.mark.parametrize("display", ["", "block"])
def test_formula_read_back_is_that_of_the_post(tex: str, display: str) -> None:
    made = clean_formula(formula(tex, display))
    assert made is not None
    read = formula_read_back(made)
    assert read is not None
    assert (read.get("data-latex"), read.get("display"), read.text_content()) == (tex, display, tex)


def test_formulas_that_stay_tex_are_counted(tmp_path: Path) -> None:
    body = "".join(f'<p><math data-latex="{tex}"></math></p>' for tex in (r"\ce{A}", r"\ce{B}", "x^2"))
    book = make_book(tmp_path, [post(1, body)])
    [problem] = [problem for problem in book.problems if problem.code == "formulas-in-tex"]
    assert "2 of its formulas" in str(problem) and r"\ce{A}" in str(problem)
    assert book.text("chapter-1.xhtml").count("<math") == 1
    [(_, read)] = read_back(book.path)
    assert re.findall('data-latex="([^"]*)"', read) == [r"\ce{A}", r"\ce{B}", "x^2"]
    assert facts_of(read) == facts_of(body)
