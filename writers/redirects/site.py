"""Redirects as a part of a site: a file beside its content, or former addresses in the front matter of its pages."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from converters.post import Post, Site, Status
from converters.problem import NOWHERE, Problem, Report, Severity
from writers.addresses import name_of
from writers.destination import Destination
from writers.fields import is_plain_path, is_public
from writers.redirects import front_matter
from writers.redirects.plan import Content, redirects_of
from writers.redirects.syntaxes import SYNTAXES
from writers.redirects.text import redirects_text

OLD_SLUGS = "old-slugs"
"""What is done without being asked for: former slugs alone have pages of their own."""

HELP = "How old addresses lead to the new ones: by pages at former slugs alone, or for this kind of server."


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardUnkept(Problem):
    """The old blog never showed a page, but sent its readers on; no server of the new site will."""

    code = "forward-unkept"
    severity = Severity.WARNING
    text = (
        "the old blog showed no page here, but led its readers to {new!r}: the page is shown now; "
        "name your server with --redirects to send them on"
    )
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerAddressUnkept(Problem):
    """An address led to a post that no page of the new site can have."""

    code = "former-address-unkept"
    severity = Severity.WARNING
    text = "its former address {path!r} cannot be that of a page: name your server with --redirects to lead it on"
    path: str


def report_unkept(post: Post, redirects: str, report: Report) -> None:
    """Say of a post what no page of the new site does for it, where no server is told (`redirects`)."""
    served = redirects in SYNTAXES and not SYNTAXES[redirects].in_pages
    if post.leads_to and is_public(post) and not served:
        report(ForwardUnkept(new=post.leads_to))
    for path in post.old_paths if is_public(post) and not served else ():
        if not is_plain_path(path):
            report(FormerAddressUnkept(path=path))


def put_redirects_file(
    folder: Destination,
    syntax: str,
    site: Site,
    content: Content,
    written: Collection[str],
    report: Report,
    *,
    published: PurePosixPath,
) -> None:
    """Put the file of a server's syntax where the server, or whoever runs it, finds it.

    `published` is the folder whose files are published as they are.
    """
    about = SYNTAXES[syntax]
    path = published / about.file if about.published else PurePosixPath(about.file)
    folder.put_pieces(path, redirects_text(syntax, site, content, written, report), NOWHERE)


def former_addresses(site: Site, content: Content) -> Mapping[str, list[str]]:
    """By the address of a page every path that leads to it, as far as a page of its own can stand there.

    Every public post counts as written: a page does not know which others were chosen.
    """
    global _last
    if _last is None or _last[0] is not content:
        public = {e.key for e in site.entries if e.status is Status.PUBLISHED and not e.protected}
        public -= {e.key for e in site.entries if e.kind == "attachment"}
        found: dict[str, list[str]] = {}
        base = content.addresses.base
        for redirect in redirects_of(site, content, public):
            old = redirect.old.removeprefix(base)
            if front_matter.is_possible(redirect) and all(name_of(name) == name for name in old.strip("/").split("/")):
                found.setdefault(redirect.new.removeprefix(base).partition("#")[0], []).append(old)
        _last = (content, found)
    return _last[1]


_last: tuple[Content, Mapping[str, list[str]]] | None = None
