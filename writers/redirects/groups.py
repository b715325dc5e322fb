"""Redirects put into groups, in one pass over all of them, for syntaxes that write one kind after the other."""

from collections.abc import Callable, Iterable, Iterator

from converters.index import Collecting, Table
from converters.index.records import Records
from writers.redirects.redirect import Redirect, redirects_on_disk


class Groups:
    """Redirects by what `name_of` calls their group; beyond what memory shall hold they lie in a file."""

    def __init__(self, redirects: Iterable[Redirect], name_of: Callable[[Redirect], str]) -> None:
        names: Table[int] = Table()
        collecting: Collecting[Redirect] = Collecting(
            lambda: redirects_on_disk({"group": lambda redirect: (name_of(redirect),)})
        )
        for redirect in redirects:
            names.add(name_of(redirect), 1)
            collecting.append(redirect)
        self.names: Iterable[str] = names
        """The groups, in the order in which the redirects name them first."""
        self._collected = collecting.collected()
        self._in_memory: dict[str, list[Redirect]] = {}
        if not isinstance(self._collected, Records):
            for redirect in self._collected:
                self._in_memory.setdefault(name_of(redirect), []).append(redirect)

    def of(self, name: str) -> Iterator[Redirect]:
        """The redirects of a group, in their order."""
        if isinstance(self._collected, Records):
            return self._collected.each("group", name)
        return iter(self._in_memory.get(name, ()))
