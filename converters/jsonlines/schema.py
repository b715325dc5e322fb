"""The JSON Schema of the lines, made of the model itself; `posts.schema.json` beside this file is what it prints.

python -m converters.jsonlines.schema > posts.schema.json
"""

import json
from typing import Any

import msgspec

from converters.post import Post, Site

VERSION = 1
"""Grows when a field changes its meaning or goes; a field that is added changes nothing."""


def schema() -> dict[str, Any]:
    """The schema of one line (JSON Schema, draft 2020-12): the site, which comes first, or a post."""
    _, definitions = msgspec.json.schema_components([Post, Site])
    header = {
        "type": "object",
        "properties": {"version": {"const": VERSION}, "site": {"$ref": "#/$defs/Site"}},
        "required": ["version", "site"],
    }
    for definition in definitions.values():
        if "properties" in definition:
            _name_dates(definition["properties"])
            _name_empty_mappings(definition)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A line of `convert posts`",
        "description": (
            "The first line holds the version and the site, every other line a post. `raw` is the body as the source "
            "has it, in the dialect that `dialect` names; `html` is canonical HTML. A reader takes `html` where there "
            "is some, and makes it of `raw` where it is empty: whoever changes `raw` empties `html`."
        ),
        "anyOf": [header, {"$ref": "#/$defs/Post"}],
        "$defs": dict(sorted(definitions.items())),
    }


def _name_dates(properties: dict[str, Any]) -> None:
    for name in ("date", "modified"):
        if name in properties:
            properties[name] = {"type": ["string", "null"], "format": "date-time", "default": None}


def _name_empty_mappings(definition: dict[str, Any]) -> None:
    """Say the default of what is empty where nothing is said: msgspec does so since 0.23."""
    for name, each in definition["properties"].items():
        if each.get("type") == "object" and name not in definition.get("required", ()):
            each.setdefault("default", {})


def main() -> None:
    """Print the schema."""
    print(json.dumps(schema(), indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
