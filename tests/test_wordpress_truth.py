"""Our canonical HTML has the facts of what WordPress itself shows for the same body."""

import gzip
import json
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from converters.canonical.listings import listing_in
from converters.canonical.smilies import character_of
from converters.fidelity import compare, facts_of
from converters.html import Element, Text, parse, replace_all, serialise
from converters.post import Post, Site
from converters.wordpress.body import to_html
from tests.proof import Outcome, summary

pytestmark = pytest.mark.corpus

DIFFERING = 7
"""How many bodies without syntax of plugins may differ in some fact: less than 0.5 %, each with a known cause."""
LISTS_OF_THE_BLOG = frozenset(
    f"wp-block-{name}"
    for name in (
        "archives", "archives-dropdown", "archives-list", "calendar", "categories", "categories-dropdown",
        "categories-list", "latest-comments", "latest-posts", "latest-posts__list", "post-template", "rss",
        "tag-cloud",
    )
)  # fmt: skip
"""Blocks that list what else was on the blog at the moment of the recording. Of these lists nothing stands in a body
but the block's name, so that nothing of the body is lost with them; what stands beside and around them is compared."""
BARE_SHORTCODE = re.compile(r"\[/?[a-zA-Z][\w-]*(?:[\s=/:][^\[\]<>]*)?\]")
"""A shortcode of a plugin: the recording WordPress had none, and shows what the author typed."""
PLUGIN_CODE = re.compile(
    r"<(?:pre|code)\s[^>]*\b(?:lang|line|escaped)\s*=|<pre\s[^>]*class=.(?:brush|lang|Enlighter)|<code>\s*<"
    r"|<(?:pre|span)\s[^>]*\bclass=[^>]*\b(?:lang|decode):"
)
"""Code as plugins take it, with its HTML unescaped; the recording WordPress shows it as markup, or mends it away."""
LOSSES = {
    "shows a form to search the blog it was recorded in, and that its feed could not be read": "wp-block-search",
    "refers to a note that is nowhere": 'class="fn"',
    "decorative drawings": "<svg",
    "choices of a form, parted by paragraphs within": "<select",
}
"""Why a body may lose a fact, and the text in the recorded HTML or in the body by which that is known."""
ADDITIONS = {
    "words in the settings of blocks whose plugin the recording WordPress had not": "<!-- wp:kadence/",
    "a sound whose address has no name, which plugins play": "[audio http",
}
"""Why a body may say more than the recording WordPress showed, and nothing less."""


def as_canonical_says(html: str) -> str:
    """WordPress's own HTML in our forms: captions and galleries as figures, emoji as characters, code as listings.

    The label of the file block is left out, and so are lists of what else was on the blog, by their block's name alone.
    """
    body = parse(html)
    lists = [element for element in body.elements() if not LISTS_OF_THE_BLOG.isdisjoint(element.classes)]
    replace_all({element: [] for element in lists})
    for table in body.elements("table"):
        if listing := listing_in(table):
            table.replace(*listing)
    for image in body.elements("img"):
        if character := character_of(image.get("src"), image.get("alt")):
            image.replace(Text(character))
    for element in body.elements("div", "p", "ul", "li", "a"):
        classes = element.classes
        if element.name == "div" and "wp-caption" in classes:
            element.name = "figure"
        elif element.name == "p" and "wp-caption-text" in classes:
            element.name = "figcaption"
        elif any(name.startswith(("blocks-gallery", "wp-block-gallery")) for name in classes):
            element.name = "div"
            for item in element.children:
                if isinstance(item, Element) and item.name == "li":
                    item.name = "div"
        elif "wp-block-file__button" in classes:
            element.replace()
    return serialise(body)


def test_canonical_html_shows_what_wordpress_shows(corpus: Path) -> None:
    with gzip.open(corpus / "wordpress-shows.jsonl.gz", "rt", encoding="utf-8") as lines:
        recorded = [json.loads(line) for line in lines]
    outcomes: list[Outcome] = []
    of_plugins: list[Outcome] = []
    causes: dict[str, list[Outcome]] = defaultdict(list)
    for each in recorded:
        shown = as_canonical_says(each["html"])
        ours = to_html(Post(key="1", id=1, raw=each["raw"]), Site(), lambda problem: None)
        source = facts_of(shown)
        outcome = Outcome(each["id"], shown, "", ours, source, compare(source, facts_of(ours)))
        plugin = literal_shortcodes(shown) - literal_shortcodes(ours) or PLUGIN_CODE.search(each["raw"])
        if plugin and not outcome.is_exact:
            of_plugins.append(outcome)
            continue
        outcomes.append(outcome)
        if not outcome.is_exact:
            excuses = LOSSES if any(difference.lost for difference in outcome.differences) else ADDITIONS
            known = [cause for cause, sign in excuses.items() if sign in each["html"] or sign in each["raw"]]
            causes[known[0] if known else "unexplained"].append(outcome)
    report = [summary("WordPress's own HTML", outcomes)]
    report += [f"{len(bodies):4} {cause}" for cause, bodies in sorted(causes.items())]
    report.append(
        f"{len(of_plugins):4} bodies more are in the syntax of plugins, which the recording WordPress had not"
    )
    print("\n".join(report))
    assert not causes["unexplained"], "\n".join(report)
    assert sum(not outcome.is_exact for outcome in outcomes) <= DIFFERING, "\n".join(report)


def literal_shortcodes(html: str) -> Counter[str]:
    """What reads like shortcodes in the text that readers see."""
    return Counter(BARE_SHORTCODE.findall(parse(html).text_content()))
