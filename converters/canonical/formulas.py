"""Formulas that are TeX alone: no browser shows TeX, so that they get what they show."""

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, unquote_plus

from converters.html import Element, Node, Text
from converters.problem import Problem, Report, Severity

_AS_WORDS = re.compile(r'<math(?: [^<>]*)? data-latex="([^"<>]*)"[^<>]*><mtext>([^<>]*)</mtext></math>')
_SERVICE = re.compile(
    r"(?:https?:)?//(?:(?:s\d+\.wp|[\w-]+\.wordpress)\.com/latex\.php\?(?:[^#]{0,200}?&(?:amp;)?)?latex=([^&#]+).*"
    r"|latex\.codecogs\.com/(?:gif|png|svg|eqnedit)\.(?:latex|image|download)\?(.+))",
    re.DOTALL,
)
_LOOKS = re.compile(r"\\(?:dpi\s?\{\d+\}|bg_\w+|fn_\w+|inline|tiny|small|large|huge|LARGE)\b\s?|\\dpi\s?\{\d+\}")
"""What in TeX for CodeCogs tells of size and colour alone."""
_LONGEST_ADDRESS = 8000
_WORDLESS = frozenset(["annotation", "annotation-xml", "semantics"])


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulasInTex(Problem):
    """Formulas of a post are written in TeX that cannot be shown as formulas; it stands as it is."""

    code = "formulas-in-tex"
    severity = Severity.WARNING
    text = "{count} of its formulas can be shown as TeX alone, such as {example}"
    count: int
    example: str


def show_formula(math: Element) -> None:
    """Give a formula that is TeX alone the MathML that shows it; where that is not understood whole, the TeX as words.

    The TeX stays beside it, as `data-latex`.
    """
    tex = tex_of(math)
    if not tex or any(child.name not in _WORDLESS for child in math.elements()):
        return
    from converters.canonical.mathml import shown_by
    from converters.canonical.tex import typeset  # takes a tenth of the start of a command, and few posts have any

    math.attributes["data-latex"] = tex
    rows = shown_by(Element("math", None, typeset(tex, display=math.get("display") == "block")))
    while len(rows) == 1 and isinstance(rows[0], Element) and rows[0].name == "mrow":
        rows = rows[0].children  # a formula is a row itself
    math.children = []
    for row in rows or [Element("mtext", None, [Text(tex)])]:
        math.append(row)


def beside_tex(shown: list[Node], tex: str) -> list[Node]:
    """What a formula shows, with its TeX beside it as MathML has it: for where no attributes `data-…` may be."""
    if not tex:
        return shown
    first = shown[0] if len(shown) == 1 else Element("mrow", None, shown)
    return [Element("semantics", None, [first, Element("annotation", {"encoding": "application/x-tex"}, [Text(tex)])])]


def report_formulas_in_tex(html: str, report: Report) -> None:
    """Say how many formulas of canonical HTML are shown as their TeX."""
    found = _AS_WORDS.findall(html) if "<mtext>" in html else []
    unset = [unescape(shown) for tex, shown in found if unescape(tex) == unescape(shown)]
    if unset:
        report(FormulasInTex(count=len(unset), example=" ".join(unset[0].split())[:100]))


def formula_of_picture(image: Element) -> Element | None:
    """The formula that a picture shows which a service makes of TeX in its address; None for any other picture.

    WordPress.com's (`latex.php?latex=…`, as Jetpack has it) and CodeCogs'.
    """
    found = _SERVICE.fullmatch(image.get("src")[:_LONGEST_ADDRESS])
    if not found:
        return None
    tex = (image.get("alt") or unquote_plus(found[1])) if found[1] else _LOOKS.sub("", unquote(found[2]))
    return Element("math", {"data-latex": tex.strip()}) if tex.strip() else None


def tex_of(math: Element) -> str:
    """The TeX that a formula was written in; empty when the source does not say."""
    tex = math.get("data-latex")
    for annotation in math.elements("annotation"):
        if not tex and "tex" in annotation.get("encoding").lower():
            tex = annotation.text_content()
    return tex.strip()


def is_tex_alone(math: Element) -> bool:
    """Whether a formula of canonical HTML shows its TeX, for want of anything better."""
    shown = math.children[0] if len(math.children) == 1 else None
    return isinstance(shown, Element) and shown.name == "mtext" and shown.text_content() == tex_of(math)
