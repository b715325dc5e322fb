"""Redirects in groups: one pass over all, and the same text whether they lie in memory or in a file."""

from collections.abc import Iterator

import pytest

from converters.index import limit
from tests.test_redirects import text_of
from writers.redirects.nginx import to_nginx
from writers.redirects.redirect import Redirect


class Counted(list[Redirect]):
    """Counts how often it is gone through."""

    times = 0

    def __iter__(self) -> Iterator[Redirect]:
        self.times += 1
        return super().__iter__()


def test_nginx_goes_through_redirects_as_often_for_fifty_parameters_as_for_one() -> None:
    few, many = (
        Counted(Redirect(old="/", new=f"/{n}/", query=(f"name{n}", "x")) for n in range(count)) for count in (1, 50)
    )
    assert "$moved_50" not in "".join(to_nginx(few))
    assert "$moved_50" in "".join(to_nginx(many))
    assert many.times == few.times


@pytest.mark.parametrize("syntax", ["nginx", "caddy", "hugo-aliases", "jekyll-redirect-from"])
def test_redirects_that_are_too_many_for_memory_are_written_alike(syntax: str, monkeypatch: pytest.MonkeyPatch) -> None:
    in_memory = text_of(syntax)
    monkeypatch.setattr(limit, "IN_MEMORY", 3)
    assert text_of(syntax) == in_memory
