"""What the query of one of the old blog's addresses says: which post is meant, or nothing that matters to a page."""

import re
from urllib.parse import unquote

ID_KEYS = ("p", "page_id", "attachment_id")
"""What names a post by its id."""
_HARMLESS_KEY = re.compile(
    r"utm_\w+|fbclid|gclid|mc_[ce]id|replytocom|share|nb|ref|paged|page|cpage|preview.*|amp|lang|post_type|"
    r"unapproved|moderation-hash|like_comment|_wpnonce|feed|withcomments|order|orderby|print|fb_\w+|source"
)


def is_harmless(key: str) -> bool:
    """Whether a key, in small letters, tells a page nothing: it is WordPress's own, or of who counts visitors."""
    return _HARMLESS_KEY.fullmatch(key) is not None


def told_to_the_page(query: str) -> str:
    """What a query tells a script of the page, as it is written: `purpose=join`."""
    kept = []
    for piece in query.split("&")[:50]:
        key, _, value = piece.partition("=")
        key = unquote(key).casefold().removeprefix("amp;")
        if value and key not in ID_KEYS and not is_harmless(key):
            kept.append(piece)
    return "&".join(kept)
