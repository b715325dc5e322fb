"""The files of a blog in a folder, at their old paths, and what the media library says of them: `convert media`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import ClassVar

from converters.formats import Written
from converters.options import option
from converters.post import Post, Site, Status
from converters.problem import NOWHERE, PostFailed, Report, Where
from writers.destination import Destination
from writers.media.choice import MediaChoice
from writers.media.places import Layout
from writers.page import label_of
from writers.site_data import media_json

_DATA = PurePosixPath("media.json")


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the source, and what of its files did not arrive."""

    key: str
    where: Where
    missing: tuple[str, ...]
    """`address: reason`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaWriter(MediaChoice):
    """Gets every picture and file of a blog, at its old path.

    An item of the source counts as written when all files that it shows or links are there.
    """

    public: ClassVar[bool] = False
    statuses: ClassVar[tuple[str, ...]] = tuple(Status)
    layout: ClassVar[Layout] = Layout()
    arrives: ClassVar[str] = "of them with every file that they show, in"

    media: str = option(
        "copy", choices=("copy", "fetch"), help="Copy the files from --uploads, or fetch them from the web."
    )

    def render(self, post: Post, site: Site, report: Report) -> Item:
        """What became of the files of a post."""
        needs = self.look(post, site)
        shown = [reference.url for reference in needs.references if reference.shown]
        missing = tuple(f"{url}: {reason}" for url in shown if (reason := self.gathered.reason_of(url)))
        return Item(post.key, Where(origin=post.origin, post=label_of(post)), missing)

    def fill(self, folder: Destination, rendered: Iterable[Item], site: Site, report: Report) -> Iterator[Written]:
        """Account for every item, and put `media.json` beside the files."""
        for item in rendered:
            if item.missing:
                more = f", and {len(item.missing) - 1} more" if len(item.missing) > 1 else ""
                report(PostFailed(reason=f"files are missing: {item.missing[0]}{more}", where=item.where))
            else:
                yield Written(key=item.key, path="")
        if data := media_json(site, self.gathered.path):
            folder.put_pieces(_DATA, data, NOWHERE)
