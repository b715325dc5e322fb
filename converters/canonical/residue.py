"""What word processors and old HTML leave behind, in modern words: styles that mean something become elements."""

import re

from converters.canonical.elements import GENERATED_CLASS

_BACKGROUND = re.compile(r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^)\"']*))\s*\)?", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([0-9A-Fa-f]{1,6}) ?", re.ASCII)
_LENGTH = re.compile(r"(\d{1,4})(?:\.\d{1,9})?(px|%)")
_BOLD = re.compile(r"bold|bolder|[6-9]00|1000")
_ALIGNED = frozenset(
    ["address", "div", "h1", "h2", "h3", "h4", "h5", "h6", "p", "td", "th", "tr", "figcaption", "caption"]
)
_KEPT_STYLES = frozenset(["direction", "list-style-type", "text-align"])
_FLOATS = {"left": "alignleft", "right": "alignright"}
_LOGICAL = {"left": "left", "right": "right", "center": "center", "middle": "center", "justify": "justify"}


def read_style(style: str) -> dict[str, str]:
    """The declarations of a `style` attribute, names in lower case; the last one of a name counts."""
    declarations = (declaration.partition(":") for declaration in style.split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in declarations if value.strip()}


def emphases_of(style: dict[str, str]) -> list[str]:
    """The elements that say what a style says: bold is `strong`, italic `em`, underlined `u`, struck out `s`."""
    found = []
    if _BOLD.match(style.get("font-weight", "").lower()):
        found.append("strong")
    if style.get("font-style", "").lower().startswith(("italic", "oblique")):
        found.append("em")
    decoration = (style.get("text-decoration", "") + style.get("text-decoration-line", "")).lower()
    if "underline" in decoration:
        found.append("u")
    if "line-through" in decoration:
        found.append("s")
    raised = style.get("vertical-align", "").lower()
    if raised in ("super", "sub"):
        found.append("sup" if raised == "super" else "sub")
    return found


def says_nothing(name: str, style: dict[str, str]) -> bool:
    """Whether a `b` or an `i` is written only to be undone by its style, as Google Docs does around a whole paste."""
    if name in ("b", "strong"):
        return style.get("font-weight", "").lower() in ("normal", "400")
    return name in ("i", "em") and style.get("font-style", "").lower() == "normal"


def background_of(style: dict[str, str]) -> str:
    """The address of the picture behind an element; empty when there is none."""
    found = _BACKGROUND.search(style.get("background-image") or style.get("background") or "")
    address = next((group for group in found.groups() if group), "").strip() if found else ""
    return _ESCAPE.sub(_escaped, address) if "\\" in address else address


def _escaped(escape: re.Match[str]) -> str:
    character = chr(int(escape[1], 16) % 0x110000)
    return character if character.isprintable() else ""


def size_of(style: dict[str, str]) -> dict[str, str]:
    """The width and the height that a style gives a picture or a frame, as attributes; empty where it says `auto`."""
    found = {}
    for side in ("width", "height"):
        said = style.get(side, "").lower()
        length = _LENGTH.fullmatch(said)
        if said == "auto":
            found[side] = ""
        elif length and int(length[1]) and (length[2] == "px" or side == "width"):
            found[side] = length[1] + length[2].removesuffix("px")
    return found


def floating_class(style: dict[str, str]) -> str:
    """WordPress's class for what a style lets float; empty where it does not."""
    return _FLOATS.get(style.get("float", "").lower(), "")


def meaningful_style(name: str, style: dict[str, str], align: str) -> str:
    """The declarations worth keeping: the direction of text, its alignment in blocks and cells, the marks of lists.

    `align` is the value of HTML 4's attribute of that name.
    """
    kept = {key: value for key, value in style.items() if key in _KEPT_STYLES and value}
    if "text-align" not in kept and align.lower() in _LOGICAL:
        kept["text-align"] = _LOGICAL[align.lower()]
    if name not in _ALIGNED or kept.get("text-align") in ("left", "start", "inherit", "initial"):
        kept.pop("text-align", None)
    if name not in ("ol", "ul", "li"):
        kept.pop("list-style-type", None)
    return "; ".join(f"{key}: {kept[key]}" for key in sorted(kept))


def meaningful_classes(classes: str) -> str:
    """The class names that an author may have written: those of editors, themes and word processors are left out."""
    return " ".join(word for word in classes.split() if not GENERATED_CLASS.fullmatch(word))
