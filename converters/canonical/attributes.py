"""What an element of canonical HTML keeps of its attributes."""

from converters.canonical.elements import EVERYWHERE, OWN
from converters.canonical.residue import floating_class, meaningful_classes, meaningful_style, size_of
from converters.canonical.sources import (
    ADDRESSES,
    make_absolute,
    make_set_absolute,
    real_source,
    without_frame,
    without_proxy,
)
from converters.html import Element

_NO_ATTRIBUTES: frozenset[str] = frozenset()
_ALIGNMENTS = {"left": "alignleft", "right": "alignright", "center": "aligncenter", "middle": ""}


def clean_attributes(name: str, node: Element, style: dict[str, str], base: str) -> dict[str, str]:
    """The attributes that the successor of an element, called `name`, has of it.

    `style` is what its style says (`residue.read_style`); `base` is the address that relative URLs start from.
    """
    if not node.attributes and node.name != "center":
        return {}
    own = OWN.get(name, _NO_ATTRIBUTES)
    source = real_source(node.attributes) if "src" in own else node.attributes
    kept: dict[str, str] = {}
    for key, value in source.items():
        if key not in own and key not in EVERYWHERE:
            continue
        if key in ADDRESSES:
            value = make_absolute(without_frame(value) if name == "iframe" else value, base)
            if name == "img":
                value = without_proxy(value, base)
            if not value and key != "cite" and source[key].strip():
                continue
        elif key == "srcset":
            value = make_set_absolute(value, base)
        elif key == "class":
            value = meaningful_classes(value)
        elif key == "id":
            value = value.strip()
        if value or key not in ("class", "id", "title", "dir", "lang", "srcset"):
            kept[key] = value
    if name == "a" and "id" not in kept and node.get("name").strip():
        kept["id"] = node.get("name").strip()
    align = "center" if node.name == "center" else node.get("align")
    if not align and "has-text-align-" in node.get("class"):
        align = next((word[15:] for word in node.classes if word.startswith("has-text-align-")), "")
    if style and "width" in own:
        _take_size(name, style, kept)
    aligned = _ALIGNMENTS.get(align.lower(), floating_class(style)) if name == "img" else ""
    if aligned and "align" not in kept.get("class", ""):
        kept["class"] = f"{kept.get('class', '')} {aligned}".strip()
    elif style or align:
        meaning = meaningful_style(name, style, align)
        if meaning:
            kept["style"] = meaning
    return kept


def _take_size(name: str, style: dict[str, str], kept: dict[str, str]) -> None:
    """Take the size that a style gives: of a picture before its attributes, as in browsers; of a frame without any."""
    for side, length in size_of(style).items():
        if name == "img" and not length:
            kept.pop(side, None)
        elif length and (name == "img" or side not in kept):
            kept[side] = length
