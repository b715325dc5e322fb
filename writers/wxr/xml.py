"""Elements of XML as text: sections, references, and nothing in them that XML forbids."""

import re
from dataclasses import dataclass

from converters.problem import Problem, Report, Severity

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;"})


@dataclass(frozen=True, slots=True, kw_only=True)
class DroppedCharacters(Problem):
    """Characters that no XML file can hold, not even as references."""

    code = "dropped-characters"
    severity = Severity.WARNING
    text = (
        "{count} control {count:character|characters}, which XML cannot hold, {count:was|were} taken out of {element}"
    )
    element: str
    count: int


def in_utf8(text: str) -> bytes:
    """A text as the file has it; a lone surrogate, which `Elements` takes out, would be a question mark."""
    return text.encode("utf-8", "replace")


class Elements:
    """Makes elements, and reports what had to be taken out of their texts."""

    def __init__(self, report: Report) -> None:
        self._report = report

    def section(self, name: str, text: str, attributes: str = "") -> str:
        """An element around a CDATA section. `]]>` splits it in two; CR stands outside, where XML keeps it."""
        text = self.allowed(name, text).replace("]]>", "]]]]><![CDATA[>")
        if "\r" in text:
            text = text.replace("\r", "]]>&#13;<![CDATA[")
        return f"<{name}{attributes}><![CDATA[{text}]]></{name}>"

    def plain(self, name: str, text: object, attributes: str = "") -> str:
        """An element around escaped text, as WordPress writes numbers and addresses."""
        return f"<{name}{attributes}>{self.allowed(name, str(text)).translate(_TEXT)}</{name}>"

    def attribute(self, name: str, text: str) -> str:
        """An attribute with the blank before it."""
        return f' {name}="{self.allowed(name, text).translate(_ATTRIBUTE)}"'

    def allowed(self, name: str, text: str) -> str:
        """The text without forbidden characters."""
        allowed, count = _FORBIDDEN.subn("", text)
        if count:
            self._report(DroppedCharacters(element=name, count=count))
        return allowed
