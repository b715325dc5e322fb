"""TeX as presentation MathML, through latex2mathml; its defects are closed here.

What latex2mathml 3.81 does not know it writes down as it is and says nothing, its text escapes nothing, a chain of
definitions can grow without end, and nesting is recursion. So its tree is taken instead of its text, and what is not
understood whole is refused: half a formula is worse than its TeX.
"""

import re
import unicodedata
from xml.etree import ElementTree

from latex2mathml.converter import Converter

from converters.html import Element, Node, Text

DEEPEST = 40
"""Levels of elements in a formula."""

_LONGEST = 10_000
_DEFINITIONS = re.compile(r"\\(?:(?:re)?new(?:command|environment)|providecommand|[gex]?def|let|Declare\w+)(?![a-z])")
_UNSEEN = re.compile(r"\\label\s*\{[^{}]*\}|\\(?:nonumber|notag)(?![A-Za-z])")
"""What names equations and asks for their numbers: a post has none."""
_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{([A-Za-z]+\*?)\}")
_SAME = {
    "aligned": "split", "align": "align*", "dcases": "cases", "gather": "matrix", "gather*": "matrix",
    "eqnarray": "align*", "eqnarray*": "align*", "gathered": "matrix", "multline": "matrix", "multline*": "matrix",
}  # fmt: skip
"""Environments that latex2mathml does not know, or numbers, and those that look like them."""
_KNOWN = frozenset(
    {
        *_SAME.values(),
        "array",
        "bmatrix",
        "Bmatrix",
        "equation",
        "equation*",
        "pmatrix",
        "smallmatrix",
        "vmatrix",
        "Vmatrix",
    }
)
_CHARACTER = re.compile(r"&#x([0-9A-Fa-f]{1,6});")
_VARIANTS = {
    "bold": "MATHEMATICAL BOLD", "bold-italic": "MATHEMATICAL BOLD ITALIC", "italic": "MATHEMATICAL ITALIC",
    "double-struck": "MATHEMATICAL DOUBLE-STRUCK", "script": "MATHEMATICAL SCRIPT", "fraktur": "MATHEMATICAL FRAKTUR",
    "bold-script": "MATHEMATICAL BOLD SCRIPT", "bold-fraktur": "MATHEMATICAL BOLD FRAKTUR",
    "sans-serif": "MATHEMATICAL SANS-SERIF", "monospace": "MATHEMATICAL MONOSPACE",
}  # fmt: skip
"""What Unicode calls the letters of a `mathvariant`: MathML Core, section 3.2.1, shows no other way."""
_NEGATED = re.compile("\u29f8|\u0338")


def typeset(tex: str, *, display: bool) -> list[Node]:
    """What a formula shows; empty when it is not understood whole."""
    if len(tex) > _LONGEST or _DEFINITIONS.search(tex):
        return []
    tex = _ENVIRONMENT.sub(lambda found: rf"\{found[1]}{{{_SAME.get(found[2], found[2])}}}", _UNSEEN.sub("", tex))
    if any(found[2] not in _KNOWN for found in _ENVIRONMENT.finditer(tex)):
        return []
    try:
        made = Converter(display="block" if display else "inline").convert_to_element(tex)
        root = _copy(made)
    except (ArithmeticError, AttributeError, LookupError, RecursionError, StopIteration, TypeError, ValueError):
        return []
    except Exception as error:  # its own exceptions have no class in common
        if type(error).__module__ != "latex2mathml.exceptions":
            raise
        return []
    return root.children if _is_whole(made) and root.text_content().strip() else []


def _is_whole(made: ElementTree.Element) -> bool:
    """Whether nothing was written down that was not understood: commands, and marks of alignment without a table."""
    return not any(
        each.tag in ("mi", "mn", "mo") and ("\\" in (each.text or "") or (each.text or "") in ("&", "#", "{", "}"))
        for each in made.iter()
    )


def _copy(made: ElementTree.Element, depth: int = 0) -> Element:
    """The tree as one of ours. Raises RecursionError where it is deeper than readers can follow."""
    if depth > DEEPEST:
        raise RecursionError
    copy = Element(made.tag, dict(made.attrib))
    variant = _VARIANTS.get(copy.get("mathvariant"), "")
    if made.text:
        text = _CHARACTER.sub(_character, made.text)
        if variant and made.tag in ("mi", "mn") and (styled := _styled(text, variant)):
            text = styled
            del copy.attributes["mathvariant"]
        copy.append(Text(text))
    for child in made:
        copy.append(_negate(copy, _copy(child, depth + 1)))
    return copy


def _character(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    return chr(number) if 0x1F < number < 0xD800 or 0xDFFF < number < 0x110000 else "\ufffd"


def _styled(text: str, variant: str) -> str:
    """Letters and digits in a style; empty where Unicode has no such letter."""
    styled = []
    for char in text:
        name = unicodedata.name(char, "")
        found = re.fullmatch(r"(?:LATIN|GREEK) (CAPITAL|SMALL) LETTER (\w+)|(DIGIT \w+)", name)
        wanted = f"{variant} {found[3] or f'{found[1]} {found[2]}'}" if found else ""
        # Those that Unicode had before the others are called `SCRIPT CAPITAL L`, `BLACK-LETTER CAPITAL C`.
        older = wanted.removeprefix("MATHEMATICAL ").replace("FRAKTUR", "BLACK-LETTER")
        for name in (wanted, older):
            try:
                styled.append(unicodedata.lookup(name))
                break
            except KeyError:
                continue
        else:
            return ""
    return "".join(styled)


def _negate(parent: Element, child: Element) -> Element:
    """A relation with the stroke that was put before it (`\\not=`) as one character, where Unicode has it."""
    last = parent.children[-1] if parent.children else None
    if isinstance(last, Element) and last.name == "mpadded" and _NEGATED.fullmatch(last.text_content()):
        whole = unicodedata.normalize("NFC", child.text_content() + "\u0338")
        if child.name == "mo" and len(whole) == 1:
            parent.children.pop()
            child.children = [Text(whole)]
    return child
