"""What a site of ours is to show of a post: made of the post and of the plan of the site, not of what was written."""

from collections.abc import Callable
from urllib.parse import unquote

from converters.abilities import Shown
from converters.html import parse, serialise
from converters.post import Post
from writers.comments import shown_comments, signature_of
from writers.fields import is_public, open_fields, summary_of
from writers.page import without_forbidden
from writers.site_proof.showing import anchored, draft_word, joined, named
from writers.terms import AUTHORS, Terms
from writers.threads import in_threads
from writers.told import commented, moment

Link = Callable[[str], str]

_QUOTATIONS = ("blockquote", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "table", "ul")
"""What a medium is in words: Markdown has it as such, and nothing around it."""


def expected_in_site(post: Post, terms: Terms, *, link: Link, file: Link, aliases: list[str]) -> Shown:
    """What a site is to show of a cleaned post.

    `link` gives the new address of an old one, `file` that of a file that is in the site; `aliases` are the former
    addresses that lead to the page.
    """
    addresses = terms.addresses
    filed = terms.slugs_of(post)
    files: set[str] = set()

    def held(url: str) -> str:
        local = file(url)
        if local != url:
            files.add(unquote(local.partition("#")[0]))
        return local

    def title(field: str, slug: str) -> str:
        page = terms.page_of(field, slug)
        return page.title if page else slug

    html = joined(str(without_forbidden(post.html)), lambda url: held(link(url)), addresses.site.url)
    image = held(post.image.url) if post.image and post.image.url else ""
    said = {
        "title": [" ".join(post.title.split())],
        "url": [unquote(addresses.base + addresses.path_of(post))],
        "status": [draft_word(not is_public(post))],
        "authors": [title(AUTHORS, slug) for slug in filed.get(AUTHORS, [])],
        "terms": sorted(
            named(field, title(field, slug)) for field, slugs in filed.items() if field != AUTHORS for slug in slugs
        ),
        "comments": [
            commented(depth, signature_of(comment), str(without_forbidden(comment.html)))
            for depth, comment in in_threads(post.comments, lambda each: each.shown)
        ],
        "media": [image],
        "files": sorted(files),
        "redirects": sorted(anchored(alias) for alias in aliases),
    }
    if post.date is not None and not post.floating:  # what has none, gets one of its generator
        said["published"] = [moment(post.date)]
    if summary := summary_of(post):  # of all others, a generator shows how they begin
        said["excerpt"] = [summary]
    _, secret = open_fields(post.meta)
    dropped = {
        "comments that readers did not see": len(post.comments) - shown_comments(post),
        "custom fields that may hold secrets": len(secret),
        "passwords": int(bool(post.password)),
    }
    return Shown(
        key=post.key,
        fields={name: tuple(str(without_forbidden(each)) for each in values if each) for name, values in said.items()},
        html=html,
        dropped={name: count for name, count in dropped.items() if count},
    )


def with_quotations(html: str) -> str:
    """A body as Markdown can have it: a medium that is there as a quotation (a message, say) is its words and links."""
    if "data-url" not in html:
        return html
    root = parse(html)
    for figure in root.elements("figure"):
        if "data-url" in figure.attributes and not figure.elements("figcaption") and figure.elements(*_QUOTATIONS):
            del figure.attributes["data-url"]
    return serialise(root)
