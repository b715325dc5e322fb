"""Rules that other distributions bring: what a stranger's package knows of shortcodes and blocks.

A function for one shortcode is an entry point of the group `portpress.shortcodes`, with the shortcode's name; one for a
block, of `portpress.blocks`, with its full name (`acme/card`). They are imported when a body first needs them. A whole
`Rules` object is one of `portpress.rules`, under any name.
"""

from dataclasses import replace
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from converters.wordpress.rules.actions import NO_RULES, Action, BrokenRules, Call, Rules


def with_installed(rules: Rules) -> Rules:
    """The rules, and those that are installed where there is none of the same name. Doing it twice changes nothing."""
    installed = installed_rules()
    if installed is NO_RULES:
        return rules
    return replace(
        rules,
        shortcodes={**installed.shortcodes, **rules.shortcodes},
        blocks={**installed.blocks, **rules.blocks},
        broken=installed.broken,
    )


@cache
def installed_rules() -> Rules:
    """What all installed distributions bring; of two that bring the same, the last by name of the distribution."""
    shortcodes: dict[str, Action] = {}
    blocks: dict[str, Action] = {}
    broken: list[BrokenRules] = []
    for point in _points("portpress.rules"):
        try:
            found = point.load()
            if not isinstance(found, Rules):
                raise TypeError(f"it is a {type(found).__name__}, not Rules")
        except Exception as error:  # a plugin may fail in any way
            reason = f"cannot be loaded ({type(error).__name__}: {error})"
            broken.append(BrokenRules(name=point.name, distribution=_distribution(point), reason=reason))
        else:
            shortcodes |= found.shortcodes
            blocks |= found.blocks
    shortcodes |= {point.name: _call(point) for point in _points("portpress.shortcodes")}
    blocks |= {point.name: _call(point) for point in _points("portpress.blocks")}
    if not (shortcodes or blocks or broken):
        return NO_RULES
    return Rules(shortcodes=shortcodes, blocks=blocks, broken=tuple(broken))


def _points(group: str) -> list[EntryPoint]:
    return sorted(entry_points(group=group), key=lambda point: (_distribution(point), point.name))


def _distribution(point: EntryPoint) -> str:
    return point.dist.name if point.dist else "?"


def _call(point: EntryPoint) -> Call:
    return Call(point.value, origin=f"the plugin {_distribution(point)}")
