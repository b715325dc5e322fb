"""What WordPress's importer made of a source, and of our WXR of it: compared field by field, and explained.

`python -m tests.imports [FILE …]` compares every real export, or these files, and prints the figures.
"""

import html
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.sax import SAXParseException, make_parser

from converters.pipeline import convert
from converters.post import Post, Site
from converters.problem import ConversionError, Problem
from converters.wordpress.wxr import WxrReader
from tests.exports import CORPUS, name_of, read_whole, real_exports
from tests.wordpress_site import Blog, Import, fresh_blog
from writers.wxr import WxrWriter
from writers.wxr.logins import spelled_logins
from writers.wxr.words import encode_slug
from writers.wxr.writer import CORE_KINDS, CORE_TAXONOMIES

_BY_THE_CLOCK = frozenset(["post_modified", "post_modified_gmt", "post_author"])
"""What the importer sets itself whatever the file says; authors are compared by their logins."""
_OF_MENU_ITEMS = frozenset(["ID", "guid", "post_date", "post_date_gmt", "post_name", "meta"])
"""What it gives menu items anew."""


@dataclass(frozen=True)
class Difference:
    """A field, or a whole row, that is not the same in two blogs."""

    kind: str
    """`post.post_date`, `comment.meta`; `post missing` and `post more` for whole rows."""
    where: str
    theirs: Any
    ours: Any
    ids: tuple[str, str] = ("", "")
    """Of the posts that the field belongs to, in each blog."""

    def __str__(self) -> str:
        return f"{self.kind} {self.where}: {str(self.theirs)[:200]!r} became {str(self.ours)[:200]!r}"


@dataclass(frozen=True)
class Comparison:
    """A source imported as it is, and through us."""

    expected: int
    """The items of the source that the importer stores without files being fetched, menu items aside."""
    theirs: Import
    ours: Import
    their_dump: Mapping[str, Any]
    our_dump: Mapping[str, Any]
    explained: Counter[str]
    unexplained: tuple[Difference, ...]

    @property
    def arrived(self) -> int:
        """How many of the expected items are in the blog made of our file."""
        return _stored(self.our_dump)

    @property
    def arrived_of_theirs(self) -> int:
        """How many are in the blog made of the source itself."""
        return _stored(self.their_dump)


def _stored(dump: Mapping[str, Any]) -> int:
    return sum(post["post_type"] not in ("attachment", "nav_menu_item") for post in dump["posts"])


def compare_imports(source: Path, folder: Path) -> Comparison:
    """Import a source and our WXR of it into two fresh blogs in a folder."""
    site, posts = read_whole(source)
    types = tuple(sorted({post.kind for post in posts} - CORE_KINDS))
    taxonomies = tuple(sorted({term.taxonomy for term in site.terms} - CORE_TAXONOMIES))
    convert(source, folder / "ours.xml", reader=WxrReader(), writer=WxrWriter())
    blogs = [fresh_blog(folder / name, types=types, taxonomies=taxonomies) for name in ("a", "b")]
    imports = [_imported(blog, file) for blog, file in zip(blogs, (source, folder / "ours.xml"), strict=True)]
    (theirs, their_dump), (ours, our_dump) = imports
    explained: Counter[str] = Counter()
    unexplained = []
    if theirs.refused is None and is_well_formed(source):
        reasons = _Reasons(source, site, posts)
        by_id = all(post.id for post in posts)
        for difference in differences(their_dump, our_dump, by_id=by_id):
            reason = reasons.of(difference)
            if reason:
                explained[reason] += 1
            else:
                unexplained.append(difference)
    return Comparison(
        expected=sum(_is_stored(post) for post in posts), theirs=theirs, ours=ours,
        their_dump=their_dump, our_dump=our_dump, explained=explained, unexplained=tuple(unexplained),
    )  # fmt: skip


def _imported(blog: Blog, file: Path) -> tuple[Import, Mapping[str, Any]]:
    return blog.take(file), blog.dump()


def _is_stored(post: Post) -> bool:
    return post.kind not in ("attachment", "nav_menu_item") and post.status_word != "auto-draft"


def is_well_formed(file: Path) -> bool:
    """Whether a file is XML at all."""
    parser = make_parser()
    try:
        with file.open("rb") as stream:
            parser.parse(stream)
    except (SAXParseException, ElementTree.ParseError, UnicodeError):
        return False
    return True


def differences(theirs: Mapping[str, Any], ours: Mapping[str, Any], *, by_id: bool = True) -> Iterator[Difference]:
    """What differs between two dumps.

    Posts are told apart by id, which the importer keeps, else by title and slug; menu items, which it numbers anew, by
    title and order.
    """
    users = [{user["login"]: user for user in dump["users"]} for dump in (theirs, ours)]
    yield from _rows("user", users[0], users[1], {"id"})
    terms = [{(term["taxonomy"], term["slug"]): term for term in dump["terms"]} for dump in (theirs, ours)]
    yield from _rows("term", terms[0], terms[1], {"term_id"})
    posts = [{_key_of(post, by_id): post for post in dump["posts"]} for dump in (theirs, ours)]
    yield from _rows("post", posts[0], posts[1], _BY_THE_CLOCK if by_id else _BY_THE_CLOCK | {"ID", "guid"})


def _key_of(post: Mapping[str, Any], by_id: bool) -> tuple[str, ...]:
    if post["post_type"] == "nav_menu_item":
        metas = dict(post["meta"])
        menu = next((slug for taxonomy, slug, _ in post["terms"] if taxonomy == "nav_menu"), "")
        return ("nav_menu_item", menu, str(post["menu_order"]), post["post_title"], metas.get("_menu_item_url") or "")
    if by_id:
        return (post["post_type"], post["ID"])
    return (post["post_type"], post["post_title"], post["post_date"], post["post_content"][:50])


def _rows(
    kind: str, theirs: Mapping[Any, Mapping[str, Any]], ours: Mapping[Any, Mapping[str, Any]], skipped: Any
) -> Iterator[Difference]:
    for key, row in theirs.items():
        if key not in ours:
            yield Difference(f"{kind} missing", str(key), row, None)
    for key, row in ours.items():
        if key not in theirs:
            yield Difference(f"{kind} more", str(key), None, row)
        else:
            left = {*skipped, *_OF_MENU_ITEMS} if key[0] == "nav_menu_item" else skipped
            yield from _fields(kind, str(key), theirs[key], row, left)


def _fields(
    kind: str, where: str, theirs: Mapping[str, Any], ours: Mapping[str, Any], skipped: Any
) -> Iterator[Difference]:
    for name, value in theirs.items():
        other = ours[name]
        if name in skipped or value == other:
            continue
        if name == "comments" and len(value) == len(other):
            for comment, same in zip(value, other, strict=True):
                place = f"{where}, comment {comment['comment_ID']}"
                yield from _fields(
                    "comment", place, comment, same, {"comment_ID", "comment_post_ID"} if "ID" in skipped else ()
                )
        else:
            ids = (str(theirs.get("ID", "")), str(ours.get("ID", "")))
            yield Difference(f"{kind}.{name}", where, value, other, ids)


class _Reasons:
    """Why the importer made something else of the source than of our file, when it is not our doing."""

    def __init__(self, source: Path, site: Site, posts: list[Post]) -> None:
        ids = {(post.kind, str(post.id)) for post in posts}
        terms = {(term.taxonomy, encode_slug(term.slug)) for term in site.terms}
        users = {spelled_logins(site.authors).get(author.login, author.login) for author in site.authors}
        self._held = {*map(str, (*ids, *terms, *users))}
        """The keys of rows that the source holds, whether or not the importer takes them from it."""
        text = source.read_bytes()
        self._incomplete = {
            name
            for name in ("post_id", "post_date", "ping_status", "comment_status")
            if text.count(f"<wp:{name}>".encode()) < len(posts)
        }
        self._old_authors = b"<wp:wp_author>" in text
        self._disguised = text.count(b" xmlns:wp=") > 1
        problems: list[Problem] = []
        list(WxrReader().read(source, problems.append)[1])
        self._repeats_comments = any(problem.code == "renumbered-comment" for problem in problems)
        astray = [problem.where.post.split() for problem in problems if problem.code == "comment-without-parent"]
        self._astray = {f"({words[0]!r}, {words[1]!r})" for words in astray}
        """Posts with replies to comments that the source does not hold: the importer leaves the old number there."""

    def of(self, difference: Difference) -> str:
        """The reason in words; empty when there is none."""
        what, _, name = difference.kind.partition(".")
        if what.endswith(" more") and difference.where in self._held:
            return "the importer did not take it from the source"
        reason = ""
        if what == "post":
            reason = self._of_post(name, difference)
        elif what == "comment":
            reason = self._of_comment(name, difference)
        elif what == "user" and self._old_authors:
            reason = "the source declares authors as WordPress.com did in 2012, which the importer passes over"
        elif not difference.theirs:
            reason = "the importer did not take it from the source"
        return reason or self._of_texts(name, difference.theirs, difference.ours)

    def _of_post(self, name: str, difference: Difference) -> str:
        theirs, ours = difference.theirs, difference.ours
        if name in ("post_date", "post_date_gmt") and _is_now(theirs):
            return "the source has no date where WordPress has it, the importer takes the clock's"
        if name in ("guid", "post_name") and (
            self._incomplete & {"post_date", "post_id"} or "//127.0.0.1" in str(theirs)
        ):
            return "the importer made the address up"
        if name == "post_name" and all(map(_is_made_of_id, (theirs, ours), difference.ids)):
            return "the source has neither id nor slug nor title, and WordPress makes a slug of the id that it gives"
        if name == "comments" and len(theirs) < len(ours) and self._repeats_comments:
            return "comments of one id, or of none, of which the importer keeps the last"
        if name in self._incomplete and theirs == "open":
            return "the source does not say, the importer takes the new blog's setting"
        if name == "post_excerpt" and not theirs:
            return "the source has the summary in `description`, which the importer passes over"
        if name == "terms" and all(term in ours or term[1] == "uncategorized" for term in theirs):
            return "the source names terms without slugs, which the importer passes over"
        if name == "author" and theirs == "admin":
            return "the source does not declare the author"
        if name == "comment_count":
            return "the source does not say whether a comment is shown"
        return ""

    def _of_comment(self, name: str, difference: Difference) -> str:
        theirs, ours = difference.theirs, difference.ours
        if name == "comment_author" and _is_same_name(theirs, ours):
            return "the name without entities"
        if name == "comment_parent" and ours == "0" and difference.where.rpartition(",")[0] in self._astray:
            return "the comment it answers is not in the source"
        if name == "comment_approved" and not theirs:
            return "the source does not say whether a comment is shown"
        return ""

    def _of_texts(self, name: str, theirs: Any, ours: Any) -> str:
        if self._disguised:
            return "the source uses WordPress's prefixes for namespaces of others"
        if name == "meta":
            return _reason_of_metas(theirs, ours)
        if not isinstance(theirs, str) or not isinstance(ours, str):
            return ""
        if "date" in name and _are_near(theirs, ours):
            return "local date and GMT of the source are some seconds apart"
        return "blanks at the ends" if theirs.strip("\xa0 ") == ours.strip("\xa0 ") else ""


def _is_now(date: str) -> bool:
    return date[0] != "0" and abs((datetime.now() - datetime.fromisoformat(date)).total_seconds()) < 3 * 86400


def _is_made_of_id(slug: str, id: str) -> bool:
    """Whether a slug is the id, which WordPress never leaves a bare number (wp_unique_post_slug)."""
    return slug in (id, f"{id}-2")


def _is_same_name(theirs: str, ours: str) -> bool:
    """Whether a commenter is called the same: without entities, and without what the importer takes for a tag."""
    plain = [" ".join(re.sub(r"<[^>]*>?", "", html.unescape(name)).split()) for name in (theirs, ours)]
    return plain[0] == plain[1]


def _are_near(theirs: str, ours: str) -> bool:
    return abs((datetime.fromisoformat(theirs) - datetime.fromisoformat(ours)).total_seconds()) <= 90


def _reason_of_metas(theirs: list[list[str]], ours: list[list[str]]) -> str:
    if len(theirs) > len(ours) and theirs[: len(ours)] == ours:
        return "the importer added those of another post, which it dropped as a duplicate"
    if len(theirs) != len(ours) or [key for key, _ in theirs] != [key for key, _ in ours]:
        return ""
    emptied = all(a == b or (not a and re.match(r"[aOs]:\d", b)) for (_, a), (_, b) in zip(theirs, ours, strict=True))
    return "serialised values with wrong lengths, which the importer empties" if emptied else ""


_COUNTED = ("items", "terms", "comments", "meta", "users")


def _counts(dump: Mapping[str, Any]) -> Counter[str]:
    """What a blog holds; `meta` are the custom fields of posts, comments and terms."""
    posts = dump["posts"]
    comments = [comment for post in posts for comment in post["comments"]]
    return Counter(
        items=len(posts),
        terms=len(dump["terms"]),
        comments=len(comments),
        meta=sum(len(row["meta"]) for rows in (posts, comments, dump["terms"]) for row in rows),
        users=len(dump["users"]),
    )


def main(names: list[str]) -> int:
    """Compare files, print a line for what came of each, then the sums; 1 when something is lost or unexplained."""
    totals, reasons, theirs, ours = (Counter[str]() for _ in range(4))
    for source in [Path(name) for name in names] or real_exports():
        name = name_of(source) if source.is_relative_to(CORPUS) else str(source)
        totals["files"] += 1
        try:
            with tempfile.TemporaryDirectory(prefix="portpress-imports-") as folder:
                found = compare_imports(source, Path(folder))
        except (ConversionError, AssertionError, OSError) as error:
            totals["failed"] += 1
            print(f"{name}: FAILED: {str(error)[:300]}", flush=True)
            continue
        lost = found.expected - found.arrived
        verdict = "ok" if not lost and not found.unexplained else "NOT ALIKE"
        refused = f", itself refused: {found.theirs.refused[:80]}" if found.theirs.refused else ""
        said = f"{found.arrived} of {found.expected} arrived ({found.arrived_of_theirs} of the source{refused})"
        print(f"{name}: {verdict}: {said}, {sum(found.explained.values())} explained, {len(found.unexplained)} not")
        for difference in found.unexplained:
            print(f"    {difference}")
        sys.stdout.flush()
        totals.update(
            expected=found.expected, arrived=found.arrived, of_theirs=found.arrived_of_theirs,
            refused=bool(found.theirs.refused), unexplained=len(found.unexplained), lost=lost,
        )  # fmt: skip
        reasons += found.explained
        theirs += _counts(found.their_dump)
        ours += _counts(found.our_dump)
    print(", ".join(f"{name} {totals[name]}" for name in sorted(totals)))
    for what in _COUNTED:
        print(f"{what}: {theirs[what]} in the blogs made of the sources, {ours[what]} in those made of our files")
    for reason, count in reasons.most_common():
        print(f"{count:6} × {reason}")
    return 1 if totals["failed"] or totals["lost"] or totals["unexplained"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
