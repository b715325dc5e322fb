"""Values made fit for the place where they are shown, as Go's html/template does: text, attribute, address, script."""

import json
import re
from html import escape
from urllib.parse import quote

from converters.sites.hugo.templates.bounds import Bounds, NotRun
from converters.sites.hugo.templates.values import Safe, SafeAttribute, SafeCode, SafeHtml, SafeUrl, printed

_TAG = re.compile(r"</?([A-Za-z][^\s/>]*)")
_NAME = re.compile(r"""[^\s"'>/=]+""")
_RAW = ("script", "style", "textarea", "title")
_ENDS = {"comment": re.compile("-->"), **{name: re.compile(f"</{name}", re.IGNORECASE) for name in _RAW}}
_UNQUOTED_END = re.compile(r"[\s>]")
_ADDRESSES = frozenset(
    ["action", "archive", "background", "cite", "classid", "codebase", "data", "formaction", "href", "icon",
     "longdesc", "manifest", "poster", "profile", "src", "usemap"]
)  # fmt: skip
_LIKE_ADDRESSES = ("src", "uri", "url")
_SCHEMES = ("http", "https", "mailto")
_NO_ADDRESS = "#ZgotmplZ"
_NO_NAME = "ZgotmplZ"
_CODE = re.compile(r"%[0-9A-F]{2}")
_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_MARKUP = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)


class Writing:
    """HTML that a template is writing, and where in the HTML it is."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._written: list[str] = []
        self._state = "text"
        """Or `tag`, `value`, `comment`, and the elements of raw text."""
        self._element = self._attribute = self._quote = self._before = ""
        """The element and attribute that are open, what the value ends with, and what of it stands there."""

    @property
    def text(self) -> str:
        """What is written."""
        return "".join(self._written)

    def literal(self, text: str) -> None:
        """Write what stands in the template itself. Raises NotRun."""
        self._bounds.write(len(text))
        at = start = 0
        while at < len(text):
            was, at = self._state, self._advance(text, at)
            if self._state == "comment" and was != "comment":  # which Go leaves out
                self._written.append(text[start : at - len("<!--")])
            if was == "comment" or self._state == "comment":
                start = at
        self._written.append(text[start:])

    def value(self, value: object) -> None:
        """Write a value, escaped. Raises NotRun."""
        if value is None:
            shown = ""
        elif self._state == "text":
            shown = str(value) if isinstance(value, SafeHtml) else escape(printed(value, self._bounds))
        elif self._state == "value":
            shown = self._in_attribute(value)
        elif self._state == "tag":
            shown = self._as_attribute(value)
        elif self._state in ("script", "style"):
            shown = str(value) if isinstance(value, SafeCode) else self._json(value)
        else:
            shown = "" if self._state == "comment" else escape(printed(value, self._bounds))
        self._bounds.write(len(shown))
        self._written.append(shown)

    def _json(self, value: object) -> str:
        try:
            return json.dumps(printed(value, self._bounds), ensure_ascii=False).replace("<", "\\u003c")
        except ValueError as error:
            raise NotRun("it has a value that no script can hold") from error

    def _as_attribute(self, value: object) -> str:
        if isinstance(value, SafeAttribute):
            return str(value)
        name = printed(value, self._bounds).lower()
        is_plain = name.isascii() and name.isalnum() and name not in _ADDRESSES and name[:2] != "on"
        return name if is_plain and name not in ("style", "srcset") else _NO_NAME

    def _in_attribute(self, value: object) -> str:
        name = self._attribute
        text = printed(value, self._bounds)
        if name.startswith("on"):
            text = text if isinstance(value, SafeCode) else self._json(value)
        elif name == "srcset" and not isinstance(value, Safe):
            text = ",".join(_address(part, self._before) for part in text.split(","))
        elif name != "srcset" and _is_address(name):
            text = text if isinstance(value, SafeUrl) or self._before else _allowed(text)
            text = _encoded(text, whole=isinstance(value, SafeUrl) or not re.search("[?#]", self._before))
        if isinstance(value, SafeHtml) and not _is_address(name):
            text = escape(_MARKUP.sub("", text)).replace("&amp;", "&")
        else:
            text = escape(text)
        if not self._quote:
            text = re.sub(r"[\s`=]", lambda found: f"&#{ord(found[0])};", text)
        self._before = (self._before + text)[-1000:] or " "
        return text

    def _advance(self, text: str, at: int) -> int:
        """Go on by one step in the template's own HTML."""
        if self._state == "text":
            return self._in_text(text, at)
        if self._state == "tag":
            return self._in_tag(text, at)
        if self._state == "value":
            return self._in_value(text, at)
        found = _ENDS[self._state].search(text, at)
        if found is None:
            return len(text)
        self._state, is_comment = "text", self._state == "comment"
        return found.end() if is_comment else found.start()

    def _in_text(self, text: str, at: int) -> int:
        opening = text.find("<", at)
        if opening < 0:
            return len(text)
        if text.startswith("<!--", opening):
            self._state = "comment"
            return opening + 4
        tag = _TAG.match(text, opening)
        if tag is None:
            return opening + 1
        self._state, self._element = "tag", "" if tag[0][1] == "/" else tag[1].lower()
        self._attribute = ""
        return tag.end()

    def _in_tag(self, text: str, at: int) -> int:
        char = text[at]
        if char == ">":
            self._state = self._element if self._element in _RAW else "text"
            return at + 1
        if char == "=":
            start = at + 1
            while start < len(text) and text[start].isspace():
                start += 1
            self._quote = text[start] if start < len(text) and text[start] in "\"'" else ""
            self._state, self._before = "value", ""
            return start + len(self._quote)
        name = _NAME.match(text, at)
        if name is None:
            return at + 1
        self._attribute = name[0].lower().removeprefix("data-").rpartition(":")[2]
        return name.end()

    def _in_value(self, text: str, at: int) -> int:
        if self._quote:
            end = text.find(self._quote, at)
            end = len(text) if end < 0 else end
        else:
            found = _UNQUOTED_END.search(text, at)
            end = found.start() if found else len(text)
        self._before = (self._before + text[at:end])[-1000:]
        if end == len(text):
            return end
        self._state = "tag"
        return end + len(self._quote)


def _is_address(name: str) -> bool:
    return name in _ADDRESSES or any(part in name for part in _LIKE_ADDRESSES)


def _allowed(address: str) -> str:
    scheme, colon, _ = address.partition(":")
    return _NO_ADDRESS if colon and "/" not in scheme and scheme.lower() not in _SCHEMES else address


def _encoded(address: str, *, whole: bool) -> str:
    """An address, or a part of its query, with what it cannot hold percent-encoded."""
    address = _PERCENT.sub("%25", address) if whole else address
    coded = quote(address, safe="!#$&*+,/:;=?@[]-._~%" if whole else "-._~")
    return _CODE.sub(lambda found: found[0].lower(), coded) if coded != address else address


def _address(part: str, before: str) -> str:
    """One picture of several: its address, and how large it is."""
    stripped = part.strip()
    address, blank, size = stripped.partition(" ")
    if not before and _allowed(address) == _NO_ADDRESS:
        return _NO_ADDRESS
    lead = " " if part.startswith(" ") else ""
    return f"{lead}{_encoded(address, whole=True)}{blank}{size}"
