"""Which posts are taken, and the reasons for the others."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from converters.post import Comment, Post, Status, Term
from converters.selection import Selection

POST = Post(key="1", id=1, author="ada", date=datetime(2020, 5, 4, tzinfo=UTC), status_word="publish")
SITE_STATUSES = ("published", "draft", "scheduled")


def reason(post: Post, selection: Selection | None = None, *, public: bool = True) -> str | None:
    return (selection or Selection()).reason_to_leave_out(post, statuses=SITE_STATUSES, public=public)


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.DRAFT, Status.SCHEDULED])
def test_post_of_a_default_status_is_taken(status: Status) -> None:
    assert reason(replace(POST, status=status)) is None


@pytest.mark.parametrize("status", [Status.PRIVATE, Status.PENDING, Status.TRASHED])
def test_post_that_readers_never_saw_is_left_out(status: Status) -> None:
    assert reason(replace(POST, status=status)) == str(status)


def test_unknown_status_is_left_out_under_its_own_word() -> None:
    assert reason(replace(POST, status=Status.OTHER, status_word="in-review")) == "status in-review"


def test_unknown_status_is_taken_when_its_word_is_included() -> None:
    assert (
        reason(replace(POST, status=Status.OTHER, status_word="in-review"), Selection(include=("in-review",))) is None
    )


def test_post_with_a_password_is_left_out_of_what_is_public() -> None:
    assert reason(replace(POST, protected=True)) == "password-protected"
    assert reason(replace(POST, protected=True), public=False) is None


def test_including_private_posts_does_not_include_protected_ones() -> None:
    assert reason(replace(POST, protected=True), Selection(include=("private",))) == "password-protected"


def test_protected_posts_are_taken_when_asked_for() -> None:
    assert reason(replace(POST, protected=True), Selection(include=("protected",))) is None


def test_all_takes_every_status() -> None:
    assert reason(replace(POST, status=Status.TRASHED, protected=True), Selection(include=("all",))) is None


def test_only_takes_no_other_status() -> None:
    assert reason(POST, Selection(only=("draft",))) == "published"


@pytest.mark.parametrize("kind", ["attachment", "nav_menu_item", "wp_block", "revision"])
def test_item_that_nobody_reads_as_a_post_is_left_out_of_what_is_public(kind: str) -> None:
    assert reason(replace(POST, kind=kind)) is not None
    assert reason(replace(POST, kind=kind), public=False) is None
    assert reason(replace(POST, kind=kind), Selection(kind=(kind,))) is None


def test_comments_on_a_file_are_left_out_with_it() -> None:
    file = replace(POST, kind="attachment")
    assert reason(replace(file, comments=(Comment(id=1, approved="spam"),))) == reason(file)
    assert "but for what readers wrote" in str(reason(replace(file, comments=(Comment(id=1),))))


@pytest.mark.parametrize("kind", ["feedback", "flamingo_inbound", "shop_order", "shop_coupon", "acf-field-group"])
def test_what_plugins_keep_for_themselves_is_left_out_of_what_is_public(
    kind: str,
) -> None:
    assert "has no page" in str(reason(replace(POST, kind=kind)))
    assert reason(replace(POST, kind=kind), public=False) is None
    assert reason(replace(POST, kind=kind), Selection(kind=(kind,))) is None


def test_custom_kind_is_taken() -> None:
    assert reason(replace(POST, kind="recipe")) is None


def test_other_kinds_are_left_out_when_one_is_chosen() -> None:
    assert reason(POST, Selection(kind=("page",))) == "of another kind"


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(since=date(2020, 5, 4), until=date(2020, 5, 4)), None),
        (Selection(since=date(2020, 5, 5)), "before --since"),
        (Selection(until=date(2020, 5, 3)), "after --until"),
        (Selection(author=("ada", "bob")), None),
        (Selection(author=("bob",)), "by another author"),
        (Selection(term=("news",)), None),
        (Selection(term=("category:news",)), None),
        (Selection(term=("post_tag:news",)), "without the chosen term"),
    ],
)
def test_choice_by_date_author_and_term(selection: Selection, expected: str | None) -> None:
    assert reason(replace(POST, terms=(Term(taxonomy="category", slug="news", name="News"),)), selection) == expected


def test_undated_post_is_outside_every_range() -> None:
    assert reason(replace(POST, date=None), Selection(since=date(1970, 1, 1))) == "before --since"


def test_only_protected_takes_protected_posts_of_every_status_and_no_other() -> None:
    only = Selection(only=("protected",))
    assert reason(replace(POST, protected=True, status=Status.DRAFT), only) is None
    assert reason(POST, only) == "published"


def test_a_password_changes_nothing_about_the_status_in_a_transfer() -> None:
    draft = replace(POST, protected=True, status=Status.DRAFT)
    assert reason(draft, Selection(only=("published",)), public=False) == "draft"
