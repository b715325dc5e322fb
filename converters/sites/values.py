"""Values of front matter and of data files as texts, numbers and custom fields."""

import json
from collections.abc import Iterator
from typing import Any

from converters.frontmatter.yaml import Value


def text(value: Value) -> str:
    """A text exactly as it is; an empty one of anything else."""
    return value if isinstance(value, str) else ""


def number_of(value: Value) -> int | None:
    """A text of digits as a number."""
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 19 else None


def flat(key: str, value: Value) -> Iterator[tuple[str, str]]:
    """A value as custom fields of one key: a list repeats it, what is deeper is JSON."""
    for each in value if isinstance(value, list) else [value]:
        yield key, each if isinstance(each, str) else json.dumps(each, ensure_ascii=False)


def typed(value: Value) -> Any:
    """A setting with the type that a generator wants; everything that is not a switch may be a text."""
    if isinstance(value, dict):
        return {name: typed(each) for name, each in value.items()}
    if isinstance(value, list):
        return [typed(each) for each in value]
    return {"true": True, "false": False}.get(text(value).lower(), text(value))
