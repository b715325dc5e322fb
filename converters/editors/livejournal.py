"""LiveJournal: elements of its own (`lj`, `lj-cut` …), which hold what follows them where nobody closed them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from converters.editors.pieces import Program, Rule, become
from converters.html import Comment, Element, Text
from converters.problem import Problem, Report, Severity

_NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOfLiveJournal(Problem):
    """What an element names by a number is at LiveJournal alone."""

    code = "part-of-livejournal"
    severity = Severity.LOSS
    text = "<{name}> names {what} by its number, which LiveJournal alone can show"
    name: str
    what: str


def _user(element: Element, report: Report) -> None:
    """The name of somebody, or of a community: a link to the journal."""
    name = element.get("user") or element.get("comm")
    site = element.get("site").strip() or "livejournal.com"
    if not _NAME.fullmatch(name):
        become(element, "span", [Text(name), *element.children])
        return
    host = f"{name.lower().replace('_', '-')}.{site}" if re.fullmatch(r"[a-z.]{4,40}", site) else ""
    words = Text(element.get("title").strip() or name)
    link = Element("a", {"href": f"https://{host}/"}, [words]) if host else words
    become(element, "span", [link, *element.children])


def _cut(element: Element, report: Report) -> None:
    """What the list of posts does not show."""
    label = " ".join(element.get("text").replace("--", "–").split())[:200]
    become(element, "span", [Comment(f"more {label}".strip()), *element.children])


def _spoiler(element: Element, report: Report) -> None:
    summary = Element("summary", None, [Text(element.get("title").strip() or "Spoiler")])
    become(element, "details", [summary, *element.children])


def _elsewhere(what: str) -> Rule:
    def say(element: Element, report: Report) -> None:
        report(PartOfLiveJournal(name=element.name, what=what))
        become(element, "span", element.children)

    return say


_ELEMENTS: Mapping[str, Rule] = {
    "lj": _user,
    "lj-cut": _cut,
    "lj-embed": _elsewhere("something embedded"),
    "lj-poll": _elsewhere("a poll"),
    "lj-spoiler": _spoiler,
}

PROGRAM = Program(
    signs=("<lj",),
    elements=_ELEMENTS,
)
