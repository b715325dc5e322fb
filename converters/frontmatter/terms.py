"""The words a post is filed under: names as the source has them, slugs as WordPress would make them."""

import html
from collections.abc import Iterable

from converters.post import Term
from converters.slugs import slug_of


class Vocabulary:
    """The terms of a site by taxonomy and name, each with a slug of its own.

    Names that differ by case alone are one term, as in WordPress; names that give the same slug (`C`, `C++`) are not.
    """

    def __init__(self) -> None:
        self._by_name: dict[tuple[str, str], Term] = {}
        self._slugs: set[tuple[str, str]] = set()

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every term, in the order of its first use."""
        return tuple(self._by_name.values())

    def declare(self, term: Term) -> None:
        """Take up a term whose slug is certain."""
        self._slugs.add((term.taxonomy, term.slug))
        self._by_name.setdefault((term.taxonomy, term.name.casefold()), term)

    def file_under(self, taxonomy: str, names: Iterable[str]) -> tuple[Term, ...]:
        """The terms of these names, in order, each once."""
        return tuple(dict.fromkeys(self._term(taxonomy, name) for name in names))

    def _term(self, taxonomy: str, name: str) -> Term:
        key = (taxonomy, name.casefold())
        if key not in self._by_name:
            stem = slug = slug_of(name) or "term"
            number = 1
            while (taxonomy, slug) in self._slugs:
                number += 1
                slug = f"{stem}-{number}"
            self._slugs.add((taxonomy, slug))
            self._by_name[key] = Term(taxonomy=taxonomy, slug=slug, name=name)
        return self._by_name[key]


def names_in(values: Iterable[str], *, escaped: bool) -> list[str]:
    """The names of a list; `escaped` when they are HTML text."""
    names = (" ".join((html.unescape(value) if escaped else value).split()) for value in values)
    return [name for name in names if name]
