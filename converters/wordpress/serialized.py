"""PHP-serialised values → dicts, lists and strings, also with the byte lengths that exports break; and back."""

import re
from itertools import islice
from typing import Any

import phpserialize

_LARGEST = 1 << 22
"""Characters; a longer value is no description of a picture."""
_DEEPEST = 50
_MOST_ENDS = 50
"""So many places where a string may end are tried, lest a hostile value takes time beyond its length."""
_NUMBER = re.compile(rb"([ibdrR]):([^;{}]{1,40});")
_LENGTH = re.compile(rb's:(\d{1,9}):"')
_OPENING = re.compile(rb'(?:a|O:\d{1,9}:"[^"]{0,200}"):\d{1,9}:\{')
_SERIALIZED = re.compile(r'(?:[aO]:\d{1,9}:[{"]|s:\d{1,9}:").*[;}]', re.DOTALL)
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


def serialize(value: Any) -> str:
    """Dicts, texts and numbers as PHP keeps them."""
    written: bytes = phpserialize.dumps(value, errors="surrogatepass")
    return written.decode("utf-8", "surrogatepass")


def with_true_lengths(text: str) -> str | None:
    """The same value, its strings' lengths in bytes counted anew where they are wrong; None when it cannot be read.

    A text that is not serialised stays as it is. Where a length fits the string with CRLF for each LF, which is what
    XML made of it, the CRLF is put back: WordPress stores a value of wrong lengths as an empty one, without a word.
    """
    if not _SERIALIZED.fullmatch(text.strip()):
        return text
    data = text.encode("utf-8", "surrogatepass")
    sound = _recounted(data.strip())
    if sound is None:
        return None
    return text if sound == data.strip() else sound.decode("utf-8", "surrogatepass")


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
            string = data[start:end]
            if data[end : end + 2] != b'";':
                found = _true_end(data, start, int(length[1]))
                if found is None:
                    return None
                string, end = found
            made.append(b's:%d:"%b";' % (len(string), string))
            at = end + 2
        else:
            return None
        if not 0 <= depth <= _DEEPEST:
            return None
    return b"".join(made) if depth == 0 else None


def _true_end(data: bytes, start: int, length: int) -> tuple[bytes, int] | None:
    """The string that begins at `start` and whose length is wrong, and where it ends."""
    first: tuple[bytes, int] | None = None
    for match in islice(_STRING_END.finditer(data, start, start + 4 * length + 1000), _MOST_ENDS):
        string = data[start : match.start()]
        first = first or (string, match.start())
        with_returns = string.replace(b"\n", b"\r\n")
        if len(with_returns) == length:
            return with_returns, match.start()
        if len(string) > length:
            break
    return first
