"""The renderers: markdown-it-py, with what each flavor has beyond CommonMark, and bounds on what a body may cost."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline, image, link
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_inline
from mdit_py_plugins.tasklists import tasklists_plugin

from converters.markdown.addresses import link_bare_addresses
from converters.markdown.fences import fence_plugin
from converters.markdown.headings import heading_plugin
from converters.markdown.problems import LinksGivenUp
from converters.markdown.strikethrough import strikethrough_plugin
from converters.markdown.typography import typography_plugin
from converters.problem import Problem, Report, Severity

MAX_SEARCHED = 20_000_000
"""Characters looked at for closing brackets, all brackets of a body together."""

_SPENT = "characters searched"
_ELEMENTS = "elements written as HTML"
_MOST_QUOTES = 20_000
_MOST_NAMES = 10
_START = re.compile(r"<([A-Za-z][\w-]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlNotShown(Problem):
    """HTML in Markdown that a site told its renderer to leave out. It is kept: nothing is deleted unasked."""

    code = "html-not-shown"
    severity = Severity.WARNING
    text = "its HTML ({names}) was not shown by the site, which does not say `unsafe = true`; it is kept, and shows now"
    names: str


def to_html(markdown: str, report: Report) -> str:
    """The HTML of what exporters write: tables, strikethrough, footnotes, definition lists and task lists included."""
    return _render(_PLAIN, markdown, report)


def goldmark_to_html(
    markdown: str,
    report: Report,
    *,
    typographic: bool = True,
    shows_html: bool = True,
    hard_wraps: bool = False,
    has_emoji: bool = False,
) -> str:
    """The HTML that Hugo makes with its usual extensions; `typographic` where quotes and dashes are set.

    With `hard_wraps`, each line end in a paragraph is shown; with `has_emoji`, codes such as `:smile:` are emoji.

    HTML in the Markdown stays, and is reported where the site does not show it (`markup.goldmark.renderer.unsafe`).
    """
    env: dict[str, Any] = {}
    made = _render(_goldmark(typographic and _may_set(markdown), hard_wraps, has_emoji), markdown, report, env)
    if not shows_html and (names := env.get(_ELEMENTS)):
        report(HtmlNotShown(names=", ".join([*names][:_MOST_NAMES])))
    return made


def markdown_it_to_html(markdown: str, report: Report) -> str:
    """The HTML that markdown-it makes as Eleventy sets it: HTML, tables and strikethrough, and no indented code."""
    return _render(_MARKDOWN_IT, markdown, report)


def remark_to_html(markdown: str, report: Report) -> str:
    """The HTML that remark makes as Astro sets it, without typography: GitHub's Markdown, bare addresses linked."""
    return _render(_REMARK, markdown, report)


def pulldown_to_html(markdown: str, report: Report) -> str:
    """The HTML that pulldown-cmark makes as Zola sets it: GitHub's Markdown, and ids of headings in braces."""
    return _render(_PULLDOWN, markdown, report)


def _may_set(markdown: str) -> bool:
    """Whether quotes are so few that markdown-it sets them in time: it copies a paragraph for each of its quotes."""
    return markdown.count('"') + markdown.count("'") <= _MOST_QUOTES


def _render(renderer: MarkdownIt, markdown: str, report: Report, env: dict[str, Any] | None = None) -> str:
    env = {} if env is None else env
    rendered: str = renderer.render(markdown, env)
    if env.get(_SPENT, 0) > MAX_SEARCHED:
        report(LinksGivenUp())
    return rendered


def _bounded(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """A rule that looks for a closing bracket, as long as the characters it may look at are not used up.

    Each bracket that is never closed costs the rest of its paragraph: without a bound, a page of them takes hours.
    """

    def attempt(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if not state.src.startswith(("[", "![", "^["), start):
            return False
        spent = state.env.get(_SPENT, 0)
        if spent > MAX_SEARCHED:
            return False
        found = rule(state, silent)
        state.env[_SPENT] = spent + (state.pos if found else state.posMax) - start
        return found

    return attempt


def _open_footnotes(*_: object) -> str:
    """The list of notes, without the rule above it: that is a matter of style."""
    return '<section class="footnotes">\n<ol class="footnotes-list">\n'


def _note_elements(self: RendererHTML, tokens: Sequence[Token], index: int, options: object, env: Any) -> str:
    """HTML as it stands; the names of its elements are noted."""
    html = tokens[index].content
    env.setdefault(_ELEMENTS, {}).update(dict.fromkeys(f"<{name.lower()}>" for name in _START.findall(html)))
    return html


def _image(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """A picture, whose alternative text has no HTML."""
    token = tokens[index]
    token.attrSet("alt", _words_of(token.children or []))
    return self.renderToken(tokens, index, options, env)


def _words_of(tokens: Sequence[Token]) -> str:
    """What readers read of inline tokens. Pictures in pictures nest no deeper than markdown-it lets them."""
    words: list[str] = []
    for token in tokens:
        if token.type == "image":
            words.append(_words_of(token.children or []))
        elif token.type in ("softbreak", "hardbreak"):
            words.append("\n")
        elif token.type != "html_inline":
            words.append(token.content)
    return "".join(words)


def _bare() -> MarkdownIt:
    """CommonMark with tables and strikethrough, which every one of them reads."""
    made = MarkdownIt("commonmark", {"html": True, "maxNesting": 100}).enable(["table", "strikethrough"])
    made.use(fence_plugin)
    made.inline.ruler.at("link", _bounded(link))
    made.inline.ruler.at("image", _bounded(image))
    return made


def _github() -> MarkdownIt:
    """GitHub's Markdown, but for bare addresses."""
    made = _bare().use(footnote_plugin).use(tasklists_plugin)
    made.add_render_rule("footnote_block_open", _open_footnotes)
    made.inline.ruler.at("footnote_inline", _bounded(footnote_inline))
    return made


def _commonmark() -> MarkdownIt:
    return _github().use(deflist_plugin)


@cache
def _goldmark(typographic: bool, hard_wraps: bool, has_emoji: bool) -> MarkdownIt:
    made = _commonmark().use(heading_plugin).use(strikethrough_plugin)
    made.inline.ruler.disable("footnote_inline")
    made.add_render_rule("image", _image)
    made.add_render_rule("html_block", _note_elements)
    made.add_render_rule("html_inline", _note_elements)
    link_bare_addresses(made)
    made.options["breaks"] = hard_wraps
    if has_emoji:
        from converters.markdown.emoji import emoji_plugin  # few sites have them, and the table is large

        made.use(emoji_plugin)
    return made.use(typography_plugin) if typographic else made


def _markdown_it() -> MarkdownIt:
    made = _bare()
    made.block.ruler.disable("code")
    return made


def _remark() -> MarkdownIt:
    made = _github()
    made.inline.ruler.disable("footnote_inline")
    link_bare_addresses(made)
    return made


def _pulldown() -> MarkdownIt:
    made = _github().use(heading_plugin)
    made.inline.ruler.disable("footnote_inline")
    return made


_MARKDOWN_IT = _markdown_it()
_REMARK = _remark()
_PULLDOWN = _pulldown()
_PLAIN = _commonmark()
