"""Rules that other distributions bring by entry points: taken up after the blog's own; broken ones are said."""

from collections.abc import Iterator, Mapping
from importlib.metadata import EntryPoint

import pytest

from converters.wordpress.rules import installed
from converters.wordpress.rules.actions import NO_RULES, Call, Rules
from converters.wordpress.rules.installed import installed_rules, with_installed

THEIRS = Rules(shortcodes={"card": Call("theirs:card"), "box": Call("theirs:box")}, blocks={"acme/a": Call("theirs:a")})
NOT_RULES = "rules"


@pytest.fixture
def bring(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, list[EntryPoint]]]:
    """The entry points that are installed, by group."""
    points: dict[str, list[EntryPoint]] = {}
    monkeypatch.setattr(installed, "entry_points", lambda *, group: points.get(group, []))
    installed_rules.cache_clear()
    yield points
    installed_rules.cache_clear()


def point(group: str, name: str, value: str) -> EntryPoint:
    return EntryPoint(name, value, group)


def values(actions: Mapping[str, object]) -> dict[str, object]:
    return {name: action.function if isinstance(action, Call) else action for name, action in actions.items()}


def test_where_nothing_is_installed_the_rules_stay_as_they_are(bring: dict[str, list[EntryPoint]]) -> None:
    assert installed_rules() is NO_RULES
    assert with_installed(THEIRS) is THEIRS


def test_functions_for_shortcodes_and_blocks_are_taken_up_by_their_names(bring: dict[str, list[EntryPoint]]) -> None:
    bring["portpress.shortcodes"] = [point("portpress.shortcodes", "card", "acme:card")]
    bring["portpress.blocks"] = [point("portpress.blocks", "acme/card", "acme:card_block")]
    found = installed_rules()
    assert values(found.shortcodes) == {"card": "acme:card"}
    assert values(found.blocks) == {"acme/card": "acme:card_block"}
    assert found.broken == ()


def test_a_function_for_one_shortcode_goes_before_a_whole_object_of_rules(bring: dict[str, list[EntryPoint]]) -> None:
    bring["portpress.rules"] = [point("portpress.rules", "acme", f"{__name__}:THEIRS")]
    bring["portpress.shortcodes"] = [point("portpress.shortcodes", "card", "acme:card")]
    found = installed_rules()
    assert values(found.shortcodes) == {"card": "acme:card", "box": "theirs:box"}
    assert values(found.blocks) == {"acme/a": "theirs:a"}


def test_the_rules_of_a_blog_go_before_installed_ones_and_doing_it_twice_changes_nothing(
    bring: dict[str, list[EntryPoint]],
) -> None:
    bring["portpress.rules"] = [point("portpress.rules", "acme", f"{__name__}:THEIRS")]
    own = Rules(shortcodes={"card": Call("own:card")}, blocks={})
    joined = with_installed(own)
    assert values(joined.shortcodes) == {"card": "own:card", "box": "theirs:box"}
    assert with_installed(joined) == joined


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (f"{__name__}:NOT_RULES", "cannot be loaded (TypeError: it is a str, not Rules)"),
        ("there.is.no.such:module", "cannot be loaded (ModuleNotFoundError: No module named 'there')"),
    ],
)
def test_rules_that_cannot_be_loaded_harm_no_others_and_are_said(
    bring: dict[str, list[EntryPoint]], value: str, reason: str
) -> None:
    bring["portpress.rules"] = [
        point("portpress.rules", "broken", value),
        point("portpress.rules", "whole", f"{__name__}:THEIRS"),
    ]
    found = installed_rules()
    assert set(found.shortcodes) == {"card", "box"}
    assert [(each.name, each.reason) for each in found.broken] == [("broken", reason)]
