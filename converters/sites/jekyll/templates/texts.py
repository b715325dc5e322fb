"""Values of a template as texts, as Ruby writes them: in the page, as one text, and as a piece of a program."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from liquid.undefined import Undefined

from converters.sites.jekyll.templates.bounds import MOST_CHARACTERS, TooMuch


def shown(value: object) -> str:
    """A value as it stands in the page: a list one after the other."""
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple):
        return _joined(_flat(value))
    return text_of(value)


def text_of(value: object) -> str:
    """A value as one text: a list in brackets."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, Undefined):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, range):
        return f"{value.start}..{value.stop - 1}"
    return inspected(value) if isinstance(value, list | tuple | Mapping) else str(value)


def inspected(value: object) -> str:
    """A value as Ruby would read it: `["a", nil]`, `{"a"=>1}`. Raises TooMuch."""
    return _joined(_inspected(value))


def json_of(value: object) -> str:
    """A value as JSON, as Ruby writes it. Raises TooMuch."""
    return _joined(_json(value))


def _joined(pieces: Iterator[str]) -> str:
    written: list[str] = []
    left = MOST_CHARACTERS
    for piece in pieces:
        left -= len(piece) + 1
        if left < 0:
            raise TooMuch(f"it makes more than {MOST_CHARACTERS // 1_000_000} MB")
        written.append(piece)
    return "".join(written)


def _flat(values: list[Any] | tuple[Any, ...]) -> Iterator[str]:
    for each in values:
        if isinstance(each, list | tuple):
            yield from _flat(each)
        else:
            yield text_of(each)


def _inspected(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield json.dumps(value, ensure_ascii=False)
    elif value is None or isinstance(value, Undefined):
        yield "nil"
    elif isinstance(value, list | tuple):
        yield "["
        for number, each in enumerate(value):
            yield ", " if number else ""
            yield from _inspected(each)
        yield "]"
    elif isinstance(value, Mapping):
        yield "{"
        for number, (key, each) in enumerate(value.items()):
            yield ", " if number else ""
            yield from _inspected(key)
            yield "=>"
            yield from _inspected(each)
        yield "}"
    else:
        yield text_of(value)


def _json(value: object) -> Iterator[str]:
    if value is None or isinstance(value, Undefined):
        yield "null"
    elif isinstance(value, list | tuple):
        yield "["
        for number, each in enumerate(value):
            yield "," if number else ""
            yield from _json(each)
        yield "]"
    elif isinstance(value, Mapping):
        yield "{"
        for number, (key, each) in enumerate(value.items()):
            yield "," if number else ""
            yield json.dumps(text_of(key), ensure_ascii=False) + ":"
            yield from _json(each)
        yield "}"
    elif isinstance(value, bool | int | float):
        yield text_of(value)
    else:
        yield json.dumps(text_of(value), ensure_ascii=False)
