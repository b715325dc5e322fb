"""The pure middle of a conversion: what one post comes to, and what is said of it on the way."""

from dataclasses import dataclass, replace
from typing import Any

import pytest

from converters.conversion import Conversion, describe
from converters.post import Post, Site
from converters.problem import PostFailed, Report, Where
from writers.addresses import AddressChanged

SITE = Site(title="A blog")
POST = Post(key="7", id=7, title="Hello", origin="blog.xml:12", raw="a", html="", dialect="wordpress")
PLACE = Where(origin="blog.xml:12", post="post 7 “Hello”")


class Reader:
    """Cleans by saying for which site, and reports it."""

    def clean(self, post: Post, site: Site, report: Report) -> Post:
        report(AddressChanged(wanted="cleaned", given=""))
        return replace(post, html=f"{post.raw} of {site.title}")


@dataclass(frozen=True)
class Writer:
    """Renders what it is given, and reports it."""

    takes_raw: tuple[str, ...] = ()

    def render(self, post: Post, site: Site, report: Report) -> Any:
        report(AddressChanged(wanted="rendered", given=""))
        return f"{post.html or post.raw} for {site.title}"


def conversion(*takes_raw: str, edit: Any = None) -> Conversion:
    reader: Any = Reader()  # no more of the two than is used here
    writer: Any = Writer(takes_raw)
    return Conversion(reader, writer, SITE, edit)


def test_post_is_cleaned_and_rendered_and_what_both_say_has_its_place() -> None:
    outcome = conversion()(POST)
    assert (outcome.key, outcome.rendered, outcome.left_out) == ("7", "a of A blog for A blog", False)
    assert list(outcome.problems) == [
        AddressChanged(wanted="cleaned", given="", where=PLACE),
        AddressChanged(wanted="rendered", given="", where=PLACE),
    ]


def test_body_in_a_dialect_that_the_writer_takes_stays_raw() -> None:
    assert conversion("wordpress")(POST).rendered == "a for A blog"
    assert conversion("markdown")(POST).rendered == "a of A blog for A blog"


def test_edited_post_is_cleaned_even_where_the_writer_takes_it_raw() -> None:
    assert conversion("wordpress", edit=lambda post: post)(POST).rendered == "a of A blog for A blog"


def test_post_that_an_edit_drops_is_left_out_and_not_failed() -> None:
    outcome = conversion(edit=lambda post: None)(POST)
    assert (outcome.rendered, outcome.left_out) == (None, True)
    assert not any(isinstance(problem, PostFailed) for problem in outcome.problems)


def test_post_that_raises_is_failed_at_its_place_and_not_left_out() -> None:
    def fail(post: Post) -> Post:
        raise RuntimeError

    outcome = conversion(edit=fail)(POST)
    assert (outcome.rendered, outcome.left_out) == (None, False)
    (failure,) = [problem for problem in outcome.problems if isinstance(problem, PostFailed)]
    assert failure.where == PLACE


def test_unforeseen_error_is_one_line_with_the_place_that_raised_it() -> None:
    def inner() -> None:
        raise ValueError("two\nlines")

    def outer() -> None:
        inner()

    with pytest.raises(ValueError) as caught:
        outer()
    line = inner.__code__.co_firstlineno + 1
    assert describe(caught.value) == f"ValueError: two lines (at test_conversion.py:{line})"


def test_unforeseen_error_without_words_or_place_is_said_to_have_none() -> None:
    assert describe(KeyError()) == "KeyError: no message"
