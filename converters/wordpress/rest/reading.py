"""The posts of a blog whose API was asked for everything: made one at a time of the answers that were kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from converters.post import Comment, Media, Post, Site
from converters.problem import ItemLost, Report, Where
from converters.wordpress.rest.archive import Archive, page_in
from converters.wordpress.rest.items import Directory, Kind, comment_of, post_of
from converters.wordpress.rest.records import Record
from converters.wordpress.wxr.comments import misplaced


@dataclass
class Reading:
    """The posts of a blog, one at a time."""

    url: str
    archive: Archive
    kinds: Sequence[Kind]
    known: Directory
    media: Mapping[int, Media] = field(default_factory=dict)

    def items(self) -> Iterator[tuple[str, Record, str]]:
        """Every item with its kind and its place in the API."""
        for number, kind in enumerate(self.kinds):
            for _, place, item in self.archive.items(f"kind-{number}"):
                yield kind.name, item, f"{kind.route.rpartition('/')[2]}/{item.number('id') or f'at {place}'}"

    def posts(self, site: Site, report: Report) -> Iterator[Post]:
        """The posts; an item that is none is reported."""
        comments = self._comments()
        taken: set[int] = set()
        for _, item, place in self.items():
            origin = f"{self.url}: {place}"
            entry = site.entries_by_id.get(item.number("id") or 0)
            if entry is None or entry.id is None:
                report(ItemLost(reason="it has no id", where=Where(origin=origin)))
            elif entry.id in taken:
                report(ItemLost(reason=f"another item has the id {entry.id}", where=Where(origin=origin)))
            else:
                taken.add(entry.id)
                where = Where(origin=origin, post=f"{entry.kind} {entry.id}")
                yield post_of(
                    item, entry, self.known, self.media, self._thread(comments, entry.id, where, report), origin
                )

    def _comments(self) -> dict[int, list[tuple[Path, int]]]:
        """Where the comments on each post are kept."""
        found: dict[int, list[tuple[Path, int]]] = {}
        seen: set[int] = set()
        for name in ("comments-", "comments-all", "comments-trash"):
            for file, place, item in self.archive.items(name):
                id, post = item.number("id"), item.number("post")
                if id and post and id not in seen:
                    seen.add(id)
                    found.setdefault(post, []).append((file, place))
        return found

    def _thread(
        self, places: Mapping[int, list[tuple[Path, int]]], post: int, where: Where, report: Report
    ) -> tuple[Comment, ...]:
        records = [Record(page_in(file)[place]) for file, place in places.get(post, ())]
        made = [comment_of(item, id, self.known.clock) for item in records if (id := item.number("id"))]
        made.sort(key=lambda each: each.id)
        for place, comment in misplaced(made, lambda problem: report(problem.at(where))):
            made[place] = replace(comment, parent=None)
        return tuple(made)
