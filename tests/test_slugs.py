"""What WordPress makes of a name."""

import pytest

from converters.slugs import slug_of, stored_slug


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Hello World", "hello-world"), ("Été à Łódź", "ete-a-lodz"), ("Straße", "strasse"), ("C++", "c"),
        ("Node.js", "node-js"), ("中文 标签", "中文-标签"), ("Q & A", "q-a"), ("Müller’s", "mullers"), ("a/b", "a-b"),
        ("Ελλάδα", "ελλάδα"), ("が", "が"), ("Tiếng Việt", "tieng-viet"), ("⭐", "⭐"), ("+++", ""),
    ],
)  # fmt: skip
def test_slug_of_a_name_is_wordpress_s(name: str, slug: str) -> None:
    assert slug_of(name) == slug


@pytest.mark.parametrize(
    ("given", "slug"),
    [("Company News", "company-news"), ("News", "news"), ("a.b_c", "a.b_c"), ("été", "été"), ("+ +", "+ +")],
)
def test_slug_written_by_hand_is_made_like_one_of_a_name(given: str, slug: str) -> None:
    assert stored_slug(given) == slug
