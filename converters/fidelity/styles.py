"""What an element says of how its characters are meant, by its name or by its CSS."""

import re

from converters.fidelity.wording import address
from converters.html import Element

_STYLE_NAMES = "sup sub mark kbd samp var small bdo rt dfn abbr strong em del u"
STYLES = {name: name for name in _STYLE_NAMES.split()}
STYLES |= {"b": "strong", "i": "em", "s": "del", "strike": "del", "ins": "u", "acronym": "abbr"}
"""Elements that change how their characters are meant, and what they are called here."""

_CSS = {
    "strong": re.compile(r"(?:^|;)\s*font-weight\s*:\s*(?:bold|[6-9]00|1000)", re.IGNORECASE),
    "em": re.compile(r"(?:^|;)\s*font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE),
    "u": re.compile(r"(?:^|;)\s*text-decoration(?:-line)?\s*:[^;]*underline", re.IGNORECASE),
    "del": re.compile(r"(?:^|;)\s*text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE),
    "sup": re.compile(r"(?:^|;)\s*vertical-align\s*:\s*super", re.IGNORECASE),
    "sub": re.compile(r"(?:^|;)\s*vertical-align\s*:\s*sub\b", re.IGNORECASE),
}
_UNDONE = {
    "strong": re.compile(r"(?:^|;)\s*font-weight\s*:\s*(?:normal|400)", re.IGNORECASE),
    "em": re.compile(r"(?:^|;)\s*font-style\s*:\s*normal", re.IGNORECASE),
}
_BACKGROUND = re.compile(
    r"""(?:^|;)\s*+background(?:-image)?\s*:[^;]*?url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))""", re.IGNORECASE
)
_ESCAPE = re.compile(r"\\([0-9a-f]{1,6})\s?", re.IGNORECASE)
_NO_STYLES: frozenset[str] = frozenset()


def styles_of(element: Element) -> frozenset[str]:
    """The styles that an inline element adds to its characters."""
    named = STYLES.get(element.name)
    css = element.attributes.get("style")
    if not css:
        return frozenset([named]) if named else _NO_STYLES
    found = {style for style, says in _CSS.items() if says.search(css)} if element.name in ("a", "span") else set()
    if named and not (named in _UNDONE and _UNDONE[named].search(css)):
        found.add(named)
    return frozenset(found)


def background_of(css: str) -> str:
    """The address of the picture behind an element; pictures written out in the style only decorate."""
    found = _BACKGROUND.search(css) if "url(" in css.lower() else None
    if not found:
        return ""
    url = next((group for group in found.groups() if group), "")
    url = _ESCAPE.sub(lambda code: chr(min(int(code[1], 16), 0x10FFFF)), url)
    return "" if url.startswith("data:") else address(url)
