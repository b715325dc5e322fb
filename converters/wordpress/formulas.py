"""Formulas in TeX: `$latex …$`, `$$…$$`, `[latex]…[/latex]` become `math` elements that hold the TeX as it is."""

import html
import re

from converters.wordpress.markup import write_element, write_text

_FORMULA = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?:[^<>]*+)>?|\$latex[\s=](?P<jetpack>[^$]{1,4000}+)(?<!\\)\$"
    r"|\$\$(?P<display>[^$<>]{1,4000}+)\$\$|\[(?P<name>latex|katex|math|tex)(?P<attributes>(?:\s[^\]\[<>]{0,200}+)?)\]"
    r"(?P<content>[^<>\[]{1,4000}+(?:\[(?!/(?:latex|katex|math|tex)\])[^<>\[]{0,4000}+){0,99})\[/(?P=name)\]",
    re.DOTALL,
)
_PARAMETERS = re.compile(r"(?:&(?:amp;|#038;)?(?:s|fg|bg)=[\w-]*+)++\s*\Z", re.ASCII)
_TEX = re.compile(r"[\\^_={}+*/<>|-]")
_OPAQUE = re.compile(r"<(pre|code|script|style|textarea|svg|math)\b", re.IGNORECASE)


def write_formula(tex: str, display: bool = False) -> str:
    """A formula as MathML that holds its TeX alone."""
    tex = tex.strip()
    annotation = write_element("annotation", {"encoding": "application/x-tex"}, write_text(tex))
    attributes = {"display": "block" if display else "", "data-latex": tex}
    return write_element("math", attributes, write_element("semantics", {}, annotation))


def find_formulas(text: str) -> list[tuple[int, int, str]]:
    """Where the formulas of a text begin and end, and their HTML; those in code and in tags are text."""
    if "$latex" not in text and "$$" not in text and not re.search(r"\[/(?:latex|katex|math|tex)\]", text):
        return []
    found: list[tuple[int, int, str]] = []
    closed = 0
    lower = text.lower() if len(text.lower()) == len(text) else text
    missing: set[str] = set()
    for match in _FORMULA.finditer(text):
        if match.start() < closed:
            continue
        if match[0][0] == "<":
            opaque = _OPAQUE.match(match[0])
            name = opaque[1].lower() if opaque else ""
            if name and name not in missing:
                closed = lower.find(f"</{name}", match.end())
                if closed < 0:
                    missing.add(name)
            continue
        made = _read_formula(match)
        if made:
            found.append((match.start(), match.end(), made))
    return found


def _read_formula(match: re.Match[str]) -> str:
    tex, display = match["jetpack"] or match["content"] or match["display"], bool(match["display"])
    if match["jetpack"]:
        tex = _PARAMETERS.sub("", tex)
    if display and (not _TEX.search(tex) or "\n\n" in tex):
        return ""
    if match["attributes"] and re.search(r"display\s*=\s*[\"']?(?:true|1|block)", match["attributes"]):
        display = True
    return write_formula(html.unescape(tex), display) if tex.strip() else ""
