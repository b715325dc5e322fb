"""The embed block and its forty older names: an address elsewhere, shown as what is there, with its caption."""

import re
from collections.abc import Mapping

from converters.html import parse
from converters.wordpress.blocks.grammar import Block, BlockRenderer, Part
from converters.wordpress.context import Context
from converters.wordpress.embeds import embed

_CAPTION = re.compile(r"<figcaption\b[^<>]*>(.*?)</figcaption>", re.DOTALL | re.IGNORECASE)
_OLD_NAMES = (
    "amazon-kindle", "animoto", "cloudup", "collegehumor", "crowdsignal", "dailymotion", "facebook", "flickr",
    "funnyordie", "hulu", "imgur", "instagram", "issuu", "kickstarter", "meetup-com", "mixcloud", "photobucket",
    "pinterest", "polldaddy", "reddit", "reverbnation", "screencast", "scribd", "slideshare", "smugmug",
    "soundcloud", "speaker", "speaker-deck", "spotify", "ted", "tiktok", "tumblr", "twitter", "videopress", "vimeo",
    "vine", "wolfram", "wordpress", "wordpress-tv", "youtube",
)  # fmt: skip


def show_embed(block: Block, context: Context) -> list[Part]:
    """What is behind the address of an embed block, its caption below; without an address, what the block saved."""
    url = block.text("url").strip()
    if not url and block.html.strip():
        words = _CAPTION.sub("", block.html, count=1)
        text = parse(words).text_content().strip()
        url = text if re.fullmatch(r"https?://\S+", text) else ""
    if not url or "<iframe" in block.html:
        return [*block.parts]
    shown = embed(url, context).strip()
    caption = _CAPTION.search(block.html) if "</figcaption>" in block.html else None
    if caption and caption[1].strip():
        below = f"<figcaption>{caption[1].strip()}</figcaption>"
        if shown.endswith("</figure>") and "<figcaption" not in shown:
            shown = shown.removesuffix("</figure>") + below + "</figure>"
        else:
            shown = f"<figure>{shown}{below}</figure>"
    return [f"\n{shown}\n"]


EMBED_BLOCKS: Mapping[str, BlockRenderer] = {
    "core/embed": show_embed,
    **dict.fromkeys((f"core-embed/{name}" for name in _OLD_NAMES), show_embed),
}
