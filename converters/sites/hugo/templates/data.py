"""Front matter, configuration and data with the types that Hugo gives their values."""

import json
import os
import re
import tomllib
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import cast

from converters.frontmatter.document import front_matter_in
from converters.frontmatter.typed import load_json, load_toml, value_of
from converters.frontmatter.yaml import Plain, Refused, Unreadable, Value, load_marked_yaml
from converters.sites.hugo.templates.bounds import NotRun
from converters.sites.hugo.templates.values import Time
from converters.sites.template_files import is_within, text_of_file

_MOST_BYTES = 4 * 1024 * 1024
_MOST_DATA = 8 * 1024 * 1024
_DATA = (".json", ".toml", ".yaml", ".yml")
_TOML = re.compile(r"\+{3}[ \t]*\r?\n(.*?)^\+{3}[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_INTEGER = re.compile(r"[-+]?(?:0|[1-9]\d{0,17})\Z")
_FLOAT = re.compile(r"[-+]?(?:\d{1,20}\.\d{0,20}|\.\d{1,20}|\d{1,20}(?=[eE]))(?:[eE][-+]?\d{1,2})?\Z")
_WORDS: Mapping[str, object] = {
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
    "null": None, "Null": None, "NULL": None, "~": None, "": None,
}  # fmt: skip
UNREADABLE = (OSError, RecursionError, Refused, Unreadable, ValueError)


def typed_front_matter(text: str) -> dict[str, object]:
    """The front matter of a file. Raises what is in `UNREADABLE`."""
    text = text.lstrip("\ufeff \t\r\n")
    if table := _TOML.match(text):
        return cast(dict[str, object], typed_data(table[1], ".toml"))
    if text.startswith("{"):
        load_json(text)
        held = json.JSONDecoder(parse_int=float).raw_decode(text)[0]
        return held if isinstance(held, dict) else {}
    made = _of_yaml(load_marked_yaml(front_matter_in(text)))
    return made if isinstance(made, dict) else {}


def typed_data(text: str, suffix: str) -> object:
    """What a text in one of the formats holds. Raises what is in `UNREADABLE`."""
    if suffix == ".toml":
        load_toml(text)  # whose bounds hold
        return _of_toml(tomllib.loads(text.replace("\r\n", "\n")))
    if suffix == ".json":
        made = json.loads(text, parse_int=float)
        value_of(made)
        return made
    return _of_yaml(load_marked_yaml(text))


def _of_toml(value: object) -> object:
    if isinstance(value, dict):
        return {key: _of_toml(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_of_toml(each) for each in value]
    if isinstance(value, datetime):
        return Time(value if value.tzinfo else value.replace(tzinfo=UTC))
    if isinstance(value, date):
        return Time(datetime(value.year, value.month, value.day, tzinfo=UTC))
    return value.isoformat() if isinstance(value, time) else value


def _of_yaml(value: Value) -> object:
    if isinstance(value, dict):
        return {key: _of_yaml(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_of_yaml(each) for each in value]
    text = str(value)
    if not isinstance(value, Plain):
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text):
        return int(text)
    return float(text) if _FLOAT.match(text) else text


def typed_file(path: Path) -> Value:
    """What a file holds, an empty mapping where it cannot be read, which was said when the site was read."""
    try:
        return cast(Value, typed_data(text_of_file(path, _MOST_BYTES), path.suffix.lower()))
    except UNREADABLE:
        return {}


def data_in(folder: Path, root: Path) -> dict[str, object]:
    """What the files of data hold, by their names; folders are mappings. Raises NotRun."""
    left = _MOST_DATA

    def read(below: Path, depth: int) -> dict[str, object]:
        nonlocal left
        found: dict[str, object] = {}
        for path in sorted(below.iterdir(), key=lambda each: os.fsencode(each.name)):
            if path.name.startswith(".") or not is_within(path, root):
                continue
            if path.is_dir() and depth < 10 and not path.is_symlink():
                found[path.name] = read(path, depth + 1)
            elif path.suffix.lower() in _DATA:
                left -= path.stat().st_size
                if left < 0:
                    raise NotRun(f"the data are larger than {_MOST_DATA // 1024 // 1024} MB")
                try:
                    found[path.stem] = typed_data(text_of_file(path, _MOST_BYTES), path.suffix.lower())
                except UNREADABLE as error:
                    reason = str(error).partition("\n")[0][:100]
                    raise NotRun(f"{path.name} of the data cannot be read: {reason}") from error
        return found

    try:
        return read(folder, 0) if folder.is_dir() and is_within(folder, root) else {}
    except OSError:
        return {}
