"""A WordPress that still runs → the site, then its posts one at a time, by its REST API."""

import getpass
import os
import shutil
import sys
import weakref
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from converters.canonical import to_canonical
from converters.network.limits import MachineClock
from converters.options import option
from converters.post import Post, Site
from converters.problem import ConversionError, Report
from converters.wordpress.body import comments_to_html, to_html
from converters.wordpress.rest.address import address_in, checked
from converters.wordpress.rules.actions import Rules
from converters.wordpress.rules.reading import RULES_HELP, rules_of

if TYPE_CHECKING:  # the network takes long to get ready, and few conversions go there
    from converters.wordpress.rest.blog import Blog

VARIABLE = "PORTPRESS_PASSWORD"
"""The variable of the environment that holds the application password: on a command line others would see it."""


@dataclass(frozen=True)
class RestReader:
    """Reads a WordPress that still runs, through its REST API."""

    user: str = option(
        "",
        help=f"Read the blog as this user of it; the application password is asked for, or taken from {VARIABLE}.",
        metavar="NAME",
    )
    allow_private_hosts: bool = option(False, help="Ask addresses inside a private network, too.")
    rules: str | Rules = option("", help=RULES_HELP, metavar="FILE")
    _fetched: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Each `Blog` fetched, by address: a conversion may read its source twice, and the network is asked once."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "rules", rules_of(self.rules))  # read once, so that workers need no file

    def __getstate__(self) -> dict[str, object]:
        """For another process, which only cleans."""
        return {**self.__dict__, "_fetched": {}}

    def recognises(self, source: Path) -> str | None:
        """What it is when the file is a shortcut to an address of the web; None for any other. It asks nobody yet."""
        address = address_in(source)
        return None if address is None else f"the blog at {address}, by its REST API"

    def read(self, source: Path, report: Report) -> tuple[Site, Iterator[Post]]:
        """The site, once everything of the blog is here, and then its posts from what is here.

        The same reader asks a blog only once. Raises ConversionError when it cannot be read: it says why, and what to
        do.
        """
        address = address_in(source)
        if address is None:
            raise ConversionError(f"{source} is no address of a blog: give one such as https://blog.example")
        address = checked(address)
        blog = self._fetched.get(address)
        if blog is None:
            blog = self._fetched[address] = self._fetch(address, report)
        site, reading = blog.survey(report)
        return site, reading.posts(site, report)

    def clean(self, post: Post, site: Site, report: Report) -> Post:
        """The post with canonical HTML, of what the database holds or of what readers see."""
        if post.dialect == "wordpress":
            comments = comments_to_html(post, site, report)
            return replace(post, html=to_html(post, site, report, rules_of(self.rules)), comments=comments)
        base = post.url or site.url
        comments = tuple(
            replace(comment, html=to_canonical(comment.raw, base=base, report=report)) for comment in post.comments
        )
        return replace(post, html=to_canonical(post.raw, base=base, report=report), comments=comments)

    def _fetch(self, address: str, report: Report) -> "Blog":
        from converters.network.gateway import Gateway, is_public
        from converters.wordpress.rest.archive import Archive, folder_for
        from converters.wordpress.rest.blog import Blog
        from converters.wordpress.rest.client import LIMITS, Client, Credentials

        credentials = Credentials(self.user, _password(self.user)) if self.user else None
        allowed = (lambda ip: True) if self.allow_private_hosts else is_public
        client = Client(Gateway(LIMITS, MachineClock(), allowed=allowed), credentials=credentials)
        try:
            root, language = client.discover(address)
            if credentials:
                client.trust(root, address)
            archive = Archive(folder_for(root, self.user), root)
            archive.open(report)
            blog = Blog(address, language, archive, as_editor=credentials is not None)
            blog.fetch(client)
        finally:
            client.close()
        weakref.finalize(blog, _remove, archive.folder, os.getpid())  # it may hold what is private
        return blog


def _remove(folder: Path, owner: int) -> None:
    """Remove the answers; a worker, which is a copy of the process that owns them, does not."""
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)


def _password(user: str) -> str:
    """The application password. Raises ConversionError when there is none and nobody to ask."""
    password = os.environ.get(VARIABLE, "")
    if not password and sys.stdin.isatty():
        password = getpass.getpass(f"Application password of {user}: ")
    if not password.strip():
        raise ConversionError(
            f"there is no password for {user}: put the application password (Users → Profile) into {VARIABLE}"
        )
    return password.strip()
