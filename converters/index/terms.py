"""The terms of a blog that are too many for memory."""

from collections.abc import Iterator, Mapping
from sys import intern
from typing import Any

from converters.index.records import Finding, Records
from converters.post import Term, TermIndex


class TermsOnDisk(Records[Term], TermIndex):
    """Terms in a file, each of which no other shares taxonomy and slug with."""

    def __init__(self) -> None:
        super().__init__(_row_of, _term_of, {"slug": _slug_of})

    @property
    def by_slug(self) -> Mapping[tuple[str, str], Term]:
        """Terms by taxonomy and slug."""
        return Finding(self._with_slug, self._slugs)

    def _with_slug(self, key: tuple[str, str]) -> Term | None:
        return self.first("slug", joined(*key))

    def _slugs(self) -> Iterator[tuple[str, str]]:
        return ((term.taxonomy, term.slug) for term in self)


def joined(one: str, other: str) -> str:
    """Two texts, such as a taxonomy and a slug, as the one by which an index finds something."""
    return f"{len(one)} {one} {other}"


def _slug_of(term: Term) -> tuple[str, ...]:
    return (joined(term.taxonomy, term.slug),)


def _row_of(term: Term) -> list[Any]:
    return [term.taxonomy, term.slug, term.name, term.parent, term.description, term.id, term.meta]


def _term_of(row: list[Any]) -> Term:
    taxonomy, slug, name, parent, description, id, meta = row
    return Term(
        taxonomy=intern(taxonomy),
        slug=slug,
        name=name,
        parent=parent,
        description=description,
        id=id,
        meta=tuple((key, value) for key, value in meta),
    )
