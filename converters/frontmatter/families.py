"""The exporters of the family, told apart by the keys that each of them writes."""

from collections.abc import Collection
from enum import Enum

from converters.frontmatter.fields import ALIASES


class Family(Enum):
    """Who wrote a front matter; the value is its name in words."""

    WPGHS_1 = "WordPress GitHub Sync 1.x"
    WPGHS_2 = "WordPress GitHub Sync 2.x"
    WOGH = "Writing on GitHub"
    JEKYLL_IMPORT_DATABASE = "jekyll-import from a database"
    JEKYLL_IMPORT_EXPORT = "jekyll-import from a WordPress export"
    EXITWP = "exitwp"
    JEKYLL_EXPORTER = "wordpress-to-jekyll-exporter"
    HUGO_EXPORTER = "wordpress-to-hugo-exporter"
    OTHER = "front matter"

    @property
    def synchronises(self) -> bool:
        """Whether it keeps a WordPress and a folder the same: bodies are WordPress's own, `layout` is the type."""
        return self in (Family.WPGHS_1, Family.WPGHS_2, Family.WOGH)

    @property
    def escapes(self) -> bool:
        """Whether titles are HTML text, so that `&amp;` is an ampersand."""
        return self not in (Family.EXITWP, Family.HUGO_EXPORTER, Family.OTHER)

    @property
    def escapes_names(self) -> bool:
        """Whether the names of terms are HTML text, as WordPress keeps them."""
        return self.escapes or self is Family.EXITWP


_POST_LIKE = frozenset(
    ["ID", "categories", "date", "draft", "id", "layout", "link", "permalink", "post_date", "published", "slug",
     "status", "tags", "type", "url", "wordpress_id", *ALIASES["published_on"]]
)  # fmt: skip


def family_of(keys: Collection[str]) -> Family:
    """The exporter that writes these keys, in this order."""
    if "post_title" in keys:
        if (
            "post_name" in keys
            or "link" in keys
            or ("tags" in keys and "categories" in keys and "permalink" not in keys)
        ):
            return Family.WOGH
        order = list(keys)
        dated_early = "post_date" in keys and "layout" in keys and order.index("post_date") < order.index("layout")
        return Family.WPGHS_1 if dated_early else Family.WPGHS_2
    if "ID" in keys and "post_excerpt" in keys:
        return Family.WOGH
    if "wordpress_id" in keys:
        database = "date_gmt" in keys or "author_login" in keys or "status" in keys
        return Family.JEKYLL_IMPORT_DATABASE if database else Family.EXITWP
    if ("meta" in keys and "type" in keys) or ("parent_id" in keys and "password" in keys):
        return Family.JEKYLL_IMPORT_EXPORT
    if "id" in keys and ("guid" in keys or "permalink" in keys):
        return Family.JEKYLL_EXPORTER
    if "url" in keys and "date" in keys and "title" in keys and "save_as" not in keys:  # which is Pelican's word
        return Family.HUGO_EXPORTER
    return Family.OTHER


def is_post_like(keys: Collection[str]) -> bool:
    """Whether a front matter describes something to read, and not a piece of a site's machinery."""
    return "post_title" in keys or ("title" in keys and any(key in _POST_LIKE for key in keys))
