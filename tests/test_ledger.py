"""The ledger: every item and every problem is counted once, and each item's fate is told."""

from typing import Any

from converters.formats import LeftOut, Written
from converters.ledger import Account, Fate, Ledger
from converters.post import Entry
from converters.problem import ItemLeftOut, ItemLost, Where
from writers.addresses import AddressChanged

HERE = Where(post="Here")
THERE = Where(post="There")


def account(*keys: str) -> tuple[Account, list[Fate]]:
    """An account in which these items are under way."""
    told: list[Fate] = []
    entries = {key: Entry(key=key, title=f"Post {key}") for key in keys}
    accounted = Account(Ledger(read=len(keys)), told.append, entries)
    for key in keys:
        accounted.take(key, HERE)
    return accounted, told


def test_items_that_a_reader_loses_are_read_and_failed_one_by_one() -> None:
    accounted, told = account()
    accounted.note(ItemLost(reason="no end", where=HERE))
    accounted.note(ItemLost(reason="no end", where=THERE))
    ledger = accounted.ledger
    assert (ledger.read, ledger.failed, ledger.losses, ledger.warnings) == (2, 2, 2, 0)
    assert ledger.problems == {ItemLost.code: 2}
    assert ledger.balances and not ledger.complete
    assert told == [Fate(outcome="failed", where=HERE), Fate(outcome="failed", where=THERE)]


def test_items_that_a_reader_passes_over_are_read_and_left_out_with_their_reason() -> None:
    accounted, told = account()
    for where in (HERE, THERE):
        accounted.note(ItemLeftOut(reason="a cache", where=where))
    ledger = accounted.ledger
    assert (ledger.read, ledger.left_out, ledger.failed) == (2, {"a cache": 2}, 0)
    assert ledger.balances and ledger.complete
    assert told == [Fate(outcome="left out", where=each, reason="a cache") for each in (HERE, THERE)]


def test_every_item_under_way_has_one_fate() -> None:
    accounted, told = account("1", "2", "3")
    accounted.receive(Written(key="1", path="one.md", address="/one/"))
    accounted.receive(LeftOut(key="2", reason="edited"))
    accounted.fail("3")
    ledger = accounted.ledger
    assert (ledger.written, ledger.left_out, ledger.failed) == (1, {"edited": 1}, 1)
    assert ledger.balances and not ledger.complete
    entries = accounted.entries
    assert told == [
        Fate(outcome="written", where=HERE, entry=entries["1"], path="one.md", address="/one/"),
        Fate(outcome="left out", where=HERE, entry=entries["2"], reason="edited"),
        Fate(outcome="failed", where=HERE, entry=entries["3"]),
    ]


def test_a_second_receipt_and_a_second_failure_count_nothing() -> None:
    accounted, told = account("1")
    accounted.receive(Written(key="1", path=""))
    accounted.receive(Written(key="1", path=""))
    accounted.receive(LeftOut(key="unknown", reason="x"))
    accounted.fail("1")
    accounted.fail("unknown")
    assert (accounted.ledger.written, accounted.ledger.failed, len(told)) == (1, 0, 1)
    assert accounted.ledger.balances


def test_a_ledger_that_misses_an_item_does_not_balance() -> None:
    assert not Ledger(read=2, written=1).balances
    assert not Ledger(read=2, written=1).complete
    assert Ledger(read=1, written=1).complete
    assert not Ledger(read=1, written=1, losses=1).complete


def test_warnings_are_counted_and_leave_the_ledger_complete() -> None:
    accounted, told = account()
    for wanted in ("/a", "/b"):
        accounted.note(AddressChanged(wanted=wanted, given="/c"))
    ledger = accounted.ledger
    assert (ledger.warnings, ledger.losses, ledger.problems.total(), told) == (2, 0, 2, [])
    assert ledger.complete


def test_a_reason_is_counted_for_every_item_that_is_left_out() -> None:
    accounted, _ = account()
    for key in ("1", "2"):
        accounted.leave_out(key, HERE, "draft")
    assert accounted.ledger.left_out == {"draft": 2}


def test_a_ledger_as_a_dict_has_every_count_and_its_reasons_in_order() -> None:
    ledger = Ledger(read=4, written=1, failed=1, losses=1, warnings=3)
    ledger.left_out.update({"b": 1, "a": 1})
    ledger.problems.update({"z": 3, "y": 1})
    told: Any = ledger.as_dict()
    assert told == {
        "read": 4, "written": 1, "left_out": {"a": 1, "b": 1}, "failed": 1, "problems": {"y": 1, "z": 3},
        "losses": 1, "warnings": 3, "balances": True, "complete": False,
    }  # fmt: skip
    assert (list(told["left_out"]), list(told["problems"])) == (["a", "b"], ["y", "z"])
