"""Text of a stranger that a pattern would begin again at every character: four times as much may not take longer."""

import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from converters.fidelity.styles import background_of
from converters.frontmatter.exporter_marks import fence_highlights
from converters.html import parse
from converters.markdown import goldmark_to_html, kramdown_to_html
from converters.markdown.addresses import addresses_in
from converters.markdown.attributes import read_attributes
from converters.post import Comment, Post, Site, Term
from converters.problem import Problem
from converters.sites.hugo.shortcodes import expand_shortcodes
from converters.wordpress.body import to_html
from converters.wordpress.providers import provider_of
from converters.wordpress.wxr import WxrReader
from converters.wordpress.wxr.dates import feed_date
from converters.wordpress.wxr.files import VERSION
from converters.wordpress.wxr.original import from_instruction
from converters.wordpress.wxr.repair import Damaged
from writers.addresses import Addresses
from writers.comments import signature_of
from writers.epub.media import same_picture
from writers.markdown import FLAVORS, to_markdown
from writers.markdown.destinations import destination
from writers.markdown.proving import to_proven_markdown
from writers.terms import Terms
from writers.wxr.logins import spell

LENGTH = 20_000
"""Characters of the shorter text."""
INSTANT = 0.25
"""Seconds; with four times the characters, what is quadratic needs more."""


def ignore(problem: Problem | str, at: int = 0) -> None:
    """What is said of hostile text is tested elsewhere."""


def kramdown(text: str) -> object:
    return kramdown_to_html(text, ignore)


def goldmark(text: str) -> object:
    return goldmark_to_html(text, ignore)


def wordpress(text: str) -> object:
    return to_html(Post(key="1", raw=text), Site(), ignore)


def hugo(text: str) -> object:
    return expand_shortcodes(text, Post(key="1"), Site(), ignore)


def markdown(html: str) -> object:
    return [to_markdown(html, flavor=flavor) for flavor in FLAVORS.values()]


def proven(html: str) -> object:
    return to_proven_markdown(html, flavor=FLAVORS["hugo"], link=str, report=ignore)


def export(before: str) -> object:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "export.xml"
        file.write_text(f"{before}<rss><channel><title>Blog</title></channel></rss>")
        return WxrReader().read(file, ignore)


def terms(text: str) -> object:
    """A term for every ten characters, their slugs of the kind that becomes one name."""
    slugs = (f"a{chr(0x2190 + number % 1000)}{chr(0x2190 + number // 1000)}" for number in range(len(text) // 10))
    site = Site(url="https://blog.example", terms=tuple(Term(taxonomy="genre", slug=slug, name="a") for slug in slugs))
    return Terms(site, Addresses(site))


HOSTILE: dict[str, tuple[Callable[[str], object], str, str, str]] = {
    "marks after an address": (goldmark, "https://blog.example/", "?", "a"),
    "brackets after an address": (goldmark, "https://blog.example/", ")", "."),
    "references after an address": (goldmark, "https://blog.example/", "&a;", "a"),
    "underscores before a mail address": (addresses_in, "", "_", "x@"),
    "tildes that close nothing": (goldmark, "", "~a ", "~~"),
    "blanks in a heading": (goldmark, "# a", " ", "b"),
    "word in an attribute list": (read_attributes, "", "a", "!"),
    "open value in an attribute list": (read_attributes, "", "a", '="'),
    "blanks in a tag of kramdown": (kramdown, "<div", " ", "a>b</div>"),
    "hyphens in a highlight": (fence_highlights, "{% highlight a", "-", "%"),
    "blanks in a shortcode": (hugo, "{{<", " ", "!"),
    "blanks after a shortcode's name": (hugo, "{{< a", " ", "!"),
    "shortcodes without a blank": (hugo, "", "{{<a", ""),
    "comments of Hugo without an end": (hugo, "", "{{</*", ""),
    "word in a code listing": (wordpress, "<pre ", "a", ">b</pre>"),
    "word in a tag with a shortcode": (wordpress, "[gallery]<a ", "a", " b='[gallery]'>b</a>"),
    "pictures of smilies without an end": (wordpress, "/wp-includes/images/smilies/", "<img src=", ""),
    "addresses in a smiley": (wordpress, "<img src='", "/wp-includes/images/smilies/a", "'>"),
    "parameters of a formula": (wordpress, "$latex a", "&s=1", "!$"),
    "signs of tags": (wordpress, "", "<", ""),
    "blanks in an embed": (wordpress, "<!-- wp:embed --><p>", " ", "</p><!-- /wp:embed -->"),
    "labels of a host": (provider_of, "https://", "amazon.", "-/a"),
    "blanks in a date": (feed_date, "Mon", " ", "!"),
    "blanks after the version": (VERSION.search, "<wp:wxr_version>", " ", "!"),
    "word in an instruction": (from_instruction, "", "a", "!"),
    "word in a damaged tag": (lambda text: Damaged(text, str, ignore).parse(), "<wp:meta_key ", "a", ">b</wp:meta_key"),
    "backgrounds in a style": (markdown, '<p style="url(;', "background:", '">a</p>'),
    "backgrounds in a style to compare": (background_of, "url(;", "background:", ""),
    "brackets in a link": (lambda url: destination("(" * url.count(")") + url), "", ")", ""),
    "sizes of a picture": (
        lambda url: same_picture(url, url, Site()), "https://blog.example/a", "-1x1", "!.jpg"
    ),
    "word for a commenter": (lambda name: signature_of(Comment(id=1, author=name)), "", "a", ""),
    "signs of tags in a login": (spell, "", "<", ""),
    "document types before an export": (export, "", "<!DOCTYPE ", ""),
    "comments of Hugo to prove": (proven, "", "{{</*", ""),
    "terms that become one name": (terms, "", "signs of arrows ", ""),
    "plain HTML": (parse, "", "<p", ""),
}  # fmt: skip
"""What is read, and a text: its beginning, what it repeats, and its end."""


def seconds(read: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    read(text)
    return time.process_time() - began


@pytest.mark.parametrize("name", HOSTILE)
def test_a_long_text_takes_time_in_proportion_to_its_length(name: str) -> None:
    read, beginning, unit, end = HOSTILE[name]
    repeated = unit * (LENGTH // len(unit))
    long, short = f"{beginning}{repeated * 4}{end}", f"{beginning}{repeated}{end}"
    assert seconds(read, long) < INSTANT or any(  # squared it would be sixteen times, each time
        seconds(read, long) < 8 * seconds(read, short) for _ in range(5)
    )
