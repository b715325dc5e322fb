"""The shortcodes that a body calls, as Hugo reads them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

MAX_CALLS = 10_000
"""Shortcodes of one body that are looked at."""

_OPENING = re.compile(r"\{\{([<%])(/\*)?")
_NAME = re.compile(r"\s*+(/?)\s*+([A-Za-z_][\w./-]*)")
_ARGUMENT = re.compile(
    r"""\s*(?:([A-Za-z_][\w-]*)\s*=\s*)?(?:"((?:[^"\\]|\\.)*)"|`([^`]*)`|"""
    r"""((?:(?!/?[>%]\}\}|\{\{[<%])[^\s"`=])++))""",
    re.DOTALL,
)
_END = re.compile(r"\s*+(/?)\s*+([>%])\}\}")
_ESCAPED = re.compile(r"\\(.)")


class Bare(str):
    """An argument without quotes, which Hugo may take for a number or a truth."""

    __slots__ = ()


@dataclass(slots=True)
class Call:
    """A shortcode where it is used."""

    name: str
    source: str
    """As it is written."""
    start: int
    end: int
    closes: bool = False
    complete: bool = False
    """Whether it ends in itself (`/>}}`)."""
    positional: list[str] = field(default_factory=list)
    named: dict[str, str] = field(default_factory=dict)
    literal: str | None = None
    """Of a commented one (`{{</* x */>}}`): what it prints."""

    def argument(self, name: str, position: int = 0) -> str:
        """An argument by its name or place."""
        if name in self.named:
            return self.named[name]
        return self.positional[position] if 0 <= position < len(self.positional) else ""


def calls_in(body: str) -> Iterator[Call]:
    """The calls in their order, closing ones and those that are only shown among them."""
    at = 0
    open_ended: set[str] = set()
    for _ in range(MAX_CALLS):
        opening = _OPENING.search(body, at)
        if not opening:
            return
        kind = opening[1]
        closing = ">" if kind == "<" else "%"
        if opening[2]:
            end = -1 if kind in open_ended else body.find(f"*/{closing}}}}}", opening.end())
            if end < 0:
                open_ended.add(kind)
                at = opening.end()
                continue
            at = end + 5
            literal = f"{{{{{kind}{body[opening.end() : end]}{closing}}}}}"
            yield Call(name="", source=literal, start=opening.start(), end=at, literal=literal)
            continue
        call = _read_call(body, opening, closing)
        at = call.end if call else opening.end()
        if call:
            yield call


def _read_call(body: str, opening: re.Match[str], closing: str) -> Call | None:
    name = _NAME.match(body, opening.end())
    if not name:
        return None
    call = Call(name=name[2].removesuffix(".html"), source="", start=opening.start(), end=0, closes=bool(name[1]))
    at = name.end()
    while True:
        end = _END.match(body, at)
        if end:
            if end[2] != closing:
                return None
            call.end, call.complete = end.end(), bool(end[1])
            call.source = body[call.start : call.end]
            return call
        found = _ARGUMENT.match(body, at)
        if not found or found.end() == at or len(call.named) + len(call.positional) > 100:
            return None
        quoted = found[2]
        value = _ESCAPED.sub(r"\1", quoted) if quoted is not None else found[3]
        value = Bare(found[4]) if value is None else value
        if found[1]:
            call.named[found[1]] = value
        else:
            call.positional.append(value)
        at = found.end()
