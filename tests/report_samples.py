"""Findings for reports: one with something in every part, and one of which every text is an attack."""

from datetime import UTC, datetime

from converters.fidelity import compare, facts_of
from converters.ledger import Fate, Ledger
from converters.post import Entry
from converters.problem import ItemLost, Problem, Where
from converters.report import Findings, Gathering
from converters.verification.verdict import FieldDifference, PostDiffers, Verdict
from converters.wordpress.blocks.rendering import UnknownBlock
from converters.wordpress.shortcodes.unknown import UnknownShortcode
from writers.addresses import AddressTaken
from writers.links import LinkLeadsNowhere
from writers.media.reports import MediaLost, MediaReplaced

NOON = datetime(2020, 2, 3, 12, tzinfo=UTC)

SOURCE = """<p>The harbour lies still before sunrise, and only the gulls are up. Nobody minded the cold wind that
came over the water, because everybody knew that the boats would be back by noon, with cod and with news.</p>
<p><a href="https://example.org/tide/">The tide table</a> hangs beside the door.</p>"""
RESULT = """<p>The harbour lies still before sunrise, and only the gulls are up. Nobody minded the wind that came
over the water, because everybody knew that the boats would be home by noon, with cod and with news.</p>
<p>The tide table hangs beside the door.</p>"""

HOSTILE = (
    "<script>fetch('/stolen')</script>",
    "<img src=/stolen onerror=\"document.title='hacked'\">",
    "</title><svg onload=alert(1)>",
    "javascript:document.title='hacked'",
    "\"' onmouseover='document.title=1' x=\"",
    "{{ site.title }} {% include x %} ${7*7} <%= 1 %>",
    "--></style></script><style>@import '/stolen'</style>",
    "&lt;script&gt;",
    "\u202egnp.exe\x00\x1b[31m",
)
"""What an export may carry to be run by whoever looks at it."""


def full_findings() -> Findings:
    """Something in every part."""
    gathering = Gathering()
    for number in range(1, 60):
        year = 2009 + number % 11
        entry = Entry(
            key=str(number),
            id=number,
            title=f"A morning {number}",
            url=f"https://example.org/{year}/morning-{number}/",
            date=NOON.replace(year=year),
        )
        where = Where(origin=f"blog.xml, line {number * 40}", post=f"post {number} “A morning {number}”")
        for problem in _problems(number):
            gathering.add(problem.at(where))
        address = f"/{year}/morning-{number}/" if number % 5 else f"/{year}/morning-{number}-2/"
        path = f"content/posts/{year}-01-01-morning {number}.md"
        gathering.settle(Fate(outcome="written", where=where, entry=entry, path=path, address=address))
    for reason, count in (("private", 2), ("a file, described with the media", 31)):
        for number in range(count):
            where = Where(post=f"attachment {number + 100}")
            gathering.settle(Fate(outcome="left out", where=where, reason=reason))
    gathering.add(ItemLost(reason="its markup ends in the middle", where=Where(origin="blog.xml, line 9,120")))
    gathering.settle(Fate(outcome="failed", where=Where(origin="blog.xml, line 9,120")))
    for number in (7, 8):
        gathering.add(differing(f"post {number} “A morning {number}”"))
    found = gathering.findings
    found.title, found.source, found.destination = "blog.xml", "blog.xml: WXR 1.2 by WordPress 6.4", "site (hugo)"
    found.files = "site/"
    found.ledger = Ledger(read=93, written=59, failed=1, losses=4, warnings=3)
    found.ledger.left_out.update({"private": 2, "a file, described with the media": 31})
    found.verdict = Verdict(rendered_by="hugo 0.168.0", compared=59, intact=57)
    found.verdict.facts.update(words=29_209, links=812, images=96, headings=210, cells=44)
    found.verdict.arrived.update(words=29_207, links=810, images=96, headings=210, cells=44)
    found.verdict.dropped.update({"ping settings": 59})
    return found


def differing(post: str, source: str = SOURCE, result: str = RESULT) -> PostDiffers:
    """A post that lost words and links."""
    facts = compare(facts_of(source), facts_of(result))
    return PostDiffers(
        where=Where(post=post),
        summary="words, links",
        key="7",
        place="content/posts/morning.md",
        fields=(FieldDifference(field="title", expected="A morning", found="A morn"),),
        facts=facts,
        source_html=source,
        result_html=result,
    )


def _problems(number: int) -> list[Problem]:
    found: list[Problem] = []
    if number % 4 == 0:
        found.append(UnknownShortcode(name="recipe", count=2, example='[recipe title="Tea" minutes="4"]…[/recipe]'))
    if number % 9 == 0:
        found.append(UnknownShortcode(name="advert", count=1, example="[advert]"))
        found.append(UnknownBlock(name="acme/quote", count=1, example='<!-- wp:acme/quote {"author":"Ann"} -->'))
    if number % 6 == 0:
        found.append(MediaLost(url=f"https://example.org/wp-content/{number}.jpg", reason="404 Not Found"))
    if number % 7 == 0:
        found.append(MediaReplaced(url=f"https://example.org/{number}-300x200.jpg", given=f"/{number}.jpg"))
    if number % 10 == 0:
        found.append(AddressTaken(wanted="/2012/morning/", given=f"/2012/morning-{number}/"))
        found.append(LinkLeadsNowhere(url="https://example.org/?p=404"))
    return found


def hostile_findings() -> Findings:
    """Every text that a source has a say in is an attack."""
    gathering = Gathering()
    for number, text in enumerate(HOSTILE):
        where = Where(origin=text, post=f"post {number} {text}")
        gathering.add(MediaLost(url=text, reason=text, where=where))
        gathering.add(UnknownShortcode(name=text, count=1, example=text, where=where))
        gathering.add(UnknownBlock(name=text, count=1, example=text, where=where))
        gathering.add(differing(text, f"<p>{text}</p><p>more</p>", f"<p>less {text}</p>"))
        entry = Entry(key=text, title=text, url=text, date=NOON)
        gathering.settle(Fate(outcome="written", where=where, entry=entry, path=text, address=text))
        gathering.settle(Fate(outcome="left out", where=where, entry=entry, reason=text))
    found = gathering.findings
    found.title = found.source = found.destination = " ".join(HOSTILE)
    found.files = "javascript:alert(1)/"
    found.ledger = Ledger(read=18, written=9)
    found.ledger.left_out.update(dict.fromkeys(HOSTILE, 1))
    found.verdict = Verdict(rendered_by=HOSTILE[0], compared=1, intact=0)
    for text in HOSTILE:
        found.verdict.facts[text] = found.verdict.dropped[text] = 1
    return found
