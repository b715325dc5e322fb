"""A file cut into front matter and body, and the front matter loaded: bytes → `Document`.

This is the one module here that knows python-frontmatter. It is used through a handler class of ours, which replaces
its boundary (`\\s` runs over line ends) and its loader (`SafeLoader` guesses types and stops at the first oddity);
its stripping of the body (U+3000 and U+00A0 are text) is kept off by a mark at both ends.
"""

import codecs
import re
from dataclasses import dataclass
from typing import Any, cast

import frontmatter
from frontmatter.default_handlers import YAMLHandler

from converters.frontmatter.spyc import load_lines
from converters.frontmatter.typed import load_json, load_toml
from converters.frontmatter.yaml import Refused, Unreadable, Value, load_yaml
from converters.problem import Problem, Report, Severity

MAX_BYTES = 32 * 1024 * 1024

_OPENING = re.compile(r"-{3,}[ \t]*\r?\n")
_CLOSING = re.compile(r"^(?:-{3,}|\.{3})[ \t]*\r?$", re.MULTILINE)
_TOML = re.compile(r"\+{3}[ \t]*\r?\n")
_TOML_END = re.compile(r"^\+{3}[ \t]*\r?$", re.MULTILINE)
_JSON = re.compile(r"\{\s*[\"}]")
_FIRST_KEY = re.compile(r"[A-Za-z_][\w-]{0,60}:")
_SPYC_DUMP = re.compile(r"^post_title:", re.MULTILINE)
_ESCAPED = re.compile("[\udc80-\udcff]")
_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_GUARD = "\x00"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_BLANK_LINES = re.compile(r"(?:[ \t\r]*\n)+")
_CP1252 = {
    code: bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
# A line end for YAML, a character for whoever wrote it; meanwhile a noncharacter that YAML lets pass.
_SEPARATORS = {0x2028: "\U0010fffe", 0x2029: "\U0010ffff"}
_SEPARATORS_BACK = {0x10FFFE: "\u2028", 0x10FFFF: "\u2029"}


@dataclass(frozen=True, slots=True, kw_only=True)
class BytesRepaired(Problem):
    """Bytes that are not UTF-8 were taken for Windows-1252."""

    code = "bytes-repaired"
    severity = Severity.WARNING
    text = (
        "{count} {count:byte is|bytes are} not UTF-8 and {count:was|were} read as Windows-1252: look at the letters "
        "beyond A to Z"
    )
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NotYaml(Problem):
    """The front matter is not valid YAML; it was read line by line."""

    code = "front-matter-not-yaml"
    severity = Severity.NOTE
    text = "its front matter is not valid YAML ({reason}): it was read line by line"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesLost(Problem):
    """Lines of the front matter that belong to no key."""

    code = "front-matter-lines-lost"
    severity = Severity.LOSS
    text = (
        "{count} {count:line|lines} of its front matter {count:belongs to no key and is|belong to no key and are} "
        "left out, the first is {first!r}: mend it there"
    )
    count: int
    first: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateKey(Problem):
    """A key stands twice with different values; the last one counts, as for the tools that wrote and read it."""

    code = "duplicate-key"
    severity = Severity.WARNING
    text = "{key} stands twice in its front matter: the last value was taken"
    key: str


class NotRead(Exception):
    """A file with front matter that cannot be read; the reason in words."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file: its keys and values, and its body with blank lines and line ends at its edges taken off."""

    fields: dict[str, Value]
    body: str


def read_document(data: bytes, report: Report) -> Document | None:
    """The front matter and body of a file, or None where it has no front matter.

    Raises NotRead when there is one that has no end, is too large, or would exhaust the machine.
    """
    if len(data) > MAX_BYTES:
        raise NotRead(f"it is larger than {MAX_BYTES // 1024 // 1024} MB")
    text = decode(data, report).lstrip("\ufeff \t\r\n")
    if "\n" not in text:
        text = text.replace("\r", "\n")
    if _TOML.match(text) or _JSON.match(text):
        return _read_typed(text)
    opening = _OPENING.match(text)
    if not opening:
        return None
    handler = FieldsHandler(report)
    if not handler.detect(text):
        if not _FIRST_KEY.match(text, opening.end()):  # a rule across the page
            return None
        raise NotRead("its front matter has no end: a line --- is missing")
    fields, body = frontmatter.parse(f"{text}\n{_GUARD}", handler=handler)
    return Document(cast(dict[str, Value], fields), without_edges(body[len(_GUARD) : -len(_GUARD)]))


def _read_typed(text: str) -> Document | None:
    """The same of TOML between lines `+++` and of JSON, as Hugo has them; a list in JSON is no front matter."""
    toml = _TOML.match(text)
    try:
        if not toml:
            fields, end = load_json(text)
            return Document(fields, without_edges(text[end:]))
        closing = _TOML_END.search(text, toml.end())
        if not closing:
            raise NotRead("its front matter has no end: a line +++ is missing")
        return Document(load_toml(text[toml.end() : closing.start()]), without_edges(text[closing.end() :]))
    except Refused as refusal:
        raise NotRead(f"its front matter is refused: {refusal}") from refusal
    except Unreadable as error:
        if not toml:
            return None
        raise NotRead(f"its front matter is not TOML: {error}") from error


def front_matter_in(text: str) -> str:
    """The YAML between the boundaries of a file; empty where it has none."""
    handler = FieldsHandler(lambda problem: None)
    text = text.lstrip("\ufeff \t\r\n")
    if not handler.detect(text):
        return ""
    return _FORBIDDEN.sub("", handler.split(text)[0].translate(_CP1252))


def without_edges(body: str) -> str:
    """A body without blank lines before it and white space after it."""
    blank = _BLANK_LINES.match(body)
    return body[blank.end() if blank else 0 :].rstrip(" \t\r\n")


class FieldsHandler(YAMLHandler):
    """python-frontmatter's YAML with boundaries on lines of their own and a loader that gives up on nothing."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self._report = report

    def detect(self, text: str) -> bool:
        """Whether a text begins with a front matter that has an end."""
        opening = _OPENING.match(text)
        return opening is not None and _CLOSING.search(text, opening.end()) is not None

    def split(self, text: str) -> tuple[str, str]:
        """Front matter and body, cut at the first two boundaries only. Raises ValueError where one is missing."""
        opening = _OPENING.match(text)
        closing = opening and _CLOSING.search(text, opening.end())
        if not opening or not closing:
            raise ValueError("no front matter")
        return text[opening.end() : closing.start()], _GUARD + text[closing.end() :]

    def load(self, fm: str, **kwargs: object) -> Any:
        """The keys and values: by YAML, or line by line where that fails. Raises NotRead."""
        fm = _FORBIDDEN.sub("", fm.translate(_CP1252))
        duplicates: list[str] = []
        plain_quotes = _SPYC_DUMP.search(fm) is not None
        try:
            fields = load_yaml(fm.translate(_SEPARATORS), duplicates, plain_quotes=plain_quotes)
        except Refused as refusal:
            raise NotRead(f"its front matter is refused: {refusal}") from refusal
        except Unreadable as error:
            fields, lost = load_lines(fm, plain_quotes=plain_quotes)
            self._report(NotYaml(reason=str(error)))
            if lost:
                self._report(LinesLost(count=len(lost), first=lost[0][:80]))
            return fields
        for key in dict.fromkeys(duplicates):
            self._report(DuplicateKey(key=key))
        return _with_separators(fields) if "\u2028" in fm or "\u2029" in fm else fields


def _with_separators(value: Any) -> Any:
    if isinstance(value, str):
        return value.translate(_SEPARATORS_BACK)
    if isinstance(value, list):
        return [_with_separators(each) for each in value]
    return {_with_separators(key): _with_separators(each) for key, each in value.items()}


def decode(data: bytes, report: Report) -> str:
    """The text of a file: by its byte-order mark, else UTF-8; each byte that is not is taken for Windows-1252."""
    name = "utf-8"
    for mark, marked in _MARKS.items():
        if data.startswith(mark):
            data, name = data[len(mark) :], marked
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        pass
    if name != "utf-8":
        text = data.decode(name, "replace")
        report(BytesRepaired(count=text.count("\ufffd")))
        return text
    text = data.decode("utf-8", "surrogateescape")
    report(BytesRepaired(count=len(_ESCAPED.findall(text))))
    return _ESCAPED.sub(lambda found: _CP1252.get(ord(found[0]) - 0xDC00, chr(ord(found[0]) - 0xDC00)), text)
