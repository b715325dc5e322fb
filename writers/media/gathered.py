"""Which files of the blog are in the new site, and where: what rendering must know of media, and all it may know."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from converters.addresses import bare_host
from writers.media.hosts import original_address, path_of, split_address
from writers.media.places import link_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The files that are there. Made before the first post is rendered, and sent to every process that renders."""

    base: str = ""
    """The path of the site's root on its host (`/blog`), without a slash at the end."""
    places: Mapping[str, str] = field(default_factory=dict)
    """Where a file stands below the site's root, by `key_of` its address."""
    failures: Mapping[str, str] = field(default_factory=dict)
    """Why a file is not there, by `key_of` its address."""

    def link(self, url: str) -> str:
        """The local address of a file that is there, from the root of the host; any other address unchanged."""
        return self._local(url, self.base)

    def path(self, url: str) -> str:
        """The same from the root of the site, for templates that put the base before it themselves."""
        return self._local(url, "")

    def reason_of(self, url: str) -> str:
        """Why a file that was to be there is not; empty when it is there, or never was to be."""
        return self.failures.get(key_of(url), "")

    def _local(self, url: str, base: str) -> str:
        place = self.places.get(key_of(url)) if self.places else None
        if place is None:
            return url
        _, mark, fragment = url.partition("#")
        return link_to(base, place) + mark + fragment


NOTHING_GATHERED = Gathered()


@lru_cache(1024)
def key_of(url: str) -> str:
    """What the addresses of one file have in common, whatever proxy, size, scheme or spelling; empty of no file's."""
    if "/" not in url:
        return ""
    original = original_address(url)
    parts, path = split_address(original), path_of(original)
    return f"{bare_host(parts.hostname or '')}/{path}" if parts and path else ""
