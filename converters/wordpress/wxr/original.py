"""What the source says where a WXR of ours must say something else, so that no reading of it loses anything.

WordPress's importer drops an item whose title and second another one has, an id that stands twice, an author whose
login it cannot spell, and more. Our writer gives such an element another value and keeps the source's own beside it in
a processing instruction, which every other program passes over: `<?portpress wp:post_id="12"?>`.
"""

import re
from collections.abc import Mapping

TARGET = "portpress"
"""The name of the instruction."""
KEY = "portpress:key"
"""What it calls the key of an item that is not its id (`content/posts/first.md`); `convert verify` finds it by that."""
PROTECTED = "portpress:protected"
"""What it calls that readers needed a password, where the source does not know which."""
OLD_PATHS = "portpress:old-paths"
"""What it calls the addresses that lead to an item and that WordPress has no place for, a line for each."""

_PAIR = re.compile(r'(?<![\w:-])([A-Za-z][\w:-]*+)="([^"<>]*)"')
_ESCAPES: Mapping[str, str] = {
    "&": "&amp;",
    '"': "&quot;",
    "<": "&lt;",
    ">": "&gt;",
    "\t": "&#9;",
    "\n": "&#10;",
    "\r": "&#13;",
}
_PLAIN = {escape: character for character, escape in _ESCAPES.items()}
_ESCAPE = re.compile("|".join(_PLAIN))
_TABLE = str.maketrans(dict(_ESCAPES))


def to_instruction(values: Mapping[str, str]) -> str:
    """The instruction that keeps these texts by the names of their elements; empty when there are none."""
    pairs = "".join(f' {name}="{text.translate(_TABLE)}"' for name, text in values.items())
    return f"<?{TARGET}{pairs}?>" if pairs else ""


def from_instruction(content: str) -> dict[str, str]:
    """The texts that the content of an instruction keeps, by the names of their elements."""
    return {name: _ESCAPE.sub(lambda match: _PLAIN[match[0]], text) for name, text in _PAIR.findall(content)}
