"""Laws that hold whatever the input: of choosing posts, of merging blogs, of names, options, attributes and markup."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from converters.blog import Blog
from converters.html import escape, escape_attribute, parse, serialise
from converters.machinery import MACHINERY
from converters.merging import merged
from converters.post import Post, Status, Term
from converters.selection import Selection
from converters.wordpress.shortcodes.grammar import Grammar, parse_attributes
from tests.blogs import ListReader
from writers.addresses import name_of, plain_name

LAW = settings(max_examples=100, deadline=None, derandomize=True)
STATUSES = ("published", "draft", "scheduled")

days = st.dates(date(1990, 1, 1), date(2040, 1, 1))
words = st.sampled_from(["news", "life", "ada", "bob", "category:news", ""])
several = st.just(()) | st.lists(words, min_size=1, max_size=2).map(tuple)
posts = st.builds(
    Post,
    key=st.just("1"),
    kind=st.sampled_from(["post", "page", "recipe", *MACHINERY]),
    status=st.sampled_from(Status),
    status_word=st.sampled_from(["publish", "in-review"]),
    protected=st.booleans(),
    author=st.sampled_from(["ada", "bob", ""]),
    date=st.none() | days.map(lambda day: datetime(day.year, day.month, day.day, 12, tzinfo=UTC)),
    terms=st.lists(
        st.builds(Term, taxonomy=st.sampled_from(["category", "post_tag"]), slug=words, name=words), max_size=2
    ).map(tuple),
)
selections = st.builds(
    Selection,
    include=st.lists(st.sampled_from([*map(str, Status), "protected", "all", "in-review"]), max_size=2).map(tuple),
    kind=st.lists(st.sampled_from(["post", "attachment"]), max_size=1).map(tuple),
    since=st.none() | days,
    until=st.none() | days,
    author=several,
    term=several,
)


def takes(selection: Selection, post: Post, *, public: bool = True) -> bool:
    return selection.reason_to_leave_out(post, statuses=STATUSES, public=public) is None


@LAW
@given(days, st.integers(-2, 2))
def test_a_day_parts_the_dated_posts_in_two(day: date, distance: int) -> None:
    at = day + timedelta(days=distance)
    post = Post(key="1", date=datetime(at.year, at.month, at.day, 23, 59, tzinfo=UTC), status=Status.PUBLISHED)
    assert takes(Selection(until=day), post) is (distance <= 0)
    assert takes(Selection(since=day + timedelta(days=1)), post) is (distance > 0)


@LAW
@given(selections, posts, st.booleans())
def test_an_author_or_a_term_more_takes_no_post_less(selection: Selection, post: Post, public: bool) -> None:
    for wider in (replace(selection, author=()), replace(selection, term=()), replace(selection, since=None)):
        assert takes(selection, post, public=public) <= takes(wider, post, public=public)
    if selection.author:
        assert takes(selection, post) <= takes(replace(selection, author=(*selection.author, "eve")), post)


@LAW
@given(selections, posts, st.sampled_from([*map(str, Status), "protected", "all"]))
def test_a_status_more_takes_no_post_less(selection: Selection, post: Post, status: str) -> None:
    assert takes(selection, post) <= takes(replace(selection, include=(*selection.include, status)), post)


@LAW
@given(selections, posts)
def test_a_public_writer_takes_nothing_that_a_transfer_leaves_out(selection: Selection, post: Post) -> None:
    assert takes(selection, post, public=True) <= takes(selection, post, public=False)


@st.composite
def blogs(draw: st.DrawFn) -> Blog:
    ids = draw(st.lists(st.integers(1, 20), unique=True, max_size=6))
    made = tuple(
        Post(key=str(id_), id=id_, parent=draw(st.none() | st.sampled_from(ids)), title=draw(words), raw=f"body {id_}",
             author=draw(st.sampled_from(["ada", "bob"])), terms=tuple(
                 Term(taxonomy="category", slug=slug, name=slug, id=number)
                 for number, slug in enumerate(draw(st.lists(words, unique=True, max_size=2)), 1)))
        for id_ in ids
    )  # fmt: skip
    return Blog(path=Path("nowhere"), reader=ListReader(made), description="a list")


@LAW
@given(st.lists(blogs(), min_size=1, max_size=3))
def test_merging_keeps_every_post_under_a_key_and_an_id_of_its_own(several_blogs: list[Blog]) -> None:
    both = merged(*several_blogs)
    before = [post for blog in several_blogs for post in blog.posts()]
    after = list(both.posts())
    assert [(post.title, post.html, post.author) for post in after] == [
        (post.title, post.html, post.author) for post in before
    ]
    assert max(Counter(post.key for post in after).values(), default=1) == 1
    assert max(Counter(post.id for post in after).values(), default=1) == 1
    assert [entry.key for entry in both.site.entries] == [post.key for post in after]


@LAW
@given(st.lists(blogs(), min_size=1, max_size=3))
def test_merging_keeps_children_with_their_parents(several_blogs: list[Blog]) -> None:
    after = list(merged(*several_blogs).posts())
    html_of = {post.id: post.html for post in after}
    wanted = [
        next((parent.html for parent in blog.posts() if parent.id == post.parent), None)
        for blog in several_blogs
        for post in blog.posts()
    ]
    assert [html_of[post.parent] if post.parent else None for post in after] == wanted


@LAW
@given(st.text() | st.text(alphabet="a-é.~", min_size=60, max_size=120).map(lambda text: text * 3))
def test_a_name_is_one_part_of_a_path_and_names_itself(text: str) -> None:
    for named in (name_of, plain_name):
        name = named(text)
        assert "/" not in name and "\\" not in name and name not in (".", "..") and "\0" not in name
        assert len(name.encode()) <= 255
        assert named(name) == name


@LAW
@given(st.dictionaries(st.from_regex(r"[a-z0-9_-]{1,8}", fullmatch=True), st.text(), max_size=4))
def test_attributes_of_a_shortcode_come_back_as_they_were_written(attributes: dict[str, str]) -> None:
    for special in '"\\<\xa0\u200b':
        attributes = {name: value.replace(special, "") for name, value in attributes.items()}
    text = "".join(f' {name}="{value}"' for name, value in attributes.items())
    assert parse_attributes(text) == (attributes, ())


@LAW
@given(
    st.lists(st.sampled_from(["[a", "[ab ", "[/a]", "[/ab]", "[b", "/]", "]", "[", "x='", "' ", '="', "<"])).map(
        "".join
    )
)
def test_tags_of_shortcodes_stand_one_after_the_other_and_are_whole(text: str) -> None:
    grammar, at = Grammar(text, ("a", "ab", "b")), 0
    while tag := grammar.next_tag(at, len(text)):
        assert tag.start >= at
        whole = text[tag.start : tag.end]
        assert whole.startswith(f"[{tag.name}") and whole.index("]") == len(whole) - 1
        closer = grammar.closer(tag, len(text))
        assert closer < 0 or (closer >= tag.end and text.startswith(f"[/{tag.name}]", closer))
        at = tag.end


@LAW
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")))
def test_any_text_stands_in_an_element_and_in_an_attribute(text: str) -> None:
    html = f'<p title="{escape_attribute(text)}">{escape(text)}</p>'
    [paragraph] = parse(html).elements("p")
    assert (paragraph.attributes["title"], paragraph.text_content()) == (text, text)
    assert serialise(parse(serialise(parse(html)))) == serialise(parse(html))
