"""What the pages of every static site say alike, whatever generator reads them: fields of front matter, and data."""

import html
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from hashlib import sha256

from converters import html as tree
from converters.post import Entry, Post, Status
from converters.problem import Problem, Report, Severity
from writers.addresses import name_of
from writers.page import FrontMatter, FrontMatterValue
from writers.terms import TRANSLATIONS, TermPage, Terms

_BOOKKEEPING = re.compile(
    r"_(?:edit_l(?:ock|ast)|encloseme|pingme|oembed_.*|transient_.*|publicize_.*|jetpack_related_posts_cache"
    r"|elementor_css|last_editor_used_jetpack|wp_convert_to_.*|wp_attachment_context)"
)
"""Custom fields that say nothing of a post: locks, caches, and what a plugin has yet to do."""
_SECRET = re.compile(r"pass(?:wor[dt]|wd|phrase|code)|secret|token|api[_-]?key|e[_-]?mail|ip[_-]?addr|credential", re.I)
_SEO_DESCRIPTIONS = (
    "_yoast_wpseo_metadesc",
    "rank_math_description",
    "_aioseo_description",
    "_aioseop_description",
    "_seopress_titles_desc",
    "_genesis_description",
)
_STATUS_WORDS = {
    Status.PUBLISHED: "publish",
    Status.SCHEDULED: "future",
    Status.DRAFT: "draft",
    Status.PENDING: "pending",
    Status.PRIVATE: "private",
    Status.TRASHED: "trash",
}
"""What WordPress calls each status; a site says it again only where the source had another word."""
_PLAIN_DATA_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretFieldsLeftOut(Problem):
    """Custom fields whose names say that they hold a secret or personal data were not put into a site."""

    code = "secret-fields"
    severity = Severity.NOTE
    text = "its custom fields {names} may hold secrets or personal data and are never written into a site"
    names: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Undated(Problem):
    """A published post has no date."""

    code = "undated"
    severity = Severity.WARNING
    text = "it is published and has no date: {consequence}"
    consequence: str


def is_public(post: Entry) -> bool:
    """Whether strangers may read it, now or on its date. What is not must be written as a draft."""
    return post.status in (Status.PUBLISHED, Status.SCHEDULED) and not post.protected


def whole_minutes(date: datetime) -> datetime:
    """The same moment with an offset of whole minutes: local mean times before 1900 have seconds, RFC 3339 has not."""
    offset = date.utcoffset() or timedelta()
    rounded = timedelta(minutes=round(offset.total_seconds() / 60))
    zone = timezone(rounded)
    try:
        return date.astimezone(zone).replace(microsecond=0)
    except OverflowError:  # the first and the last day that datetime knows
        return date.replace(tzinfo=zone, microsecond=0)


def summary_of(post: Post) -> str:
    """The hand-written summary as plain text on one line; empty when there is none."""
    return " ".join(tree.parse(post.excerpt).text_content().split()) if post.excerpt.strip() else ""


def description_of(post: Post) -> str:
    """The description for search engines that an SEO plugin keeps; empty when there is none, or only a template."""
    found = (value for key in _SEO_DESCRIPTIONS for value in post.meta_values(key))
    return next((" ".join(text.split()) for text in found if text.strip() and "%" not in text and "#" not in text), "")


def image_fields(post: Post, link: Callable[[str], str]) -> FrontMatter | None:
    """The featured image: its address, gone through `link`, and what is known of it."""
    if post.image is None or not post.image.url:
        return None
    image = post.image
    fields: dict[str, FrontMatterValue] = {"path": link(image.url), "alt": image.alt}
    if image.caption:
        fields["caption"] = " ".join(tree.parse(image.caption).text_content().split())
    if image.width and image.height:
        fields |= {"width": image.width, "height": image.height}
    return fields


def wordpress_fields(post: Post, terms: Terms, report: Report) -> FrontMatter:
    """What only the old blog had a use for, under one key (`wordpress:`) where it can mean nothing to a generator.

    With it the site can be read back to the same post (`converters.sites.restored`): what the other fields say already
    is not said again. Custom fields are written in their order, those that WordPress hides (`_name`) too; bookkeeping
    (`_edit_lock` …) is not, nor what by its name is a secret.
    """
    fields: dict[str, FrontMatterValue] = {"key": post.key}
    if post.id is not None:
        fields["id"] = post.id
    if post.guid:
        fields["guid"] = post.guid
    if post.kind not in ("post", "page"):
        fields["type"] = post.kind
    if post.status is not Status.PUBLISHED:
        fields["status"] = post.status_word if post.status is Status.OTHER else post.status.value
    if post.status_word and post.status_word != _STATUS_WORDS.get(post.status, post.status_word):
        fields["status_word"] = post.status_word
    if post.slug != terms.addresses.split_path_of(post)[1]:
        fields["slug"] = post.slug
    if post.url != terms.addresses.site.url + terms.addresses.path_of(post):
        fields["url"] = post.url
    if post.title_html and post.title_html != html.escape(post.title, quote=False):
        fields["title"] = post.title_html
    if post.excerpt != summary_of(post):
        fields["excerpt"] = post.excerpt
    if "@" not in post.author and post.author != terms.login_of(post):
        fields["author"] = post.author
    optional: dict[str, FrontMatterValue] = {
        "format": post.format,
        "template": post.template,
        "parent": post.parent or 0,
        "order": post.order,
        "image": (post.image.id or 0) if post.image else 0,
        "file": post.attachment_url,
        "protected": post.protected,
        "floating": post.floating,
        "sticky": post.sticky,
        "pings_open": post.pings_open,
        "comments_open": post.comments_open,
        "old_paths": list(post.old_paths),
        "leads_to": post.leads_to,
        "comments": sum(comment.shown for comment in post.comments),
    }
    fields |= {name: value for name, value in optional.items() if value}
    if any(comment.shown for comment in post.comments):
        fields["comments_data"] = comments_name(post)
    if translations := _translations_of(post):
        fields["translations"] = translations
    if meta := _custom_fields(post, report):
        fields["postmeta"] = meta
    return fields


def _translations_of(post: Post) -> dict[str, FrontMatterValue]:
    """The groups of translations that a post is in, by the plugin's taxonomy."""
    found: dict[str, list[str]] = {}
    for term in post.terms:
        if re.fullmatch(TRANSLATIONS, term.taxonomy):
            found.setdefault(term.taxonomy, []).append(term.slug)
    return dict(found)


def _custom_fields(post: Post, report: Report) -> dict[str, FrontMatterValue]:
    kept, secret = open_fields(post.meta)
    if secret:
        report(SecretFieldsLeftOut(names=", ".join(secret)))
    return kept


def open_fields(meta: Iterable[tuple[str, str]]) -> tuple[dict[str, FrontMatterValue], list[str]]:
    """Custom fields that may be written into a site, and the names of those that may hold secrets."""
    kept: dict[str, list[str]] = {}
    secret: dict[str, None] = {}
    for name, value in meta:
        if _BOOKKEEPING.fullmatch(name):
            continue
        if _SECRET.search(name):
            secret[name] = None
        else:
            kept.setdefault(name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in kept.items()}, list(secret)


def term_fields(page: TermPage) -> dict[str, FrontMatterValue]:
    """What only the old blog had a use for of a term, as `wordpress_fields` has it of a post."""
    about: dict[str, FrontMatterValue] = dict(page.about)
    about |= {"parent": page.parent} if page.parent else {}
    about |= {"children": list(page.children)} if page.children else {}
    meta, _ = open_fields(page.meta)
    return about | ({"termmeta": meta} if meta else {})


def old_addresses(post: Post, terms: Terms) -> list[str]:
    """The addresses it had before, where nothing else has them: under former slugs, and all others."""
    addresses = terms.addresses
    folder, name, suffix = addresses.split_path_of(post)
    paths: list[str] = []
    if post.slug and name == name_of(post.slug) and addresses.is_kept(post):
        names = dict.fromkeys(name_of(slug) for slug in post.old_slugs)
        paths = [f"{folder}{old}{suffix}" for old in names if old]
    paths += [path for path in post.old_paths if is_plain_path(path)]
    return [path for path in dict.fromkeys(paths) if terms.is_free(path)]


def is_plain_path(path: str) -> bool:
    """Whether a path from the root has names alone that a file may have anywhere."""
    names = path.removeprefix("/").removesuffix("/").split("/")
    return path.startswith("/") and all(name and name == name_of(name) for name in names)


def comments_name(post: Post) -> str:
    """The name of the data that holds the comments of a post: its key, or one made of it."""
    if _PLAIN_DATA_NAME.fullmatch(post.key):
        return post.key
    return f"post-{sha256(post.key.encode('utf-8', 'replace')).hexdigest()[:16]}"
