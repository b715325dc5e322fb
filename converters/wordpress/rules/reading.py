"""A file of rules (TOML) → rules. Whatever is wrong with it is one sentence: the file, the rule, and what to write."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from converters.problem import ConversionError, Report
from converters.wordpress.rules.actions import NO_RULES, Action, Call, Drop, Keep, Replace, Rules, Unwrap
from converters.wordpress.rules.applying import function_of
from converters.wordpress.rules.installed import with_installed
from converters.wordpress.rules.template import read_template

RULES_HELP = "Rules for shortcodes and blocks of your own, as a TOML file: unwrap, keep, drop, replace or call."
_WORDS: Mapping[str, Action] = {"unwrap": Unwrap(), "keep": Keep(), "drop": Drop()}
_CHOICE = 'write "unwrap", "keep", "drop", { replace = "<p>{content}</p>" } or { call = "module:function" }'
_SHORTCODE = re.compile(r"[\w-]+", re.ASCII)
_BLOCK = re.compile(r"(?:[a-z][a-z0-9_-]*/)?[a-z][a-z0-9_-]*", re.ASCII)


def rules_of(given: str | Rules) -> Rules:
    """Rules, however they are given: as such, as the path of a file, or not at all (an empty path).

    Those that other distributions bring are among them, where a person has none of the same name. Raises
    ConversionError as `read_rules` does.
    """
    if isinstance(given, Rules):
        return with_installed(given)
    return with_installed(read_rules(Path(given)) if given else NO_RULES)


def report_broken(rules: str | Rules, report: Report) -> None:
    """Say which rules of other distributions are of no use, once for a source."""
    for problem in rules_of(rules).broken:
        report(problem)


def read_rules(path: Path) -> Rules:
    """The rules of a file. Raises ConversionError where it cannot be read or a rule is not one."""
    try:
        document = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise ConversionError(f"{path} cannot be read ({error.strerror}): give the file of your rules") from error
    except UnicodeDecodeError as error:
        raise ConversionError(f"{path} is not UTF-8: save your rules in that encoding") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConversionError(f"{path} is not TOML ({error}): mend it there") from error
    other = next((name for name in document if name not in ("shortcodes", "blocks")), "")
    if other:
        raise ConversionError(f"{path} has a table [{other}]: rules stand in [shortcodes] and [blocks] only")
    return Rules(
        shortcodes=_rules_in(path, document, "shortcodes"), blocks=_rules_in(path, document, "blocks"), origin=path.name
    )


def _rules_in(path: Path, document: Mapping[str, Any], table: str) -> dict[str, Action]:
    rules = document.get(table, {})
    if not isinstance(rules, Mapping):
        raise ConversionError(f"{path}: {table} is no table: write [{table}] and a rule a line below it")
    read: dict[str, Action] = {}
    for name, value in rules.items():
        if not (_SHORTCODE if table == "shortcodes" else _BLOCK).fullmatch(name):
            sort, example = ("shortcode", "recipe-card") if table == "shortcodes" else ("block", "acme/card")
            raise ConversionError(f"{path}: {name!r} cannot be the name of a {sort}: write it like {example}")
        full = f"core/{name}" if table == "blocks" and "/" not in name else name
        read[full] = _action(path, name, value)
    return read


def _action(path: Path, name: str, value: Any) -> Action:
    if isinstance(value, str) and value in _WORDS:
        return _WORDS[value]
    if isinstance(value, Mapping) and len(value) == 1:
        kind, text = next(iter(value.items()))
        if kind == "replace" and isinstance(text, str):
            try:
                return Replace(read_template(text))
            except ValueError as error:
                raise ConversionError(f"{path}: the template of {name} {error}") from error
        if kind == "call" and isinstance(text, str):
            call = Call(text, str(path.resolve().parent))
            try:
                function_of(call)
            except ValueError as error:
                raise ConversionError(f"{path}: the rule for {name} calls {text!r}, which {error}") from error
            return call
    raise ConversionError(f"{path}: the rule for {name} is not one: {_CHOICE}")
