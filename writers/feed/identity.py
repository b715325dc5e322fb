"""The id of an entry, by which readers know what they have shown already. It never changes once it is published."""

import re
from uuid import NAMESPACE_URL, uuid5

from converters.post import Post
from writers.feed.urls import ascii_url, is_web_url

_FORBIDDEN = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


def id_of(post: Post, url: str) -> str:
    """The guid that the old blog's feed gave a post, letter for letter.

    A post that never had one gets its permanent address, as a feed reader would have seen it; a post without any
    address a UUID made of its key (RFC 4122, version 5). Nothing that an author edits in a post's text, title or date
    is part of it.
    """
    guid = _FORBIDDEN.sub("", post.guid).strip()
    if guid:
        return guid
    return ascii_url(url) if is_web_url(url) else uuid_of(f"{post.kind}:{post.key}")


def uuid_of(name: str) -> str:
    """The same URN for the same name, for ever."""
    return uuid5(NAMESPACE_URL, name.encode("utf-8", "replace").decode()).urn


def iri_of(id: str) -> str:
    """An id where only an IRI will do (RFC 4287, 4.2.6): itself, or a UUID made of it."""
    return id if _IRI.fullmatch(id) else uuid_of(id)
