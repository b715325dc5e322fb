"""Invented WordPress exports of any size, streamed to a file: `python -m benchmarks.generator --posts 20000 out.xml`.

The same numbers give the same bytes.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from random import Random
from urllib.parse import quote
from xml.sax.saxutils import escape

from benchmarks.bodies import Bodies

URL = "https://blog.example.org"
HEAD = f"""<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.4.2" created="2024-01-31 12:00" -->
<rss version="2.0"
	xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:wfw="http://wellformedweb.org/CommentAPI/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:wp="http://wordpress.org/export/1.2/"
>
<channel>
	<title>An invented blog</title>
	<link>{URL}</link>
	<description>Nothing in here happened</description>
	<pubDate>Wed, 31 Jan 2024 12:00:00 +0000</pubDate>
	<language>en-US</language>
	<wp:wxr_version>1.2</wp:wxr_version>
	<wp:base_site_url>{URL}</wp:base_site_url>
	<wp:base_blog_url>{URL}</wp:base_blog_url>
"""
AUTHORS = [("ann", "Ann Example"), ("joerg", "Jörg Beispiel"), ("mei", "陈美")]
CATEGORIES = [(f"category-{number}", f"Category {number}") for number in range(1, 21)]
USUAL_TAGS = 200
FIRST = datetime(2005, 1, 1, 8, 0, tzinfo=UTC)
MARK = "…here…"
EVERY_NTH_HAS_AN_ATTACHMENT = 3
FIRST_ATTACHMENT = 10_000_000
"""What is added to a post's id to make that of its featured image."""


def cdata(text: str) -> str:
    """A text as WordPress's exporter writes it."""
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What an export is like, besides its number of posts."""

    seed: int = 1
    body_factor: int = 1
    """Bodies in each post, one after the other."""
    comments: int | None = None
    """On each post; by chance when it is None."""
    tags: int = USUAL_TAGS
    large: int = 0
    """Megabytes of the body of one more post."""
    commented: int = 0
    """Comments on one more post."""


USUAL = Shape()


def export(posts: int, shape: Shape = USUAL) -> Iterator[str]:
    """The export in pieces: its head, then one item after the other."""
    yield HEAD
    for number, (login, name) in enumerate(AUTHORS, 1):
        yield (
            f"\t<wp:author><wp:author_id>{number}</wp:author_id><wp:author_login>{cdata(login)}</wp:author_login>"
            f"<wp:author_email>{cdata(login + '@example.org')}</wp:author_email><wp:author_display_name>{cdata(name)}"
            "</wp:author_display_name></wp:author>\n"
        )
    for number, (slug, name) in enumerate(CATEGORIES, 1):
        yield (
            f"\t<wp:category><wp:term_id>{number}</wp:term_id><wp:category_nicename>{cdata(slug)}</wp:category_nicename>"
            f"<wp:category_parent>{cdata('')}</wp:category_parent><wp:cat_name>{cdata(name)}</wp:cat_name></wp:category>\n"
        )
    for number in range(1, shape.tags + 1):
        slug, name = tag(number)
        yield (
            f"\t<wp:tag><wp:term_id>{99 + number}</wp:term_id><wp:tag_slug>{cdata(slug)}</wp:tag_slug>"
            f"<wp:tag_name>{cdata(name)}</wp:tag_name></wp:tag>\n"
        )
    for number in range(1, posts + 1):
        yield post(number, Random(f"{shape.seed}/{number}"), shape)
        if number % EVERY_NTH_HAS_AN_ATTACHMENT == 0:
            yield attachment(number)
    yield from largest(posts + 1, shape)
    yield "</channel>\n</rss>\n"


def largest(number: int, shape: Shape) -> Iterator[str]:
    """The posts that are larger than any other: one for its body, one for its comments. In pieces."""
    random = Random(f"{shape.seed}/largest")
    bodies = Bodies(random, URL)
    if shape.large:
        paragraph = "<p>" + " ".join(bodies.sentence() for _ in range(8)) + "</p>\n\n"
        parts = ["The longest", f"{URL}/the-longest/", MARK, "post", "publish", "the-longest"]
        before, _, after = item(number, parts, FIRST, "", "").partition(MARK)
        yield before
        for _ in range(shape.large * 1_000_000 // len(paragraph.encode())):
            yield paragraph
        yield after
    if shape.commented:
        parts = ["The loudest", f"{URL}/the-loudest/", "Well?", "post", "publish", "the-loudest"]
        before, _, after = item(number + 1, parts, FIRST, "", MARK).partition(MARK)
        yield before
        for each in range(1, shape.commented + 1):
            yield comment(each, bodies, FIRST)
        yield after


def tag(number: int) -> tuple[str, str]:
    """Slug and name of a tag."""
    return f"tag-{number}", f"Tag {number}"


def post(number: int, random: Random, shape: Shape) -> str:
    """A post or, one time in ten, a page; one in twenty is a draft."""
    bodies = Bodies(random, URL)
    date = FIRST + timedelta(hours=7 * number, minutes=random.randint(0, 59))
    write = bodies.blocks if random.random() < 0.5 else bodies.classic
    body = "\n\n".join(write() for _ in range(shape.body_factor))
    title = bodies.words(random.randint(2, 8)).capitalize()
    page = random.random() < 0.1
    draft = random.random() < 0.05
    slug = "" if draft else quote(f"{title.lower().replace(' ', '-')[:20].strip('-')}-{number}").lower()
    terms = [("category", *random.choice(CATEGORIES))]
    numbers = random.sample(range(1, shape.tags + 1), k=min(shape.tags, random.choice([0, 1, 2, 3, 5])))
    terms += [("post_tag", *tag(each)) for each in numbers]
    written = "".join(
        f'\t<category domain="{kind}" nicename="{slug_}">{cdata(name)}</category>\n' for kind, slug_, name in terms
    )
    meta = [("_edit_last", "1")]
    if number % EVERY_NTH_HAS_AN_ATTACHMENT == 0:
        meta += [("_thumbnail_id", str(FIRST_ATTACHMENT + number)), ("views", str(random.randint(1, 9999)))]
    if random.random() < 0.2:
        meta.append(("_seo_settings", 'a:2:{s:5:"title";s:4:"Text";s:6:"robots";a:1:{i:0;s:5:"index";}}'))
    by_chance = random.choice([0, 0, 0, 1, 2, 5, 9])
    several = range(1, (by_chance if shape.comments is None else shape.comments) + 1)
    comments = [comment(each, bodies, date) for each in several]
    address = f"{URL}/?p={number}" if draft else f"{URL}/{slug}/" if page else f"{URL}/{date:%Y/%m/%d}/{slug}/"
    parts = [title, address, body, "page" if page else "post", "draft" if draft else "publish", slug]
    excerpt = bodies.sentence() if random.random() < 0.2 else ""
    return item(
        number, parts, date, excerpt, ("" if page else written) + "".join(map(postmeta, meta)) + "".join(comments)
    )


def item(number: int, parts: list[str], date: datetime, excerpt: str, rest: str) -> str:
    """An item: its title, address, body, type, status and slug, and what else stands in it."""
    title, address, body, kind, status, slug = parts
    local = date + timedelta(hours=1)
    gmt = "0000-00-00 00:00:00" if status == "draft" else f"{date:%Y-%m-%d %H:%M:%S}"
    return f"""	<item>
	<title>{cdata(title)}</title>
	<link>{escape(address)}</link>
	<pubDate>{format_datetime(date)}</pubDate>
	<dc:creator>{cdata(AUTHORS[number % len(AUTHORS)][0])}</dc:creator>
	<guid isPermaLink="false">{URL}/?p={number}</guid>
	<description></description>
	<content:encoded>{cdata(body)}</content:encoded>
	<excerpt:encoded>{cdata(excerpt)}</excerpt:encoded>
	<wp:post_id>{number}</wp:post_id>
	<wp:post_date>{cdata(f"{local:%Y-%m-%d %H:%M:%S}")}</wp:post_date>
	<wp:post_date_gmt>{cdata(gmt)}</wp:post_date_gmt>
	<wp:comment_status>{cdata("open")}</wp:comment_status>
	<wp:ping_status>{cdata("closed")}</wp:ping_status>
	<wp:post_name>{cdata(slug)}</wp:post_name>
	<wp:status>{cdata(status)}</wp:status>
	<wp:post_parent>0</wp:post_parent>
	<wp:menu_order>0</wp:menu_order>
	<wp:post_type>{cdata(kind)}</wp:post_type>
	<wp:post_password>{cdata("")}</wp:post_password>
	<wp:is_sticky>0</wp:is_sticky>
{rest}	</item>
"""


def attachment(number: int) -> str:
    """The featured image of a post."""
    own = FIRST_ATTACHMENT + number
    file = f"{URL}/wp-content/uploads/2019/04/photo-{own}.jpg"
    rest = f"\t<wp:attachment_url>{cdata(file)}</wp:attachment_url>\n"
    rest += postmeta(("_wp_attached_file", f"2019/04/photo-{own}.jpg")) + postmeta(
        ("_wp_attachment_image_alt", "A photo")
    )
    parts = [f"photo-{own}", f"{URL}/photo-{own}/", "", "attachment", "inherit", f"photo-{own}"]
    return item(own, parts, FIRST + timedelta(hours=7 * number), "A caption", rest)


def postmeta(field: tuple[str, str]) -> str:
    """A custom field."""
    key, value = field
    return (
        f"\t<wp:postmeta><wp:meta_key>{cdata(key)}</wp:meta_key><wp:meta_value>{cdata(value)}</wp:meta_value>"
        "</wp:postmeta>\n"
    )


def comment(number: int, bodies: Bodies, date: datetime) -> str:
    """A comment; every third answers the one before it."""
    when = date + timedelta(hours=number)
    return f"""	<wp:comment>
		<wp:comment_id>{number}</wp:comment_id>
		<wp:comment_author>{cdata(bodies.words(2).title())}</wp:comment_author>
		<wp:comment_author_email>{cdata("reader@example.org")}</wp:comment_author_email>
		<wp:comment_author_url></wp:comment_author_url>
		<wp:comment_author_IP>{cdata("192.0.2.7")}</wp:comment_author_IP>
		<wp:comment_date>{cdata(f"{when + timedelta(hours=1):%Y-%m-%d %H:%M:%S}")}</wp:comment_date>
		<wp:comment_date_gmt>{cdata(f"{when:%Y-%m-%d %H:%M:%S}")}</wp:comment_date_gmt>
		<wp:comment_content>{cdata(bodies.sentence())}</wp:comment_content>
		<wp:comment_approved>{cdata("1")}</wp:comment_approved>
		<wp:comment_type>{cdata("comment")}</wp:comment_type>
		<wp:comment_parent>{number - 1 if number % 3 == 0 else 0}</wp:comment_parent>
		<wp:comment_user_id>0</wp:comment_user_id>
	</wp:comment>
"""


def write(file: Path, posts: int, shape: Shape = USUAL) -> None:
    """Write an export to a file."""
    with file.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(export(posts, shape))


def main() -> None:
    """Write an invented export to a file."""
    parser = ArgumentParser(prog="python -m benchmarks.generator", description=__doc__)
    parser.add_argument("--posts", type=int, default=1000, help="how many posts and pages (1000)")
    parser.add_argument("--seed", type=int, default=1, help="another number, another blog (1)")
    parser.add_argument("--body-factor", type=int, default=1, help="bodies in each post, one after the other (1)")
    parser.add_argument("--comments", type=int, help="comments on each post; by chance from none to nine otherwise")
    parser.add_argument("--tags", type=int, default=USUAL_TAGS, help=f"tags that are declared ({USUAL_TAGS})")
    parser.add_argument("file", type=Path)
    parser.add_argument("--large", type=int, default=0, help="megabytes of the body of one more post (none)")
    parser.add_argument("--commented", type=int, default=0, help="comments on one more post (none)")
    asked = parser.parse_args()
    shape = Shape(
        seed=asked.seed, body_factor=asked.body_factor, comments=asked.comments, tags=asked.tags, large=asked.large,
        commented=asked.commented,
    )  # fmt: skip
    write(asked.file, asked.posts, shape)
    print(f"{asked.file}: {asked.posts} posts and pages, {asked.file.stat().st_size / 1e6:.1f} MB", file=sys.stderr)


if __name__ == "__main__":
    main()
