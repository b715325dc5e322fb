"""Where the work of a format usually goes: what examples show, and what the guide proposes."""

from converters.formats import Format

_NAMES = {
    "hugo": "site", "jekyll": "site", "wpghs": "posts", "media": "uploads", "epub": "blog.epub", "rss": "feed.xml",
    "atom": "atom.xml", "jsonfeed": "feed.json", "wxr": "wordpress.xml", "posts": "posts.jsonl",
    "redirects": "_redirects",
}  # fmt: skip


def usual_destination(format_: Format) -> str:
    """A folder or a file, as the format wants it."""
    is_folder = format_.load().destination == "directory"
    return _NAMES.get(format_.name, format_.name if is_folder else f"blog.{format_.name}")
