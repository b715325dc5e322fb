"""Problems by kind: the picture of all of them, and each kind in its part of the report."""

from collections.abc import Iterator

from converters.html import Element
from converters.problem import Severity
from converters.report.charts import bar
from converters.report.elements import Part, beside, count_of, element, foreign, table
from converters.report.findings import Findings, Kind, Known, Shown
from converters.report.subjects import subject_of

_ORDER = (Severity.LOSS, Severity.WARNING, Severity.NOTE)


def kinds_in_order(findings: Findings) -> list[tuple[Kind, Known]]:
    """The worst first, and of those the most frequent."""
    return sorted(findings.kinds.items(), key=lambda each: (_ORDER.index(each[0][0]), -each[1].count, each[0][1]))


def overview(findings: Findings) -> Element:
    """A bar for each kind of problem, leading to where it is listed."""
    kinds = kinds_in_order(findings)
    most = max((known.count for _, known in kinds), default=1)
    rows: list[list[Part]] = [
        [
            badge(severity),
            element("a", code, href=f"#{anchor((severity, code))}"),
            bar(known.count / most, severity),
            known.count,
        ]
        for (severity, code), known in kinds
    ]
    return table("Problems by kind", ["Severity", "Kind", "", "Problems"], rows, numbers=(3,), titled=False)


def listed(findings: Findings, subject: str) -> Iterator[Element]:
    """Every kind of one part of the report, folded up; losses are open unless they are shown at length above."""
    for kind, known in kinds_in_order(findings):
        if subject_of(kind[1]) == subject:
            yield _kind(findings, kind, known, unfolded=kind[0] is Severity.LOSS and subject != "posts")


def badge(severity: Severity) -> Element:
    """The word for a severity, in its colour."""
    return element("span", str(severity), class_=f"badge {severity}")


def anchor(kind: Kind) -> str:
    """Where a kind of problem is listed."""
    return f"{kind[0]}-{kind[1]}"


def place_of(findings: Findings, post: str) -> Part:
    """A post by its name, as a link to its file where there is one."""
    if not post:
        return None
    item = findings.places.get(post)
    return beside(findings.files, item.path, foreign(post)) if item else foreign(post)


def _kind(findings: Findings, kind: Kind, known: Known, *, unfolded: bool) -> Element:
    severity, code = kind
    more = known.count - len(known.first)
    return element(
        "details",
        element(
            "summary", badge(severity), " ", element("strong", code), " ", element("span", known.count, class_="count")
        ),
        element("p", known.about, class_="about") if known.about else None,
        element("ul", *(_line(findings, shown, severity) for shown in known.first), class_="lines"),
        element(
            "p",
            f"… and {count_of(more, 'more of this kind', 'more of this kind')}, which --log FILE keeps.",
            class_="more",
        )
        if more
        else None,
        id=anchor(kind),
        class_="kind",
        data_severity=str(severity),
        open=unfolded,
    )


def _line(findings: Findings, shown: Shown, severity: Severity) -> Element:
    post = place_of(findings, shown.post)
    origin = element("span", shown.origin, class_="origin") if shown.origin else None
    sentence = foreign(shown.sentence, "span")
    return element("li", post, " " if post else None, sentence, " " if origin else None, origin, class_="row")
