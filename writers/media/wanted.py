"""Which files a destination should have: those that the taken posts and the site refer to, and their attachments."""

from collections.abc import Iterable
from dataclasses import dataclass

from converters.post import Media, Site, Status
from converters.problem import Report, Where
from writers.media.gathered import key_of
from writers.media.held import NOTHING_HELD, Held
from writers.media.references import Needs, Reference, References
from writers.media.reports import MediaLeftOut

_HIDDEN = (Status.PRIVATE, Status.PENDING, Status.TRASHED)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that should be there."""

    url: str
    """As it was first referred to."""
    where: Where
    """By whom."""
    shown: bool
    """Whether readers saw it."""


def wanted_of(
    seen: Iterable[Needs | None], references: References, report: Report, held: Held = NOTHING_HELD
) -> dict[str, Wanted]:
    """The wanted files by `key_of` their addresses.

    `seen` is what each taken post refers to, None of one that could not be read. An attachment is wanted with the post
    it belongs to, and when it belongs to none; those of other posts, private ones for instance, are left out unless
    something refers to them. So with the files that the source holds beside its posts.
    """
    wanted: dict[str, Wanted] = {}
    taken: set[int | None] = set()
    keys: set[str] = {""}
    for needs in seen:
        if needs is not None:
            taken.add(needs.id)
            keys.add(needs.key)
            _note(needs, wanted)
    _note(references.needs_of_site(), wanted)
    site, left_out = references.site, 0
    for media in site.media.values():
        if not media.url or key_of(media.url) in wanted:
            continue
        if media.id in taken or _goes_with(media, site, taken):
            about = f"attachment {media.id}" + (f" “{media.title}”" if media.title else "")
            _note(Needs(media.id, Where(post=about), (Reference(media.url, True),)), wanted)
        else:
            left_out += 1
    for file in held.going_along():
        if file.owner in keys:
            _note(Needs(None, Where(post="the site"), (Reference(file.url, True),)), wanted)
        elif key_of(file.url) not in wanted:
            left_out += 1
    if left_out:
        report(MediaLeftOut(count=left_out))
    return wanted


def _note(needs: Needs, wanted: dict[str, Wanted]) -> None:
    for reference in needs.references:
        key = key_of(reference.url)
        known = wanted.get(key)
        if key and (known is None or (reference.shown and not known.shown)):
            wanted[key] = Wanted(reference.url, needs.where, reference.shown)


def _goes_with(media: Media, site: Site, taken: set[int | None]) -> bool:
    """Whether an attachment belongs to a taken post or, being visible itself, to none."""
    if media.parent in site.entries_by_id:
        return media.parent in taken
    own = site.entries_by_id.get(media.id or 0)
    return own is None or own.status not in _HIDDEN
