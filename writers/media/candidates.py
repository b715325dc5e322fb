"""Where a file may be had from when it is not where it should be: what it was made of, and what a proxy kept of it."""

from urllib.parse import quote, unquote

from converters.post import Site
from writers.media.hosts import better_names, is_photon, original_address, split_address


def candidates_of(url: str, site: Site) -> list[str]:
    """The addresses to ask for a file, the best first: its own, that of what it was made of, its proxy's."""
    original = original_address(url)
    found = {original: None}
    if (media := site.media_by_url.get(original)) is not None:
        found[media.url] = None
    parts = split_address(original)
    if parts is not None:
        folder, _, name = parts.path.rpartition("/")
        name = unquote(name)
        for shorter in better_names(name):
            if len(shorter) < len(name):
                found[parts._replace(path=f"{folder}/{quote(shorter)}").geturl()] = None
    proxy = split_address(url)
    if proxy is not None and parts is not None and (proxy.netloc, proxy.path) != (parts.netloc, parts.path):
        if is_photon(url):  # without a size it has the whole picture
            proxy = proxy._replace(query="ssl=1" if parts.scheme == "https" else "")
        found[proxy._replace(fragment="").geturl()] = None
    return list(found)
