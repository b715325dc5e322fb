"""Items that stand in more than one file of an export: each is read once."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from converters.problem import Problem, Severity, Where
from converters.wordpress.wxr.fields import Field
from converters.wordpress.wxr.reading import Item
from converters.wordpress.wxr.words import to_number

SAME = "the same item stands in another file of the export"
OLDER = "a newer version of the item stands in another file of the export"


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferingCopies(Problem):
    """Two files hold one item, and not in the same words. The version that was changed last is taken."""

    code = "differing-copies"
    severity = Severity.WARNING
    text = "the item {id} stands here and in {other} in different versions: the newer one, here, is taken"
    id: int
    other: str


@dataclass(frozen=True, slots=True)
class _Version:
    """One version of an item, as far as it must be known to choose among several."""

    place: int
    file: str
    line: int
    digest: bytes
    changed: str


Place = int
"""How many items stand before an item, in all files."""


def choose_versions(items: Iterable[tuple[str, Item]]) -> tuple[Mapping[Place, str], list[Problem]]:
    """The items to pass over, by place, each with the reason; and the problems to report.

    `items` are those of all files in order, each with the name of its file. Two items are versions of one where id,
    type and guid (or, without one, the link) are the same and the files differ, and where either nothing else differs,
    or one was changed after the other. What merely has the same id, as in the exports of two blogs, is not.
    """
    passed_over: dict[Place, str] = {}
    problems: list[Problem] = []
    chosen: dict[tuple[str, ...], _Version] = {}
    for place, (file, item) in enumerate(items):
        identity = _identity(item.fields)
        if identity is None:
            continue
        version = _Version(place, file, item.line, _digest(item), _changed(item.fields))
        other = chosen.setdefault(identity, version)
        if other is version or other.file == file:
            continue
        if other.digest == version.digest:
            passed_over[place] = SAME
            continue
        if not version.changed or not other.changed or version.changed == other.changed:
            continue  # nothing says which is newer: both stay, with a key of their own each
        older, newer = (other, version) if version.changed > other.changed else (version, other)
        passed_over[older.place] = OLDER
        chosen[identity] = newer
        where = Where(origin=f"{newer.file}:{newer.line}")
        problems.append(DifferingCopies(id=int(identity[0]), other=f"{older.file}:{older.line}", where=where))
    return passed_over, problems


def _identity(fields: Field) -> tuple[str, ...] | None:
    id = to_number(fields.value("wp:post_id"))
    name = fields.value("guid", "link")
    return (str(id), fields.value("wp:post_type"), name) if id is not None and name else None


def _changed(fields: Field) -> str:
    """When it was changed last, in a form that sorts; empty where the file does not say (before WordPress 5.7)."""
    return fields.value("wp:post_modified_gmt", "wp:post_modified")


def _digest(item: Item) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    others = (field for field in item.fields.fields if field.name != "wp:comment")
    for each in chain(others, item.comments()):
        waiting = [each]
        while waiting:
            field = waiting.pop()
            said = repr((field.name, field.text, sorted(field.attributes.items()), len(field.fields)))
            digest.update(said.encode("utf-8", "backslashreplace"))
            waiting.extend(field.fields)
    return digest.digest()
