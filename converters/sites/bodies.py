"""What the posts of every site of Markdown need alike: bodies and comments made canonical, fields made ready."""

from collections.abc import Callable
from dataclasses import replace

from converters.canonical import to_canonical
from converters.frontmatter.addresses import complete
from converters.frontmatter.dates import zone_named
from converters.frontmatter.yaml import Value
from converters.holdings import address_of_file, lead_to_files
from converters.markdown import to_html as markdown_to_html
from converters.post import Author, Comment, Media, Post, Site
from converters.problem import ConversionError, Report
from converters.sites.data import DataLost
from converters.sites.pages import lead_files_to_pages
from converters.sites.placeholders import Placeholders

Expand = Callable[[str, Post, Site, Report], tuple[str, Placeholders]]
"""The site's template language: a body with placeholders, and what they stand for."""
Render = Callable[[str, Report], str]
"""The site's Markdown."""


def body_to_html(post: Post, site: Site, expand: Expand | None, render: Render, report: Report) -> str:
    """The canonical HTML of a body in Markdown or HTML, its template language expanded where there is one."""
    body, places = expand(post.raw, post, site, report) if expand else (post.raw, None)
    html = render(body, report) if post.dialect == "markdown" else body
    html = places.put_back(html) if places else html
    html = lead_to_files(lead_files_to_pages(html, post, site), post, site)
    return to_canonical(html, base=post.url or site.url, report=report)


def image_of(post: Post, site: Site) -> Media | None:
    """The featured image of a post, its address that of the file that it means."""
    if post.image is None:
        return None
    return replace(post.image, url=complete(address_of_file(post.image.url, post, site), post.url or site.url))


def comments_to_html(post: Post, site: Site, report: Report) -> tuple[Comment, ...]:
    """The comments with canonical HTML; those that are not HTML are Markdown, as Staticman keeps them."""
    base = post.url or site.url
    return tuple(
        replace(
            comment,
            html=to_canonical(
                comment.raw if "</" in comment.raw else markdown_to_html(comment.raw, report), base=base, report=report
            ),
        )
        for comment in post.comments
    )


def zone_of(option: str, configured: str, report: Report) -> str:
    """The time zone that the option names, else the configuration; a name that nobody knows is a problem and none."""
    if option or not configured:
        return option
    try:
        zone_named(configured)
    except ConversionError as error:
        report(DataLost(reason=str(error)))
        return ""
    return configured


def united(*groups: tuple[Author, ...]) -> tuple[Author, ...]:
    """Authors, each login once."""
    found: dict[str, Author] = {}
    for group in groups:
        for author in group:
            found.setdefault(author.login, author)
    return tuple(found.values())


def take(fields: dict[str, Value], *keys: str) -> Value:
    """The first value that is there under one of the keys, taken out."""
    for key in keys:
        if key in fields:
            return fields.pop(key)
    return ""
