"""TOML and JSON → values: every scalar a string, as from YAML; size, depth and numbers bounded."""

import json
import re
import tomllib
from datetime import date, datetime, time
from typing import Any

from converters.frontmatter.yaml import MAX_DEPTH, MAX_NODES, Refused, Unreadable, Value

MAX_CHARACTERS = 1024 * 1024
"""Of TOML, whose parser takes the square of the time for some documents, and recurses."""

_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')"""
_LONG_KEY = re.compile(rf"(?:^|[\[{{,])[ \t]*+{_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{{MAX_DEPTH}}}", re.MULTILINE)
"""A dotted key that is nested too deep: the parser would take the square of its length of memory, too."""

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def load_toml(text: str) -> dict[str, Value]:
    """The table that a TOML text holds. Raises Unreadable and Refused."""
    if len(text) > MAX_CHARACTERS:
        raise Refused(f"it is TOML of more than {MAX_CHARACTERS // 1024 // 1024} MB")
    if _LONG_KEY.search(text):
        raise Refused(f"its values are nested more than {MAX_DEPTH} deep")
    try:
        return _mapping(tomllib.loads(text.replace("\r\n", "\n"), parse_float=str))
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(str(error)) from error
    except (ValueError, OverflowError) as error:
        raise Unreadable("it holds a number that none can read") from error
    except RecursionError as error:
        raise Refused("its values are nested too deep") from error


def load_json(text: str) -> tuple[dict[str, Value], int]:
    """The object that a text begins with, and where it ends. Raises Unreadable and Refused."""
    try:
        loaded, end = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str).raw_decode(text)
    except RecursionError as error:
        raise Refused("its values are nested too deep") from error
    except ValueError as error:
        raise Unreadable(str(error)) from error
    return _mapping(loaded), end


def value_of(loaded: Any) -> Value:
    """A value as a parser of TOML or JSON gives it, every scalar a string. Raises Refused."""
    return _value(loaded, 0, [0])


def _mapping(loaded: Any) -> dict[str, Value]:
    value = value_of(loaded)
    if not isinstance(value, dict):
        raise Unreadable("it is not a list of keys and values")
    return value


def _value(loaded: Any, depth: int, count: list[int]) -> Value:
    count[0] += 1
    if depth > MAX_DEPTH:
        raise Refused(f"its values are nested more than {MAX_DEPTH} deep")
    if count[0] > MAX_NODES:
        raise Refused(f"it holds more than {MAX_NODES:,} values")
    if isinstance(loaded, dict):
        return {str(key): _value(each, depth + 1, count) for key, each in loaded.items()}
    if isinstance(loaded, list):
        return [_value(each, depth + 1, count) for each in loaded]
    if loaded is None:
        return ""
    if isinstance(loaded, bool):
        return "true" if loaded else "false"
    if isinstance(loaded, datetime | date | time):
        return loaded.isoformat()
    return _LONE_SURROGATE.sub("\ufffd", str(loaded))
