"""WordPress's dialect → canonical HTML: its filters, in its order."""

from collections.abc import Sequence
from dataclasses import replace

from converters.canonical import LONG, Stretches, canonical_text, canonical_text_of, to_canonical
from converters.editors import programs_in, translated
from converters.html import parse, serialise
from converters.index import indexed_comments
from converters.post import Comment, Post, Site
from converters.problem import Report
from converters.wordpress.blocks.rendering import render_blocks
from converters.wordpress.builder_fields import html_of_fields
from converters.wordpress.clickable import keep_bracketed, link_addresses, may_hold_addresses
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
    if built is None:
        built = html_of_fields(post, report)
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
    base = post.url or site.url
    has_contents, has_notes, has_note_texts = _held_in(text)
    programs = programs_in(text)
    if len(text) > LONG and not (has_contents or has_notes or has_note_texts or programs):
        stretches = Stretches(text)
        del raw, cut, text  # each as long as the body
        html = canonical_text_of(stretches, base=base, report=report)
    else:
        body = translated(text, programs, report) if programs else parse(text)
        if has_contents:
            drop_contents(body, report)
        if has_notes:
            number_footnotes(body, post, report)
        if has_note_texts:
            gather_footnotes(body)
        html = canonical_text(body, base=base, report=report)
    report_unknown_shortcodes(html, report, rules.shortcodes.keys() | TABLE_SHORTCODES.keys())
    return html


def _held_in(text: str) -> tuple[bool, bool, bool]:
    """Whether there may be a table of contents, notes and texts of notes: most bodies have none to look for."""
    return may_hold_contents(text), "data-fn" in text or 'class="footnotes"' in text, "footnote-text" in text


def comments_to_html(post: Post, site: Site, report: Report) -> Sequence[Comment]:
    """The comments of a post with canonical HTML: what the filter `comment_text` shows. Comments have no shortcodes."""
    base = post.url or site.url
    return indexed_comments(replace(each, html=_comment_html(each.raw, base, report)) for each in post.comments)


def _comment_html(raw: str, base: str, report: Report) -> str:
    if "<" in raw:  # tags are balanced before lines become paragraphs, so that `<3` begins none (force_balance_tags)
        raw = serialise(parse(keep_bracketed(raw)))
    html = add_paragraphs(raw)
    if not may_hold_addresses(raw):
        return to_canonical(html, base=base, report=report)
    body = parse(html)
    link_addresses(body)
    return canonical_text(body, base=base, report=report)
