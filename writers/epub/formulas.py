"""Formulas: the presentation MathML that every reader shows and none can be harmed by, with its TeX beside it."""

from converters.canonical.formulas import beside_tex, is_tex_alone, tex_of
from converters.canonical.mathml import shown_by
from converters.html import Element, Node, Text

MATHML = "http://www.w3.org/1998/Math/MathML"


def clean_formula(math: Element) -> Element | None:
    """A formula as presentation MathML with its TeX beside it; as code where nothing but TeX says what it shows.

    None when it is empty.
    """
    tex = tex_of(math)
    characters = " ".join((tex or math.text_content()).split())
    if not characters:
        return None
    display = math.get("display")
    rows = [] if is_tex_alone(math) else shown_by(math)
    if not rows:
        return Element("code", {"class": "tex display" if display == "block" else "tex"}, [Text(tex)])
    attributes = {"xmlns": MATHML, "alttext": characters}
    if display in ("block", "inline"):
        attributes["display"] = display
    return Element("math", attributes, beside_tex(rows, tex))


def formula_read_back(element: Element) -> Element | None:
    """The formula of canonical HTML that one of a book was made of; None for an element that is no such formula."""
    if element.name == "code" and element.classes[:1] == ["tex"]:
        tex, display = element.text_content(), "block" if "display" in element.classes else ""
        shown: list[Node] = [Element("mtext", None, [Text(tex)])]
    elif element.name == "math" and (tex := tex_of(element)):
        display, shown = element.get("display"), shown_by(element)
    else:
        return None
    return Element("math", ({"display": display} if display else {}) | {"data-latex": tex}, shown)
