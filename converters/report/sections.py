"""The parts of the report: the ledger, the facts, the posts that differ, rules, files, addresses, years."""

from collections import Counter

from converters.html import Element
from converters.report.charts import bar, columns, stacked
from converters.report.comparison import side_by_side
from converters.report.elements import Part, beside, count_of, element, foreign, outward, table
from converters.report.findings import REASONS, Findings, Item, Unknown, plain
from converters.report.problems import badge, listed, overview, place_of
from converters.report.rules import rules_for
from converters.report.subjects import SUBJECTS

Section = tuple[str, str, list[Part]]
"""Its id, its heading, and what is in it."""


def sections_of(findings: Findings) -> list[Section]:
    """Every part that has something to say, in order."""
    before = {"posts": differing(findings), "rules": rules(findings), "addresses": moved(findings)}
    of_subjects: dict[str, Section] = {
        subject: (subject, heading, [*before.get(subject, ()), *listed(findings, subject)])
        for subject, heading in SUBJECTS.items()
    }
    made: list[Section] = [
        ("ledger", "What became of every item", ledger(findings)),
        ("facts", "What readers see", facts(findings)),
        of_subjects.pop("posts"),
        ("problems", "Problems by kind", [overview(findings)] if findings.kinds else []),
        *of_subjects.values(),
        ("years", "Posts by year", years(findings)),
    ]
    return [section for section in made if section[2]]


def ledger(findings: Findings) -> list[Part]:
    """The sum, and the items behind it."""
    books = findings.ledger
    if books is None:
        return []
    verb = "would be written" if findings.rehearsed else "written"
    fates = f"{books.written:,} {verb} + {books.left_out.total():,} left out + {books.failed:,} failed"
    parts: list[Part] = [
        element(
            "p",
            f"{books.read:,} read = {fates}",
            class_="sum",
        ),
        stacked(
            [(books.written, "written"), (books.left_out.total(), "left"), (books.failed, "loss")],
            fates,
        ),
    ]
    if books.left_out:
        parts.append(_counted("Left out", ["Reason", "Items"], books.left_out))
    for (outcome, reason, known), count in sorted(findings.fate_counts.items()):
        items = findings.fates[outcome, reason, known]
        label = f"{verb if outcome == 'written' else outcome}{f': {reason}' if reason else ''}"
        more = count - len(items)
        parts.append(
            element(
                "details",
                element("summary", foreign(label, "strong"), " ", element("span", count, class_="count")),
                element("ul", *(_item(findings, item) for item in items), class_="lines"),
                element("p", f"… and {more:,} more.", class_="more") if more else None,
            )
        )
    return parts


def _item(findings: Findings, item: Item) -> Element:
    name = beside(findings.files, item.path, foreign(item.name or "an item without a name"))
    old: list[Part] = [" ", element("span", outward(item.old), class_="origin")] if item.old else []
    return element("li", name, *old, class_="row")


def _counted(caption: str, headings: list[str], counter: Counter[str]) -> Element:
    """Words by how often they occur, the most frequent ones first."""
    ordered = sorted(counter.items(), key=lambda each: (-each[1], each[0]))
    rows: list[list[Part]] = [[foreign(plain(word)), number] for word, number in ordered[:REASONS]]
    if len(ordered) > REASONS:
        rows.append([f"… and {len(ordered) - REASONS:,} others", sum(number for _, number in ordered[REASONS:])])
    return table(caption, headings, rows, numbers=(1,))


def facts(findings: Findings) -> list[Part]:
    """How many facts of each kind the source has, and how many of them arrived."""
    verdict = findings.verdict
    if verdict is None:
        return []
    intact = f"{verdict.intact:,} of {count_of(verdict.compared, 'post')} arrived as the source has them"
    counted = [
        count_of(verdict.missing, "post missing", "posts missing"),
        count_of(verdict.doubled, "post doubled", "posts doubled"),
        count_of(verdict.surplus, "post more than the source has", "posts more than the source has"),
    ]
    parts: list[Part] = [
        element(
            "p",
            f"{intact}; {', '.join(counted)}.",
            class_="sum",
        ),
        element("p", "What readers see was made by ", foreign(plain(verdict.rendered_by)), ".")
        if verdict.rendered_by
        else None,
    ]
    rows: list[list[Part]] = []
    for kind, total in sorted(verdict.facts.items(), key=lambda each: (-each[1], each[0]))[:REASONS]:
        arrived = verdict.arrived[kind]
        share = arrived / total if total else 1.0
        look = "written" if arrived == total else "loss"
        percent = "100 %" if arrived == total else f"{min(share * 100, 99.99):.2f} %"
        words = plain(f"{arrived:,} of {total:,} {kind.replace('_', ' ')}")
        rows.append([words, bar(share, look), percent])
    if rows:
        parts.append(table("Facts that arrived", ["Facts", "", "Share"], rows, numbers=(2,)))
    for caption, counter in (
        ("What the destination cannot hold", verdict.dropped),
        ("Left out on purpose", verdict.left_out),
    ):
        if counter:
            parts.append(_counted(caption, ["What", "How many"], counter))
    return parts


def differing(findings: Findings) -> list[Part]:
    """The posts that are not as the source has them, both sides beside each other."""
    parts: list[Part] = []
    for post in findings.differing:
        rows, more = side_by_side(post)
        shown: list[list[Part]] = [
            [what, element("span", *source), element("span", *result)] for what, source, result in rows
        ]
        parts.append(
            element(
                "details",
                element("summary", badge(post.severity), " ", foreign(plain(post.where.post or post.key), "strong")),
                element("p", "It stands at ", beside(findings.files, post.place, foreign(plain(post.place))), ".")
                if post.place
                else None,
                table("Source and result", ["What", "In the source", "In the destination"], shown, titled=False),
                element("p", f"… and {count_of(more, 'more place')}.", class_="more") if more else None,
                class_="kind post",
                open=True,
            )
        )
    return parts


def rules(findings: Findings) -> list[Part]:
    """What nobody knows, with an example of each, and a file of rules that would handle it."""
    parts: list[Part] = []
    for what, names in sorted(findings.unknown.items(), reverse=True):
        ordered = sorted(names.items(), key=lambda each: (-each[1].count, each[0]))
        rows: list[list[Part]] = [_unknown(findings, name, unknown) for name, unknown in ordered]
        headings = ["Name", "Occurs", "Posts", "Example", "First in"]
        parts.append(table(f"Unknown {what}", headings, rows, numbers=(1, 2)))
        if findings.nameless[what]:
            parts.append(element("p", f"… and {findings.nameless[what]:,} more, of other names.", class_="more"))
    text = rules_for(findings.unknown)
    if text:
        parts.append(
            element(
                "p",
                "Write these rules into a file, change them to what your readers saw, and convert again with ",
                element("code", "--rules FILE"),
                ": a template, ",
                element("code", '"unwrap"'),
                " (the content alone), ",
                element("code", '"keep"'),
                " or ",
                element("code", '"drop"'),
                ".",
            )
        )
        parts.append(element("pre", element("code", text), tabindex="0", role="group", aria_label="Rules"))
    return parts


def _unknown(findings: Findings, name: str, unknown: Unknown) -> list[Part]:
    example = foreign(unknown.example, "code") if unknown.example else None
    return [foreign(name, "code"), unknown.count, unknown.posts, example, place_of(findings, unknown.first)]


def moved(findings: Findings) -> list[Part]:
    """The posts whose address is another one now."""
    if not findings.moved:
        return []
    more = findings.moved_count - len(findings.moved)
    moved_ = count_of(findings.moved_count, "post has another address", "posts have another address")
    rows: list[list[Part]] = [[outward(item.old), foreign(item.address), foreign(item.name)] for item in findings.moved]
    return [
        element(
            "p",
            f"{moved_} than in the old blog. ",
            element("code", "convert redirects"),
            " writes where each old address leads now, for the server that has the new site.",
        ),
        element(
            "details",
            element(
                "summary",
                element("strong", "Old and new addresses"),
                " ",
                element("span", findings.moved_count, class_="count"),
            ),
            table("Addresses that moved", ["In the old blog", "Now", "Post"], rows),
            element("p", f"… and {more:,} more.", class_="more") if more else None,
        ),
    ]


def years(findings: Findings) -> list[Part]:
    """A column for each year."""
    if not findings.years:
        return []
    total = findings.years.total()
    busiest = max(findings.years, key=lambda year: (findings.years[year], -year))
    words = (
        f"{count_of(total, 'item')} with a date, {min(findings.years)} to {max(findings.years)}; "
        f"most in {busiest}: {findings.years[busiest]:,}"
    )
    return [element("p", f"{words}."), columns(findings.years, f"Items by year: {words}")]
