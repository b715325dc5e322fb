"""PHP-serialised values → dicts, lists and strings, also with the byte lengths that exports break."""

import re
from typing import Any

import phpserialize

_LARGEST = 1 << 22
"""Characters; a longer value is no description of a picture."""
_DEEPEST = 50
_NUMBER = re.compile(rb"([ibdrR]):([^;{}]{1,40});")
_LENGTH = re.compile(rb's:(\d{1,9}):"')
_OPENING = re.compile(rb'(?:a|O:\d{1,9}:"[^"]{0,200}"):\d{1,9}:\{')
_STRING_END = re.compile(rb'";(?=[ibdsaONrRC][:;]|\}|$)')


def unserialize(text: str) -> Any:
    """The value of a serialised text; None when it cannot be read. Objects become dicts; nothing is instantiated.

    The lengths of strings count bytes, and come out wrong when a tool turned CRLF into LF or counted characters: they
    are counted anew from where the strings end.
    """
    if len(text) > _LARGEST:
        return None
    data = text.strip().encode("utf-8", "surrogatepass")
    sound = _recounted(data)
    if sound is None:
        return None
    try:
        return _plain(phpserialize.loads(sound, decode_strings=True, errors="replace", object_hook=_fields_of))
    except (ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError):
        return None


def _fields_of(name: str, fields: dict[Any, Any]) -> dict[Any, Any]:
    return fields


def _plain(value: Any) -> Any:
    return value if not isinstance(value, bytes) else value.decode("utf-8", "replace")


def _recounted(data: bytes) -> bytes | None:
    """The same with true string lengths; None when it is no serialised value or nested too deep."""
    made: list[bytes] = []
    at = depth = 0
    while at < len(data):
        if data.startswith(b"N;", at):
            made.append(b"N;")
            at += 2
        elif data.startswith(b"}", at):
            depth -= 1
            made.append(b"}")
            at += 1
        elif number := _NUMBER.match(data, at):
            made.append(number[0])
            at = number.end()
        elif opening := _OPENING.match(data, at):
            depth += 1
            made.append(opening[0])
            at = opening.end()
        elif length := _LENGTH.match(data, at):
            start = length.end()
            end = start + int(length[1])
            if data[end : end + 2] != b'";':
                found = _STRING_END.search(data, start)
                if found is None:
                    return None
                end = found.start()
            made.append(b's:%d:"%b";' % (end - start, data[start:end]))
            at = end + 2
        else:
            return None
        if not 0 <= depth <= _DEEPEST:
            return None
    return b"".join(made) if depth == 0 else None
