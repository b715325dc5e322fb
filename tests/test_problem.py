"""Problems are values with a code, a severity, a place and one sentence."""

import importlib
import json
from dataclasses import dataclass, is_dataclass

import pytest

from converters.problem import NOWHERE, PostFailed, Problem, Severity, Where
from tests.test_imports import MODULES


def every_kind() -> list[type[Problem]]:
    """Every kind that can be reported; what several kinds have in common is none itself."""
    for module in MODULES:
        if module != "converters.__main__":
            importlib.import_module(module)
    kinds = list(Problem.__subclasses__())
    seen: list[type[Problem]] = []
    while kinds:
        kind = kinds.pop()
        kinds.extend(kind.__subclasses__())
        if kind.__module__ in MODULES and kind not in seen:  # slots make a second class of each; the first is dropped
            seen.append(kind)
    common = {base.__qualname__ for kind in seen for base in kind.__bases__ if base is not Problem}
    return [kind for kind in seen if kind.__qualname__ not in common]


def test_sentence_is_made_of_the_facts() -> None:
    assert PostFailed(reason="no body").sentence == "could not be converted: no body"


def test_place_stands_before_the_sentence() -> None:
    problem = PostFailed(reason="x", where=Where(origin="blog.xml:7", post="post 3"))
    assert str(problem) == "blog.xml:7: post 3: could not be converted: x"


def test_place_is_given_once() -> None:
    first, second = Where(origin="a"), Where(origin="b")
    assert PostFailed(reason="x").at(first).at(second).where == first


def test_problem_as_json_has_its_own_facts() -> None:
    facts = json.loads(json.dumps(PostFailed(reason="x").as_dict()))
    assert facts == {
        "code": "post-failed",
        "severity": "loss",
        "origin": "",
        "post": "",
        "sentence": "could not be converted: x",
        "reason": "x",
    }


def test_every_kind_has_a_code_of_its_own_a_severity_and_a_text() -> None:
    codes: dict[str, str] = {}
    for kind in every_kind():
        assert is_dataclass(kind)
        assert isinstance(kind.severity, Severity)
        assert kind.text
        name = f"{kind.__module__}.{kind.__qualname__}"
        assert codes.setdefault(kind.code, name) == name


def test_braces_in_a_fact_are_only_text() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Braces(Problem):
        code = "braces"
        severity = Severity.NOTE
        text = "found {word}"
        word: str

    assert Braces(word="{0.__class__}").sentence == "found {0.__class__}"
    assert Braces(word="x").where == NOWHERE


@pytest.mark.parametrize(("count", "sentence"), [(0, "0 files are"), (1, "1 file is"), (2, "2 files are")])
def test_sentence_has_the_words_that_go_with_its_number(count: int, sentence: str) -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Files(Problem):
        code = "files"
        severity = Severity.NOTE
        text = "{count} {count:file is|files are}"
        count: int

    assert Files(count=count).sentence == sentence
