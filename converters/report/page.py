"""The whole report as one HTML file: nothing in it is fetched, and nothing but its own few lines of script can run."""

import base64
import hashlib
from functools import cache
from importlib.resources import files

from converters.html import Element, escape, serialise
from converters.problem import Severity
from converters.report.elements import Part, count_of, element, foreign
from converters.report.findings import Findings, plain
from converters.report.sections import sections_of

_DOCUMENT = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{style_hash}'; \
script-src '{script_hash}'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
{body}
<script>{script}</script>
</body>
</html>
"""


def report_page(findings: Findings) -> str:
    """The report. The same findings give the same text."""
    style, script = _resource("style.css"), _resource("search.js")
    return _DOCUMENT.format(
        title=escape(plain(_title(findings))),
        style=style,
        style_hash=_hash(style),
        script=script,
        script_hash=_hash(script),
        body=serialise(element("body", *_body(findings))),
    )


def _body(findings: Findings) -> list[Element]:
    sections = sections_of(findings)
    links = [element("li", element("a", heading, href=f"#{id_}")) for id_, heading, _ in sections]
    shown = [
        element(
            "section", element("h2", heading, id=f"{id_}-heading"), *parts, id=id_, aria_labelledby=f"{id_}-heading"
        )
        for id_, heading, parts in sections
    ]
    return [
        element("a", "Skip to the report", href="#main", class_="skip"),
        element(
            "header",
            element("p", "portpress", class_="brand"),
            element("h1", _verdict(findings)),
            _route(findings),
            _tiles(findings),
            class_="top",
        ),
        element("nav", element("ul", *links), aria_label="Parts of the report"),
        _search(),
        element("main", *shown, id="main", tabindex="-1"),
        element("footer", element("p", "Long lists show their first lines; every number counts all of them.")),
    ]


def _title(findings: Findings) -> str:
    return f"Report: {findings.title}" if findings.title else "Report"


def _route(findings: Findings) -> Element:
    arrow = element("span", " → ", aria_hidden="true")
    parts: list[Part] = [foreign(findings.source), element("span", " to ", class_="unseen"), arrow]
    return element("p", *parts, foreign(findings.destination), class_="route")


def _verdict(findings: Findings) -> str:
    """The whole report in one sentence."""
    books, verdict = findings.ledger, findings.verdict
    if verdict is not None:
        if verdict.proven:
            return f"Proven: {count_of(verdict.compared, 'post')} arrived as the source has them"
        return (
            f"{verdict.compared - verdict.intact:,} of {count_of(verdict.compared, 'post')} did not arrive as they were"
        )
    if books is None:
        return _title(findings)
    if not books.balances:
        return "The ledger does not balance: please report it"
    if books.complete:
        return "Every item is accounted for"
    return f"Not everything arrived: {count_of(books.losses + books.failed, 'loss', 'losses')}"


def _tiles(findings: Findings) -> Element:
    """The most important numbers, large."""
    books, totals = findings.ledger, findings.totals
    shown: list[tuple[int, str, str]] = []
    if books is not None:
        verb = "would be written" if findings.rehearsed else "written"
        shown = [(books.read, "read", ""), (books.written, verb, "written"), (books.left_out.total(), "left out", "")]
        shown += [(books.failed, "failed", "loss" if books.failed else "")]
    elif findings.verdict is not None:
        shown = [(findings.verdict.compared, "compared", ""), (findings.verdict.intact, "intact", "written")]
    for severity, word in ((Severity.LOSS, "losses"), (Severity.WARNING, "warnings"), (Severity.NOTE, "notes")):
        number = totals.get(severity, 0)
        shown.append((number, word, str(severity) if number else ""))
    tiles = [
        element("div", element("dt", word), element("dd", number), class_=f"tile {look}".strip())
        for number, word, look in shown
    ]
    return element("dl", *tiles, class_="tiles")


def _search() -> Element:
    """What the script brings to life; hidden without it."""
    boxes = [
        element("label", element("input", type="checkbox", checked=True, value=str(severity)), f" {severity}")
        for severity in (Severity.LOSS, Severity.WARNING, Severity.NOTE)
    ]
    return element(
        "form",
        element(
            "label",
            "Search ",
            element("input", type="search", id="words", autocomplete="off", placeholder="word, post, code …"),
        ),
        element("fieldset", element("legend", "Show", class_="unseen"), *boxes),
        element("output", id="found", aria_live="polite"),
        id="search",
        role="search",
        hidden=True,
    )


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def _resource(name: str) -> str:
    return files("converters.report").joinpath(name).read_text(encoding="utf-8")
