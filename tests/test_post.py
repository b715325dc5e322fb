"""The model: indexes of a site, and what a post says of itself."""

import pickle
from dataclasses import FrozenInstanceError

import pytest

from converters.post import Comment, Entry, Media, MediaSize, Post, Site, Term


def test_nothing_changes_once_made() -> None:
    with pytest.raises(FrozenInstanceError):
        Post(key="1").title = "other"  # type: ignore[misc]


def test_site_travels_to_another_process_whole() -> None:
    site = Site(title="Blog", entries=(Entry(key="1", id=1),), media={5: Media(id=5, url="https://example.org/a.jpg")})
    assert pickle.loads(pickle.dumps(site)) == site


def test_of_two_entries_with_one_id_the_first_is_found() -> None:
    first, second = Entry(key="7", id=7), Entry(key="7-2", id=7)
    assert Site(entries=(first, second)).entries_by_id == {7: first}


def test_files_of_a_post_come_in_gallery_order() -> None:
    def file(id_: int, order: int = 0) -> Media:
        return Media(id=id_, url=f"https://example.org/{id_}.jpg", parent=1, order=order)

    site = Site(media={3: file(3), 9: file(9), 2: file(2, order=1)})
    assert [media.id for media in site.media_by_parent[1]] == [3, 9, 2]


def test_media_are_found_by_the_address_of_a_smaller_copy() -> None:
    small = MediaSize(name="thumbnail", url="https://example.org/a-150x150.jpg")
    media = Media(id=1, url="https://example.org/a.jpg", sizes=(small,))
    assert Site(media={1: media}).media_by_url[small.url] is media


@pytest.mark.parametrize("kind", ["note", "order_note", "editorial-comment"])
def test_what_editors_and_shops_note_for_themselves_is_not_shown_though_it_is_approved(kind: str) -> None:
    assert Comment(id=1).shown
    assert Comment(id=1, kind="review").shown
    assert not Comment(id=1, kind=kind).shown


def test_format_is_the_term_without_its_prefix() -> None:
    term = Term(taxonomy="post_format", slug="post-format-aside", name="Aside")
    assert Post(key="1", terms=(term,)).format == "aside"
    assert Post(key="1").format == ""


def test_repeated_custom_fields_keep_their_order() -> None:
    post = Post(key="1", meta=(("a", "1"), ("b", "2"), ("a", "3")))
    assert post.meta_values("a") == ("1", "3")


def test_where_a_post_was_found_is_no_part_of_what_it_is() -> None:
    assert Post(key="1", origin="a.xml:5") == Post(key="1", origin="b.xml:9")
