"""A post as an `<item>`: scalars first, then terms, custom fields and comments, in WordPress's own order."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from converters.machinery import MACHINERY
from converters.post import Media, Post, Site, Status
from converters.problem import Problem, Report, Severity
from converters.wordpress.serialized import serialize
from converters.wordpress.wxr.original import KEY, OLD_PATHS, PROTECTED, to_instruction
from converters.wordpress.wxr.words import to_plain_text
from writers.wxr.comments import comment_elements
from writers.wxr.menus import needs_of
from writers.wxr.meta import metas
from writers.wxr.plan import GaveId, MovedDate, ParentCircle, Plan
from writers.wxr.words import dates, encode_slug, feed_date, stored_name, stored_status, stored_title
from writers.wxr.xml import Elements, in_utf8

_FORWARD = "_links_to"
"""The custom field in which the plugin Page Links To keeps where readers are sent."""
_MAY_BE_EMPTY = frozenset(["attachment", "nav_menu_item", "page"])
"""Kinds of which WordPress also stores items without title, body and excerpt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordUnknown(Problem):
    """A post that readers needed a password for, from a source that does not say which, as no site does."""

    code = "password-unknown"
    severity = Severity.WARNING
    text = "it had a password, which the source does not say: it is written as private, lest everybody read it"


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardNeedsPlugin(Problem):
    """A page that leads elsewhere, from a source that is no WordPress."""

    code = "forward-needs-plugin"
    severity = Severity.WARNING
    text = "its readers are sent to {new}: in WordPress the plugin Page Links To does that"
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerAddressesUnkept(Problem):
    """Addresses that lead to a post and that WordPress has no place for: it knows former slugs alone."""

    code = "former-addresses-unkept"
    severity = Severity.WARNING
    text = (
        "WordPress cannot lead its {count} former {count:address|addresses} ({paths}) to it: convert redirects writes "
        "rules for the server"
    )
    paths: str
    count: int


@dataclass(frozen=True, slots=True)
class Item:
    """One post as text, with a gap where the id of its featured image goes when the file comes without an item."""

    key: str
    """`Entry.key`."""
    id: int
    parent: int
    needs: tuple[int, ...]
    """The ids of items without which the importer drops it: what a line of a menu points at, and what it is below."""
    kind: str
    before: str
    """All that stands before the comments."""
    comments: tuple[bytes, ...]
    """Stretches of whole comments, in UTF-8."""
    after: str
    image: Media | None = None
    """A featured image that no item of the source stands for."""
    files: tuple[Media, ...] = ()
    """Other files of its body that no item of the source stands for."""
    taxonomies: tuple[str, ...] = ()

    def pieces(self, *metas: str) -> Iterator[bytes]:
        """The item in pieces, in UTF-8, with more custom fields if there are any."""
        yield in_utf8(self.before)
        yield from (in_utf8(f"\t\t{meta}\n") for meta in metas)
        yield from self.comments
        yield in_utf8(self.after)


def item_of(
    post: Post, site: Site, plan: Plan, *, body: str, excerpt: str, address: Callable[[str], str],
    logins: Mapping[str, str], files: tuple[Media, ...], report: Report,
) -> Item:  # fmt: skip
    """The item of a post. `body` and `excerpt` are what WordPress is to store, `address` gives a link's new target.

    `logins` holds those that authors are called by in the new blog, where they are not the old ones.
    """
    elements = Elements(report)
    section, plain = elements.section, elements.plain
    originals = _originals(post, plan, report)
    id, parent = plan.id_of(post), plan.parent_of(post)
    local, gmt = dates(plan.date_of(post), floating=post.floating)
    title = stored_title(post)
    if not (title or body or excerpt) and post.kind not in _MAY_BE_EMPTY:
        originals["content:encoded"] = ""  # WordPress stores no post without anything in it
        body = " "
    login = logins.get(post.author) or plan.logins.get(post.author, post.author)
    if post.author not in logins and login != post.author:
        originals["dc:creator"] = post.author
    titled = section if to_plain_text(title) == post.title or not post.title else plain
    fields = [
        titled("title", title),
        plain("link", address(post.url)),
        plain("pubDate", "" if post.floating else feed_date(plan.date_of(post))),
        section("dc:creator", login),
        plain("guid", post.guid, ' isPermaLink="false"'),
        "<description></description>",
        section("content:encoded", body),
        section("excerpt:encoded", excerpt),
        plain("wp:post_id", id),
        section("wp:post_date", local),
        section("wp:post_date_gmt", gmt),
    ]
    if post.modified:
        changed, changed_gmt = dates(post.modified)
        fields += [section("wp:post_modified", changed), section("wp:post_modified_gmt", changed_gmt)]
    fields += [
        section("wp:comment_status", "open" if post.comments_open else "closed"),
        section("wp:ping_status", "open" if post.pings_open else "closed"),
        section("wp:post_name", encode_slug(post.slug)),
        section("wp:status", _status(post, originals, report)),
        plain("wp:post_parent", parent),
        plain("wp:menu_order", post.order),
        section("wp:post_type", post.kind),
        section("wp:post_password", post.password),
        plain("wp:is_sticky", int(post.sticky)),
    ]
    if post.kind == "attachment":
        fields.append(section("wp:attachment_url", post.attachment_url))
    for term in post.terms:
        attributes = elements.attribute("domain", term.taxonomy)
        attributes += elements.attribute("nicename", encode_slug(term.slug))
        fields.append(section("category", stored_name(term.name), attributes))
    if _needs_forward(post):
        report(ForwardNeedsPlugin(new=post.leads_to))
    values, image = custom_fields(post, site, address)
    fields += metas("wp:postmeta", values, elements, report)
    before = "".join(f"\t\t{field}\n" for field in fields)
    kept = elements.allowed("item", to_instruction(originals))
    return Item(
        key=post.key, id=id, parent=parent, needs=needs_of(post), kind=post.kind,
        before=f"\t<item>\n{before}", comments=comment_elements(post, elements, report),
        after=f"\t\t{kept}\n\t</item>\n" if kept else "\t</item>\n",
        image=image, files=files, taxonomies=tuple(dict.fromkeys(term.taxonomy for term in post.terms)),
    )  # fmt: skip


def _status(post: Post, originals: dict[str, str], report: Report) -> str:
    """The word for the status; of a post that would be open to all without its password, that for private ones."""
    word = stored_status(post)
    if not post.protected or post.password:
        return word
    originals[PROTECTED] = "1"
    if post.status not in (Status.PUBLISHED, Status.SCHEDULED):
        return word
    originals["wp:status"] = word
    report(PasswordUnknown())
    return "private"


def _originals(post: Post, plan: Plan, report: Report) -> dict[str, str]:
    """What the source says where the item says something else."""
    originals = {KEY: post.key} if post.key != str(post.id) else {}
    if post.old_paths:
        originals[OLD_PATHS] = "\n".join(post.old_paths)
        report(FormerAddressesUnkept(paths=", ".join(post.old_paths[:5]), count=len(post.old_paths)))
    if post.key in plan.ids:
        was = str(post.id or "")
        originals["wp:post_id"] = was
        report(GaveId(was=was or "none", id=plan.ids[post.key]))
    if post.key in plan.later:
        local, gmt = dates(post.date, floating=post.floating)
        originals |= {"wp:post_date": local, "wp:post_date_gmt": gmt}
        report(MovedDate(kind=post.kind, seconds=plan.later[post.key]))
    if post.key in plan.orphans:
        originals["wp:post_parent"] = str(post.parent or 0)
        report(ParentCircle())
    return originals


def custom_fields(post: Post, site: Site, address: Callable[[str], str]) -> tuple[list[tuple[str, str]], Media | None]:
    """The custom fields, those included that WordPress keeps there; and a featured image that has no id yet.

    Lines of menus lead where `address` says.
    """
    values = [(key, address(value) if key == "_menu_item_url" else value) for key, value in post.meta]
    keys = {key for key, _ in values}
    if post.template and "_wp_page_template" not in keys:
        values.append(("_wp_page_template", post.template))
    if "_wp_old_slug" not in keys:
        values += [("_wp_old_slug", encode_slug(slug)) for slug in post.old_slugs]
    if _needs_forward(post):
        values.append((_FORWARD, post.leads_to))
    media = site.media.get(post.id) if post.kind == "attachment" and post.id is not None else None
    if media and not any(key.startswith("_wp_attach") for key in keys):
        values += described(media)
    if post.image is None:
        return values, None
    known = _attachment_of(post.image, site)
    if any(key == "_thumbnail_id" and value.strip() == str(known) for key, value in values):
        return values, None
    values = [(key, value) for key, value in values if key != "_thumbnail_id"]  # it means nothing that is there
    if known is not None:
        values.append(("_thumbnail_id", str(known)))
        return values, None
    return values, post.image


def _needs_forward(post: Post) -> bool:
    """Whether readers are sent elsewhere and no custom field, nor a plugin's kind of post, says so."""
    says = {_FORWARD, "_pprredirect_url", "_yoast_wpseo_redirect"} & {key for key, _ in post.meta}
    return bool(post.leads_to) and not post.leads_from and not says and post.kind not in MACHINERY


def _attachment_of(image: Media, site: Site) -> int | None:
    """The id of the attachment that stands for a picture, or will; None where there is none."""
    found = (site.media_by_url.get(image.url), site.media.get(image.id or 0)) if site.media else ()
    for media in (image, *found):
        entry = site.entries_by_id.get(media.id) if media is not None and media.id is not None else None
        if entry is not None and entry.kind == "attachment":
            return entry.id
    return next((media.id for media in found if media is not None and stands_alone(media, site)), None)


def stands_alone(media: Media, site: Site) -> bool:
    """Whether the library has a file, under an id that is still free, and the source has no item for it."""
    return bool(media.url and media.id) and media.id not in site.entries_by_id


def described(media: Media) -> list[tuple[str, str]]:
    """The custom fields by which WordPress knows a file."""
    values = [("_wp_attached_file", media.file)] if media.file else []
    values += [("_wp_attachment_image_alt", stored_name(media.alt))] if media.alt else []
    if not (media.width or media.height or media.sizes):
        return values
    folder = media.url.rpartition("/")[0]
    sizes = {
        size.name: {"file": size.url.rpartition("/")[2], "width": size.width, "height": size.height}
        for size in media.sizes
        if size.url.rpartition("/")[0] == folder
    }
    details = {"width": media.width, "height": media.height, "file": media.file, "sizes": sizes}
    return [*values, ("_wp_attachment_metadata", serialize(details))]
