"""Data files of a site (JSON, YAML, TOML) → values, every scalar a string; one that cannot be read is reported."""

import json
from dataclasses import dataclass
from pathlib import Path

from converters.frontmatter.document import MAX_BYTES, decode
from converters.frontmatter.files import read_bytes
from converters.frontmatter.typed import load_toml, value_of
from converters.frontmatter.yaml import Refused, Unreadable, Value, load_any_yaml
from converters.problem import Problem, Report, Severity, Where

SUFFIXES = (".json", ".yaml", ".yml", ".toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class DataLost(Problem):
    """A data file or a configuration that cannot be read; what it says is missing."""

    code = "data-lost"
    severity = Severity.LOSS
    text = "it cannot be read, and what it says is missing: {reason}"
    reason: str


def read_data(path: Path, name: str, report: Report) -> Value:
    """What a data file holds; an empty text, and a problem, where it cannot be read."""
    try:
        data = read_bytes(path, MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise Refused(f"it is larger than {MAX_BYTES // 1024 // 1024} MB")
        return parse_data(decode(data, report).lstrip("\ufeff"), path.suffix.lower())
    except OSError as error:
        reason = error.strerror or "unknown"
    except (Refused, Unreadable) as error:
        reason = str(error)
    report(DataLost(reason=reason, where=Where(origin=name)))
    return ""


def parse_data(text: str, suffix: str) -> Value:
    """What a text in one of the formats holds. Raises Unreadable and Refused."""
    if suffix == ".toml":
        return load_toml(text)
    if suffix == ".json":
        try:
            return value_of(json.loads(text, parse_float=str, parse_int=str, parse_constant=str))
        except RecursionError as error:
            raise Refused("its values are nested too deep") from error
        except ValueError as error:
            raise Unreadable(str(error)) from error
    return load_any_yaml(text)


def mapping_of(value: Value) -> dict[str, Value]:
    """A value that is a mapping; an empty one of anything else."""
    return value if isinstance(value, dict) else {}


def list_of(value: Value) -> list[Value]:
    """A value that is a list; an empty one of anything else."""
    return value if isinstance(value, list) else []


def with_lower_keys(value: Value) -> Value:
    """The value with every key in lower case: Hugo does not tell them apart."""
    if isinstance(value, dict):
        return {key.lower(): with_lower_keys(each) for key, each in value.items()}
    return [with_lower_keys(each) for each in value] if isinstance(value, list) else value


def merged(below: dict[str, Value], above: dict[str, Value]) -> dict[str, Value]:
    """Two mappings in one; where both have a key, mappings are merged and else the second counts."""
    made = dict(below)
    for key, value in above.items():
        under = made.get(key)
        made[key] = merged(under, value) if isinstance(under, dict) and isinstance(value, dict) else value
    return made
