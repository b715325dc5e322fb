"""WordPress's dialect → canonical HTML: its filters, in its order."""

from dataclasses import replace

from converters.canonical import canonical_text, to_canonical
from converters.html import parse
from converters.post import Comment, Post, Site
from converters.problem import Report
from converters.wordpress.blocks.rendering import render_blocks
from converters.wordpress.code_listings import cut_out_code, put_back_code
from converters.wordpress.contents import drop_contents, may_hold_contents
from converters.wordpress.context import Context
from converters.wordpress.elementor import builder_html
from converters.wordpress.embeds import autoembed
from converters.wordpress.footnotes import number_footnotes
from converters.wordpress.languages import separate_languages
from converters.wordpress.paragraphs import add_paragraphs, unwrap_shortcodes
from converters.wordpress.rules.actions import NO_RULES, Rules
from converters.wordpress.rules.applying import with_rules
from converters.wordpress.shortcodes.expansion import expand_shortcodes
from converters.wordpress.shortcodes.footnotes import gather_footnotes
from converters.wordpress.shortcodes.table import HANDLERS
from converters.wordpress.shortcodes.tables import TABLE_SHORTCODES, expand_tables
from converters.wordpress.shortcodes.unknown import report_unknown_shortcodes


def to_html(post: Post, site: Site, report: Report, rules: Rules = NO_RULES) -> str:
    """The canonical HTML of a body in WordPress's dialect (`post.raw`): what the filter `the_content` shows.

    A body with one block gets no paragraphs anywhere, as in WordPress; nor does one that Elementor made. `rules` go
    before the usual treatment of a shortcode or block. Never raises, whatever the body.
    """
    context = Context(post, site, report, rules)
    handlers = with_rules(HANDLERS, rules.shortcodes)
    built = builder_html(post, site)
    raw = (built or post.raw).replace("\r\n", "\n").replace("\r", "\n")
    cut = cut_out_code(separate_languages(raw, site.language, report), context)
    if built is not None or "<!-- wp:" in cut.text:
        text = autoembed(render_blocks(cut.text, context), context)
    else:
        text = autoembed(expand_shortcodes(cut.text, context, {"embed": handlers["embed"]}), context)
        text = unwrap_shortcodes(add_paragraphs(text), handlers)
    if "table" not in rules.shortcodes:
        text = expand_tables(text, context)
    text = put_back_code(expand_shortcodes(text, context, handlers), cut)
    body = parse(text)
    if may_hold_contents(text):
        drop_contents(body, report)
    if "data-fn" in text or 'class="footnotes"' in text:  # most bodies have no note to look for
        number_footnotes(body, post, report)
    if "footnote-text" in text:
        gather_footnotes(body)
    html = canonical_text(body, base=post.url or site.url, report=report)
    report_unknown_shortcodes(html, report, rules.shortcodes.keys() | TABLE_SHORTCODES.keys())
    return html


def comments_to_html(post: Post, site: Site, report: Report) -> tuple[Comment, ...]:
    """The comments of a post with canonical HTML: what the filter `comment_text` shows. Comments have no shortcodes."""
    base = post.url or site.url
    return tuple(
        replace(comment, html=to_canonical(add_paragraphs(comment.raw), base=base, report=report))
        for comment in post.comments
    )
