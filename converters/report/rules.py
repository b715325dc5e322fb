"""The rule that would handle an unknown shortcode or block, as a line for the file of `--rules`."""

import re
from collections.abc import Mapping

from converters.report.findings import Unknown

_ATTRIBUTE = re.compile(r"""[\s,{"]([A-Za-z][\w-]{0,40})"?\s?[=:]\s?["'“‘\w]""", re.ASCII)
_NAMES = {"shortcodes": re.compile(r"[\w-]+", re.ASCII), "blocks": re.compile(r"[a-z][a-z0-9_-]*/[a-z][a-z0-9_-]*")}
_SHOWN = ("title", "name", "heading", "label", "text", "caption", "author", "url", "src", "link", "href", "id")
"""Attributes that readers most likely saw, the first of them first."""


def rules_for(unknown: Mapping[str, Mapping[str, Unknown]]) -> str:
    """A file of rules with one for each name, to be edited by whoever knows what the readers saw."""
    lines: list[str] = []
    for table in ("shortcodes", "blocks"):
        names = [name for name in sorted(unknown.get(table, {})) if _NAMES[table].fullmatch(name)]
        if names:
            lines += ["", f"[{table}]", *(rule_for(table, name, unknown[table][name].example) for name in names)]
    return "\n".join(lines[1:])


def rule_for(table: str, name: str, example: str) -> str:
    """One rule: a template of what its example has, else its content alone, else nothing at all."""
    key = f'"{name}"' if table == "blocks" else name
    found = [attribute.lower() for attribute in _ATTRIBUTE.findall(example)]
    shown = next((attribute for attribute in _SHOWN if attribute in found), "")
    holds_content = table == "blocks" or example.endswith(f"[/{name}]")
    content = "{content}" if holds_content else ""
    if shown:
        return f"{key} = {{ replace = '<p>{{{shown}}}</p>{content}' }}"
    return f'{key} = "unwrap"' if holds_content else f'{key} = "drop"'
