"""Formulas in TeX: `$latex …$`, `$$…$$`, `[latex]…[/latex]` become `math` elements that hold the TeX as it is."""

import html
import re
from collections.abc import Collection

from converters.wordpress.markup import write_element
from converters.wordpress.spans import CODE, Spans

_FORMULA = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?:[^<>]*+)>?|\$latex[\s=](?P<jetpack>[^$]{1,4000}+)(?<!\\)\$"
    r"|\$\$(?P<display>[^$<>]{1,4000}+)\$\$|\[(?P<name>latex|katex|math|tex)(?P<attributes>(?:\s[^\]\[<>]{0,200}+)?)\]"
    r"(?P<content>[^<>\[]{1,4000}+(?:\[(?!/(?:latex|katex|math|tex)\])[^<>\[]{0,4000}+){0,99})\[/(?P=name)\]",
    re.DOTALL,
)
_CLOSER = re.compile(r"\[/(?:latex|katex|math|tex)\]")
_PARAMETERS = re.compile(r"(?:&(?:amp;|#038;)?(?:s|fg|bg)=[\w-]*+)++(\s*+\Z)?", re.ASCII)
_TEX = re.compile(r"[\\^_={}+*/<>|-]")


def write_formula(tex: str, display: bool = False) -> str:
    """A formula as MathML that holds its TeX alone: `converters.canonical.formulas` has it shown."""
    return write_element("math", {"display": "block" if display else "", "data-latex": tex.strip()}, "")


def find_formulas(text: str, others: Collection[str] = ()) -> list[tuple[int, int, str]]:
    """Where the formulas of a text begin and end, and their HTML; those in code and in tags are text.

    `others` are shortcodes that mean something else here.
    """
    if not ("$" in text and ("$latex" in text or "$$" in text)) and not ("[" in text and _CLOSER.search(text)):
        return []
    opaque = Spans(text, (*CODE, "svg", "math"))
    return [
        (match.start(), match.end(), made)
        for match in _FORMULA.finditer(text)
        if match[0][0] != "<"
        and match["name"] not in others
        and match.start() not in opaque
        and (made := _read_formula(match))
    ]


def _read_formula(match: re.Match[str]) -> str:
    tex, display = match["jetpack"] or match["content"] or match["display"], bool(match["display"])
    if match["jetpack"]:
        tex = _PARAMETERS.sub(lambda found: found[0] if found[1] is None else "", tex)
    if display and (not _TEX.search(tex) or "\n\n" in tex):
        return ""
    if match["attributes"] and re.search(r"display\s*=\s*[\"']?(?:true|1|block)", match["attributes"]):
        display = True
    return write_formula(html.unescape(tex), display) if tex.strip() else ""
