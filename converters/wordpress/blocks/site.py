"""The blocks that speak of the site: links to profiles and pages, and those that WordPress makes anew each time."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from converters.problem import Problem, Severity
from converters.wordpress.blocks.grammar import Block, BlockRenderer, Part, parse_blocks
from converters.wordpress.context import Context
from converters.wordpress.footnotes import show_footnotes

DYNAMIC_BLOCKS = frozenset([
    "core/archives", "core/avatar", "core/breadcrumbs", "core/calendar",
    "core/categories", "core/comment-author-name", "core/comment-content", "core/comment-date",
    "core/comment-edit-link", "core/comment-reply-link", "core/comment-template", "core/comments",
    "core/comments-pagination", "core/comments-title", "core/latest-comments", "core/latest-posts",
    "core/legacy-widget", "core/loginout", "core/page-list", "core/page-list-item", "core/query-no-results",
    "core/query-pagination", "core/query-title", "core/query-total", "core/read-more", "core/rss", "core/search",
    "core/site-logo", "core/site-tagline", "core/site-title", "core/spacer", "core/table-of-contents",
    "core/tag-cloud", "core/template-part", "core/term-count", "core/term-description", "core/term-name",
    "core/term-template", "core/terms-query", "core/time-to-read", "core/widget-group", "gravityforms/form",
    "jetpack/contact-form", "jetpack/mailchimp", "jetpack/related-posts", "jetpack/subscriptions", 
    "kadence/postgrid", "ninja-forms/form", "rank-math/toc-block", "wpforms/form-selector",
    "yoast-seo/table-of-contents", "yoast/related-links",
])  # fmt: skip
"""Blocks that hold no words of the author; also all of `core/post-…` and `core/comment…`."""

_SERVICES = {
    "500px": "500px", "amazon": "Amazon", "bandcamp": "Bandcamp", "behance": "Behance", "bluesky": "Bluesky",
    "chain": "Link", "codepen": "CodePen", "deviantart": "DeviantArt", "discord": "Discord", "dribbble": "Dribbble",
    "dropbox": "Dropbox", "etsy": "Etsy", "facebook": "Facebook", "feed": "RSS Feed", "fivehundredpx": "500px",
    "flickr": "Flickr", "foursquare": "Foursquare", "github": "GitHub", "goodreads": "Goodreads", "google": "Google",
    "gravatar": "Gravatar", "instagram": "Instagram", "lastfm": "Last.fm", "linkedin": "LinkedIn", "mail": "Mail",
    "mastodon": "Mastodon", "medium": "Medium", "meetup": "Meetup", "patreon": "Patreon", "pinterest": "Pinterest",
    "pocket": "Pocket", "reddit": "Reddit", "share": "Share Icon", "skype": "Skype", "snapchat": "Snapchat",
    "soundcloud": "SoundCloud", "spotify": "Spotify", "telegram": "Telegram", "threads": "Threads", "tiktok": "TikTok",
    "tumblr": "Tumblr", "twitch": "Twitch", "twitter": "Twitter", "vimeo": "Vimeo", "vk": "VK", "whatsapp": "WhatsApp",
    "wordpress": "WordPress", "x": "X", "yelp": "Yelp", "youtube": "YouTube",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternMissing(Problem):
    """A pattern of the theme, which no export holds."""

    code = "pattern-missing"
    severity = Severity.LOSS
    text = "the pattern {slug} belongs to the theme and is not in the source: its content is missing here"
    slug: str


def show_social_link(block: Block, context: Context) -> list[Part]:
    """A profile elsewhere; one without an address is not shown (render_block_core_social_link)."""
    url, service = block.text("url").strip(), block.text("service")
    if not url:
        return []
    if "@" in url and ":" not in url and "/" not in url:
        url = "mailto:" + url
    elif ":" not in url and not url.startswith(("//", "#")):
        url = "https://" + url
    label = block.text("label") or _SERVICES.get(service, "Share Icon")
    return [f'<li><a href="{escape(url)}">{escape(label)}</a></li>']


def show_menu_link(block: Block, context: Context) -> list[Part]:
    """A line of a navigation menu, and the lines under it."""
    url, label = block.text("url"), block.text("label")
    if block.name == "core/home-link":
        url, label = url or context.site.url or "/", label or "Home"
    if not label and not block.children:
        return []
    link = f'<a href="{escape(url)}">{label}</a>' if url else label
    below: list[Part] = ["<ul>", *block.children, "</ul>"] if block.children else []
    return [f"<li>{link}", *below, "</li>"]


def show_navigation(block: Block, context: Context) -> list[Part]:
    """A menu as a list of links: its lines are blocks inside it, or in the menu it refers to."""
    children, ref = block.children, block.attributes.get("ref")
    if not children and isinstance(ref, int) and ref in context.site.blocks:
        parts = parse_blocks(context.site.blocks[ref])
        children = [part for part in parts if isinstance(part, Block) and part.name != block.name]
    lines = [child for child in children if child.name in _MENU_LINES]
    others = [child for child in children if child.name not in _MENU_LINES]
    listed: list[Part] = ["<ul>", *lines, "</ul>"] if lines else []
    return [*listed, *others]


def show_pattern(block: Block, context: Context) -> list[Part]:
    """A pattern of the theme: only its name is known."""
    context.report(PatternMissing(slug=block.text("slug")))
    return [*block.parts]


_MENU_LINES = frozenset(["core/home-link", "core/navigation-link", "core/navigation-submenu"])
SITE_BLOCKS: Mapping[str, BlockRenderer] = {
    **dict.fromkeys(sorted(_MENU_LINES), show_menu_link),
    "core/footnotes": show_footnotes,
    "core/navigation": show_navigation,
    "core/pattern": show_pattern,
    "core/social-link": show_social_link,
}
