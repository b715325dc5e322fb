"""WordPress's dialect → canonical HTML: its filters, in its order."""

from converters.canonical import canonical_text
from converters.html import parse
from converters.post import Post, Site
from converters.problem import Report
from converters.wordpress.blocks import render_blocks
from converters.wordpress.context import Context
from converters.wordpress.embeds import autoembed
from converters.wordpress.footnotes import number_footnotes
from converters.wordpress.paragraphs import add_paragraphs, unwrap_shortcodes
from converters.wordpress.shortcodes import expand_shortcodes
from converters.wordpress.standard_shortcodes import STANDARD_SHORTCODES


def to_html(post: Post, site: Site, report: Report) -> str:
    """The canonical HTML of a body in WordPress's dialect (`post.raw`): what the filter `the_content` shows.

    A body with one block gets no paragraphs anywhere, as in WordPress. Never raises, whatever the body.
    """
    context = Context(post, site, report)
    text = post.raw.replace("\r\n", "\n").replace("\r", "\n")
    if "<!-- wp:" in text:
        text = autoembed(render_blocks(text, context), context)
    else:
        text = autoembed(text, context)
        text = unwrap_shortcodes(add_paragraphs(text), STANDARD_SHORTCODES)
    body = parse(expand_shortcodes(text, context, STANDARD_SHORTCODES))
    number_footnotes(body, post, report)
    return canonical_text(body, base=post.url or site.url, report=report)
