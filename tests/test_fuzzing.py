"""A short taste of the fuzzing in every run of the tests; `python -m tests.fuzz TARGET` goes on as long as asked."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.mutation import Mutator
from tests.fuzz.targets import TARGETS


@pytest.mark.parametrize("name", TARGETS)
def test_target_takes_whatever_comes(name: str) -> None:
    target = TARGETS[name]
    mutator = Mutator(list(target.seeds()), target.words, target.longest, seed=2)
    for _ in range(200):
        data = mutator.next()
        try:
            target.run(data)
        except Exception as error:
            raise AssertionError(f"{name} fails over {data!r}") from error


def test_inputs_are_the_same_for_the_same_number() -> None:
    made = [[Mutator([b"abc" * 99], ["<x>"], 200, seed).next() for _ in range(50)] for seed in (1, 1, 2)]
    assert made[0] == made[1] != made[2]


def test_a_failing_input_is_kept_and_said(tmp_path: Path) -> None:
    program = (
        "import sys, dataclasses, tests.fuzz.targets as t, tests.fuzz.__main__ as m\n"
        "t.TARGETS = {'x': dataclasses.replace(t.TARGETS['spyc'], run=lambda data: 1 / 0)}\n"
        f"sys.argv = ['', 'x', '--blind', '--runs', '5', '--found', {str(tmp_path)!r}]\n"
        "m.main()"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode != 0
    [kept] = tmp_path.iterdir()
    assert str(kept) in done.stdout
