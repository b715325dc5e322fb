"""YAML front matter → values: every scalar a string, no tag obeyed, depth and aliases bounded.

Strings, because YAML's own guesses spoil text (`12:30` is 750, `0x1F` is 31) and one impossible date aborts the load:
what a value means is decided by its key (`converters.frontmatter.fields`). The parser's events are put together here,
without recursion, so that neither nesting nor aliases can exhaust anything.
"""

import base64
import binascii
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
"""What a front matter holds."""

MAX_DEPTH = 100
MAX_NODES = 500_000
MAX_ALIASED = 1_000_000
"""Values and characters that aliases may add."""

_LOADER = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
_NULLS = frozenset(["", "~", "null", "Null", "NULL"])
_BINARY = frozenset(["!binary", "tag:yaml.org,2002:binary"])


class Plain(str):
    """A scalar without quotes, as it is written: a generator may take it for a number, a date, or a yes."""

    __slots__ = ()


class Unreadable(Exception):
    """The text is not YAML, or not a mapping; the reason in one line."""


class Refused(Exception):
    """The text is YAML that would exhaust the machine; the reason in one line."""


@dataclass(slots=True)
class _Open:
    """A collection that is being filled."""

    value: list[Value] | dict[str, Value]
    anchor: str | None
    weight: int = 1
    key: str | None = None
    merged: list[dict[str, Value]] = field(default_factory=list)


def load_yaml(text: str, duplicates: list[str], *, plain_quotes: bool = False) -> dict[str, Value]:
    """The mapping that a YAML text holds; a key that stands twice has its last value and is added to `duplicates`.

    With `plain_quotes`, a backslash between double quotes stands for itself where Spyc's dumper must have written
    them: it quotes so, and escapes nothing, when the value holds an apostrophe and no double quote.
    Raises Unreadable and Refused.
    """
    root = _load(text, duplicates, plain_quotes)
    if root == "":
        return {}
    if not isinstance(root, dict):
        raise Unreadable("it is not a list of keys and values")
    return root


def load_any_yaml(text: str) -> Value:
    """The value that a YAML text holds, a list or a scalar, too. Raises Unreadable and Refused."""
    return _load(text, [], plain_quotes=False)


def load_marked_yaml(text: str) -> Value:
    """The same, every scalar without quotes a `Plain`, the nulls, too. Raises Unreadable and Refused."""
    return _load(text, [], plain_quotes=False, marks_plain=True)


def _load(text: str, duplicates: list[str], plain_quotes: bool, marks_plain: bool = False) -> Value:
    try:
        return _assemble(text, duplicates, plain_quotes, marks_plain)
    except yaml.YAMLError as error:
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
        mark = getattr(error, "problem_mark", None)
        raise Unreadable(f"{problem}, line {mark.line + 1}" if mark is not None else str(problem)) from error
    except (UnicodeError, ValueError) as error:
        raise Unreadable(str(error)) from error


def _assemble(text: str, duplicates: list[str], plain_quotes: bool, marks_plain: bool) -> Value:
    stack: list[_Open] = []
    anchors: dict[str, tuple[Value, int]] = {}
    root: Value = ""
    nodes = aliased = 0
    for event in yaml.parse(text, Loader=_LOADER):
        value: Value
        if isinstance(event, yaml.ScalarEvent):
            value = _scalar(event, text if plain_quotes else "")
            if marks_plain and event.implicit[0]:
                value = Plain(event.value)
            anchor, weight = event.anchor, 1 + len(value)
        elif isinstance(event, yaml.AliasEvent):
            if event.anchor not in anchors:
                raise Unreadable(f"*{event.anchor} refers to nothing")
            (value, weight), anchor = anchors[event.anchor], None
            aliased += weight
            if aliased > MAX_ALIASED:
                raise Refused("its aliases multiply into more than it can be meant to hold")
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            if len(stack) == MAX_DEPTH:
                raise Refused(f"its values are nested more than {MAX_DEPTH} deep")
            stack.append(_Open({} if isinstance(event, yaml.MappingStartEvent) else [], event.anchor))
            continue
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            done = stack.pop()
            for defaults in done.merged:
                if isinstance(done.value, dict):
                    done.value = {**defaults, **done.value}
            value, anchor, weight = done.value, done.anchor, done.weight
        else:
            continue
        nodes += 1
        if nodes > MAX_NODES:
            raise Refused(f"it holds more than {MAX_NODES:,} values")
        if anchor:
            anchors[anchor] = (value, weight)
        if not stack:
            root = value
            continue
        stack[-1].weight += weight
        _put(stack[-1], value, duplicates)
    return root


def _put(into: _Open, value: Value, duplicates: list[str]) -> None:
    if isinstance(into.value, list):
        into.value.append(value)
    elif into.key is None:
        if not isinstance(value, str):
            raise Unreadable("a key is a collection")
        into.key = value
    else:
        key, into.key = into.key, None
        if key == "<<" and isinstance(value, dict):
            into.merged.append(value)
            return
        if into.value.get(key, value) != value:
            duplicates.append(key)
        into.value[key] = value


def _scalar(event: yaml.ScalarEvent, source: str) -> str:
    value: str = event.value
    if event.tag in _BINARY:
        return decode_binary(value)
    if event.implicit[0] and value in _NULLS:
        return ""
    if source and event.style == '"' and event.start_mark and event.end_mark:
        written = source[event.start_mark.index + 1 : event.end_mark.index - 1]
        if "\\" in written and "'" in written and '"' not in written and "\n" not in written:
            return written
    return value


def decode_binary(value: str) -> str:
    """The text that a value of the type `!binary` holds in Base64; the value itself where it holds none."""
    try:
        return base64.b64decode(value).decode("utf-8")
    except (binascii.Error, ValueError):
        return value
