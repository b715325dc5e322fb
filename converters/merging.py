"""Several blogs as one: their posts one after the other, with ids and keys that no two of them share."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from converters.abilities import HeldFile, HoldsFiles
from converters.blog import Blog
from converters.index import indexed_comments
from converters.post import Author, Entry, Media, Post, Site, Term
from converters.problem import ItemLost, Report, Where


def merged(*blogs: Blog) -> Blog:
    """The blogs as one blog, with the title, address and settings of the first.

    Posts keep their own addresses. Ids are moved up so that none stands twice; terms of one taxonomy and slug, and
    authors of one login, are the same in all. The bodies of all but the first are canonical HTML, since raw ones speak
    of files by their old ids. Raises ValueError without a blog.
    """
    if not blogs:
        raise ValueError("there is no blog to merge: give one or more")
    return Blog(
        path=blogs[0].path,
        reader=MergedReader(blogs),
        description=" and ".join(blog.description for blog in blogs),
        report=blogs[0].report,
    )


@dataclass(frozen=True, slots=True)
class MergedReader:
    """Reads several blogs as one. It is made by `merged`, and no source is recognised by it."""

    blogs: tuple[Blog, ...]

    def recognises(self, source: Path) -> str | None:
        """Nothing: what is merged was opened before."""
        return None

    def read(self, source: Path, report: Report) -> tuple[Site, Iterator[Post]]:
        """The sites as one, and the posts of one blog after the other."""
        moves = list(self._moves())
        return _united([_moved_site(blog.site, move) for blog, move in moves]), _posts(moves, report)

    def clean(self, post: Post, site: Site, report: Report) -> Post:
        """The post with its canonical HTML."""
        if post.html:
            return post
        first = self.blogs[0]
        return replace(first.reader.clean(post, first.site, report), key=post.key)

    def held_files(self, source: Path, site: Site) -> Iterator[HeldFile]:
        """The files of all blogs."""
        for blog in self.blogs:
            if isinstance(blog.reader, HoldsFiles):
                yield from blog.reader.held_files(blog.path, blog.site)

    def _moves(self) -> Iterator[tuple[Blog, "_Move"]]:
        """Each blog, and where its ids and keys go."""
        posts = authors = terms = 0
        for number, blog in enumerate(self.blogs):
            yield blog, _Move(f"{number}/" if number else "", posts, authors, terms)
            site = blog.site
            posts += max([0, *(entry.id or 0 for entry in site.entries), *site.media])
            authors += max([0, *(author.id or 0 for author in site.authors)])
            terms += max([0, *(term.id or 0 for term in site.terms)])


@dataclass(frozen=True, slots=True)
class _Move:
    """What is put before the keys of a blog and added to its ids."""

    key: str
    posts: int
    authors: int
    terms: int


def _added(id_: int | None, move: int) -> int | None:
    return id_ + move if id_ else id_


def _posts(moves: list[tuple[Blog, _Move]], report: Report) -> Iterator[Post]:
    for blog, move in moves:
        _, posts = blog.reader.read(blog.path, report)
        for post in posts:
            if not move.key:
                yield post
                continue
            try:
                cleaned = blog.reader.clean(post, blog.site, report)
            except Exception as error:  # whatever a post does to us, the next one must come
                report(ItemLost(reason=f"{type(error).__name__}: {error}", where=Where(origin=post.origin)))
                continue
            yield _moved_post(replace(cleaned, raw=cleaned.html, dialect="html"), move)


def _moved_post(post: Post, move: _Move) -> Post:
    comments = indexed_comments(replace(each, user=_added(each.user, move.authors)) for each in post.comments)
    return replace(
        post,
        key=move.key + post.key,
        id=_added(post.id, move.posts),
        parent=_added(post.parent, move.posts),
        terms=tuple(replace(term, id=_added(term.id, move.terms)) for term in post.terms),
        image=_moved_media(post.image, move) if post.image else None,
        comments=comments,
    )


def _moved_entry(entry: Entry, move: _Move) -> Entry:
    return replace(
        entry, key=move.key + entry.key, id=_added(entry.id, move.posts), parent=_added(entry.parent, move.posts)
    )


def _moved_media(media: Media, move: _Move) -> Media:
    return replace(media, id=_added(media.id, move.posts), parent=_added(media.parent, move.posts))


def _moved_site(site: Site, move: _Move) -> Site:
    if not move.key:
        return site
    return replace(
        site,
        authors=tuple(replace(author, id=_added(author.id, move.authors)) for author in site.authors),
        terms=tuple(replace(term, id=_added(term.id, move.terms)) for term in site.terms),
        entries=tuple(_moved_entry(entry, move) for entry in site.entries),
        media={id_ + move.posts: _moved_media(media, move) for id_, media in site.media.items()},
        menus=(),  # a blog has the menus of its own
        blocks={},  # inlined where they were used
        tables={},
    )


def _united(sites: list[Site]) -> Site:
    """The first site with what belongs to the posts of all. Of what is named alike, the first counts."""
    authors: dict[str, Author] = {}
    terms: dict[tuple[str, str], Term] = {}
    media: dict[int, Media] = {}
    for site in sites:
        for author in site.authors:
            authors.setdefault(author.login, author)
        for term in site.terms:
            terms.setdefault((term.taxonomy, term.slug), term)
        media.update(site.media)
    entries = tuple(entry for site in sites for entry in site.entries)
    return replace(sites[0], authors=tuple(authors.values()), terms=tuple(terms.values()), entries=entries, media=media)
