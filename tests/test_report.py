"""The report: everything is in it, it is bounded, and nothing that comes from a source is more than text."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from converters.ledger import Fate, Ledger
from converters.pipeline import convert
from converters.post import Entry
from converters.problem import Problem, Severity, Where
from converters.report import Findings, Gathering, report_page
from converters.report.findings import ITEMS, LISTED, NAMES, REASONS, Unknown
from converters.report.rules import rules_for
from converters.wordpress.rules.reading import read_rules
from converters.wordpress.shortcodes.unknown import UnknownShortcode
from converters.wordpress.wxr import WxrReader
from tests.conftest import ROOT
from tests.report_samples import HOSTILE, NOON, full_findings, hostile_findings
from tests.test_cli import Run, run
from writers.hugo import HugoWriter
from writers.media.reports import MediaLost

EXPORT = ROOT / "fixtures" / "exports" / "small-blog" / "export.xml"

__all__ = ["run"]


@pytest.fixture(scope="module")
def page() -> LexborHTMLParser:
    return LexborHTMLParser(report_page(full_findings()))


def one(within: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    found = within.css(selector)
    assert found, f"nothing is {selector}"
    return found[0]


def text_of(page: LexborHTMLParser, selector: str) -> str:
    return " ".join(" ".join(node.text(separator=" ") for node in page.css(selector)).split())


def test_report_shows_the_ledger_and_what_became_of_each_item(page: LexborHTMLParser) -> None:
    assert "93 read = 59 written + 33 left out + 1 failed" in text_of(page, "#ledger")
    assert "a file, described with the media 31" in text_of(page, "#ledger table")
    assert len([row for row in page.css("#ledger li.row") if "A morning" in row.text()]) == 59


def test_report_shows_how_many_facts_arrived(page: LexborHTMLParser) -> None:
    assert "29,207 of 29,209 words" in text_of(page, "#facts")
    assert "210 of 210 headings" in text_of(page, "#facts")
    assert "99.99 %" in text_of(page, "#facts") and "hugo 0.168.0" in text_of(page, "#facts")


def test_report_marks_the_lost_words_of_a_post_between_their_neighbours(page: LexborHTMLParser) -> None:
    words = [row for row in page.css("#posts .post tr.row") if one(row, "td").text() == "words"]
    lost, changed = words[0].css("td"), words[1].css("td")
    assert "Nobody minded the cold wind" in lost[1].text() and one(lost[1], "del").text() == "cold"
    assert "Nobody minded the wind" in lost[2].text() and lost[2].css_first("ins") is None
    assert (one(changed[1], "del").text(), one(changed[2], "ins").text()) == ("back", "home")
    assert "https://example.org/tide/ The tide table" in text_of(page, "#posts del")


def test_report_links_every_problem_of_a_post_to_its_file(page: LexborHTMLParser) -> None:
    [link] = page.css("#warning-address-taken li.row:first-child a")
    assert link.text() == "post 10 “A morning 10”"
    assert link.attributes["href"] == "./site/content/posts/2019-01-01-morning%2010.md"


def test_report_shows_files_that_did_not_arrive_and_addresses_that_moved(page: LexborHTMLParser) -> None:
    assert "https://example.org/wp-content/6.jpg did not arrive: 404 Not Found" in text_of(page, "#media")
    moved = page.css("#addresses table tr.row")
    assert len(moved) == 11
    assert one(moved[0], "a").attributes["href"] == "https://example.org/2014/morning-5/"
    assert "/2014/morning-5-2/" in moved[0].text()


def test_report_draws_posts_by_year_and_problems_by_kind(page: LexborHTMLParser) -> None:
    assert len(page.css("#years svg rect.bar")) == 11
    assert len(page.css("#problems svg")) == len(full_findings().kinds)


def test_address_that_only_differs_in_its_encoding_has_not_moved() -> None:
    gathering = Gathering()
    entry = Entry(key="1", url="https://example.org/2019/caf%C3%A9/", date=NOON)
    gathering.settle(Fate(outcome="written", where=Where(post="x"), entry=entry, path="x", address="/2019/café/"))
    assert gathering.findings.moved == []


def test_rules_of_the_report_are_rules_that_can_be_read(page: LexborHTMLParser, tmp_path: Path) -> None:
    text = one(page, "#rules pre code").text()
    (tmp_path / "rules.toml").write_text(text, encoding="utf-8")
    rules = read_rules(tmp_path / "rules.toml")
    assert (list(rules.shortcodes), list(rules.blocks)) == (["advert", "recipe"], ["acme/quote"])


def test_rules_of_the_report_handle_what_was_unknown(tmp_path: Path) -> None:
    start = "<content:encoded><![CDATA["
    unknown = f'{start}[herb_card title="Tea & more"]Steep.[/herb_card]\n\n[nobody_knows id="1"]\n\n<!-- wp:acme/x /-->'
    (tmp_path / "blog.xml").write_text(EXPORT.read_text(encoding="utf-8").replace(start, unknown), encoding="utf-8")
    gathering, left = Gathering(), Gathering()
    convert(tmp_path / "blog.xml", tmp_path / "a", reader=WxrReader(), writer=HugoWriter(), report=gathering.add)
    assert set(gathering.findings.unknown["shortcodes"]) == {"herb_card", "nobody_knows"}
    assert (
        gathering.findings.unknown["shortcodes"]["herb_card"].example == '[herb_card title="Tea & more"]…[/herb_card]'
    )
    rules = tmp_path / "rules.toml"
    rules.write_text(rules_for(gathering.findings.unknown), encoding="utf-8")
    reader = WxrReader(rules=str(rules))
    convert(tmp_path / "blog.xml", tmp_path / "b", reader=reader, writer=HugoWriter(), report=left.add)
    assert left.findings.unknown == {}
    assert any("Tea" in file.read_text("utf-8") for file in (tmp_path / "b/content").rglob("*.md"))


def test_name_that_no_rule_can_have_gets_none() -> None:
    assert rules_for({"shortcodes": {'a"] = 1\n[b': Unknown(example="[x]")}, "blocks": {"no block": Unknown()}}) == ""


def many(number: int) -> Iterator[Problem]:
    for n in range(number):
        where = Where(origin=f"blog.xml:{n}", post=f"post {n} “{'long title ' * 100}”")
        yield MediaLost(url=f"https://example.org/{n}", reason="gone " * 1000, where=where)
        yield UnknownShortcode(name=f"name-{n}", count=1, example="[x " + "y" * 5000, where=where)


def test_report_of_a_hundred_thousand_problems_has_a_bounded_size() -> None:
    gathering = Gathering()
    for problem in many(50_000):
        gathering.add(problem)
        gathering.settle(Fate(outcome="written", where=problem.where, path="a.md"))
        gathering.settle(Fate(outcome="left out", where=problem.where, reason=f"status {problem.where.post}"))
    text = report_page(gathering.findings)
    assert len(text) < 2_500_000
    page = LexborHTMLParser(text)
    assert len(page.css("#loss-media-lost li.row")) == LISTED
    assert f"and {50_000 - LISTED:,} more" in text_of(page, "#loss-media-lost")
    assert f"and {50_000 - NAMES:,} more, of other names" in text_of(page, "#rules")
    assert len(gathering.findings.fates["written", "", False]) == ITEMS
    assert len(gathering.findings.fates) <= REASONS + 1
    assert len(gathering.findings.places) <= 2 * LISTED + NAMES


def test_same_findings_give_the_same_report() -> None:
    assert report_page(full_findings()) == report_page(full_findings())


def test_report_is_whole_without_its_script(page: LexborHTMLParser) -> None:
    assert [node.attributes.get("id") for node in page.css("[hidden]")] == ["search"]
    assert not page.css("body [style], link, img, iframe, object, embed")


def test_report_allows_its_own_script_and_style_and_nothing_else(page: LexborHTMLParser) -> None:
    policy = one(page, "meta[http-equiv]").attributes["content"] or ""
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy and "http" not in policy


def test_hostile_source_adds_no_element_attribute_or_address_of_its_own() -> None:
    page = LexborHTMLParser(report_page(hostile_findings()))
    assert len(page.css("script")) == 1 and len(page.css("style")) == 1
    assert {node.tag for node in page.css("main *")} <= {
        *("section", "h2", "p", "div", "table", "caption", "thead", "tbody", "tr", "th", "td", "details", "summary"),
        *("ul", "li", "a", "bdi", "span", "strong", "code", "pre", "em", "del", "ins", "svg", "title", "rect", "line"),
        "text",
    }
    names = {name for node in page.css("*") for name in node.attributes}
    assert not [name for name in names if name.startswith("on")]
    for link in page.css("a[href], [src]"):
        assert re.match(r"#|\./|\.\./|https?://", link.attributes.get("href") or ""), link.html
    assert not re.search("[\x00\x1b\u202e]", page.html or "")
    shown = one(page, "main").text()
    for text in HOSTILE[:-1]:
        assert text in shown


def test_every_relative_link_of_a_written_report_leads_to_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    report = tmp_path / "reports" / "report.html"
    code, _, _ = run("hugo", EXPORT, tmp_path / "site", "--report", report, "--jobs", 1)
    assert code == 0
    page = LexborHTMLParser(report.read_text(encoding="utf-8"))
    links = [unquote(node.attributes["href"] or "") for node in page.css("#ledger a")]
    relative = [link for link in links if link.startswith(".")]
    assert len(relative) == 12
    assert all((report.parent / link).is_file() for link in relative)
    assert one(page, "h1").text() == "Every item is accounted for"


def test_report_does_not_depend_on_the_number_of_processes(run: Run, tmp_path: Path) -> None:
    for jobs in (1, 2):
        run("hugo", EXPORT, tmp_path / "site", "--force", "--report", tmp_path / f"{jobs}.html", "--jobs", jobs)
    assert (tmp_path / "1.html").read_bytes() == (tmp_path / "2.html").read_bytes()


def test_report_that_cannot_be_written_is_one_sentence(run: Run, tmp_path: Path) -> None:
    code, _, err = run("posts", EXPORT, tmp_path / "posts", "--report", tmp_path / "no" / "report.html", "--jobs", 1)
    assert (code, err.count("\n")) == (2, 1) and "--report" in err


def test_report_of_nothing_is_a_page_all_the_same() -> None:
    assert one(LexborHTMLParser(report_page(Findings(ledger=Ledger()))), "h1").text() == "Every item is accounted for"


def test_losses_come_first_and_are_open(page: LexborHTMLParser) -> None:
    severities = [one(row, ".badge").text() for row in page.css("#problems tr.row")]
    assert severities == sorted(severities, key=[str(each) for each in reversed(Severity)].index)
    assert "open" in one(page, "#loss-media-lost").attributes


def test_report_of_a_verification_marks_the_damaged_word_of_the_damaged_post(run: Run, tmp_path: Path) -> None:
    posts, report = tmp_path / "posts.jsonl", tmp_path / "report.html"
    assert run("posts", EXPORT, posts, "--jobs", 1)[0] == 0
    text = posts.read_text(encoding="utf-8")
    posts.write_text(text.replace("Nobody minded", "Nobody cared"), encoding="utf-8")
    code, out, _ = run("verify", "posts", EXPORT, posts, "--report", report, "--jobs", 1)
    page = LexborHTMLParser(report.read_text(encoding="utf-8"))
    assert code == 1 and "The report: " in out
    assert one(page, "h1").text().startswith("1 of ") and "did not arrive as they were" in one(page, "h1").text()
    assert "A quiet morning" in text_of(page, "#posts .post summary")
    assert "minded." in text_of(page, "#posts .post td:nth-child(2) del")
    assert "cared." in text_of(page, "#posts .post td:nth-child(3) ins")
    assert "words" in text_of(page, "#facts table")
