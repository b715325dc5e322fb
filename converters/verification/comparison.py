"""What a destination is to show of a post, held against what it shows: field by field, and fact by fact."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from converters.abilities import Shown
from converters.fidelity import Difference, compare, facts_of
from converters.verification.verdict import FieldDifference

_SHOWN_VALUES = 5
_LONGEST_VALUE = 200
_NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One post compared."""

    fields: tuple[FieldDifference, ...] = ()
    facts: tuple[Difference, ...] = ()
    there: Mapping[str, int] = field(default_factory=dict)
    """How many facts of each kind the source has."""
    arrived: Mapping[str, int] = field(default_factory=dict)

    @property
    def summary(self) -> str:
        """Every difference in a few words."""
        return "; ".join(
            [*(f"{each.field}: {each.expected} became {each.found}" for each in self.fields), *map(str, self.facts)]
        )


def count(expected: Shown) -> Mapping[str, int]:
    """How many facts of each kind are to be shown."""
    there = Counter({name: len(values) for name, values in expected.fields.items()})
    there.update(facts_of(expected.html).totals)
    return +there


def compare_shown(expected: Shown, found: Shown, fairness: Mapping[str, bool]) -> Comparison:
    """Everything in which the two differ. What is not expected to be said at all is not looked at."""
    there: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    fields: list[FieldDifference] = []
    for name, values in expected.fields.items():
        there[name] += len(values)
        shown = found.fields.get(name, ())
        if values != shown:
            fields.append(_difference(name, values, shown))
            lost[name] += (Counter(values) - Counter(shown)).total()
    source = facts_of(expected.html)
    result = source if expected.html == found.html else facts_of(found.html)
    facts = compare(source, result, **fairness)
    there.update(source.totals)
    for each in facts:
        lost[each.kind] += len(each.lost)
    arrived = {kind: max(number - lost[kind], 0) for kind, number in there.items() if number}
    return Comparison(fields=tuple(fields), facts=facts, there=+there, arrived=arrived)


def _difference(name: str, expected: tuple[str, ...], found: tuple[str, ...]) -> FieldDifference:
    """What was lost and what was added; where nothing was, the whole, in two orders."""
    lost, added = Counter(expected) - Counter(found), Counter(found) - Counter(expected)
    if not lost and not added:
        return FieldDifference(field=name, expected=_text(expected), found=_text(found))
    return FieldDifference(field=name, expected=_text(tuple(lost.elements())), found=_text(tuple(added.elements())))


def _text(values: tuple[str, ...]) -> str:
    shown = ", ".join(f"“{value[:_LONGEST_VALUE]}”" for value in values[:_SHOWN_VALUES])
    return (shown or _NOTHING) + (f" and {len(values) - _SHOWN_VALUES} more" if len(values) > _SHOWN_VALUES else "")
