"""The report in Chromium: no complaint on its console, none by axe-core, and nothing of a source runs."""

from pathlib import Path

import pytest
from PIL import Image

from converters.html import parse
from converters.report import report_page
from tests.conftest import ROOT
from tests.report_browser import look_at, with_script
from tests.report_samples import full_findings, hostile_findings

pytestmark = pytest.mark.chromium

AXE = ROOT / ".venv" / "node" / "node_modules" / "axe-core" / "axe.min.js"
LOOKS = [(400, False), (400, True), (1400, False), (1400, True)]

TELL = """
const tell = told => fetch("/told", {method: "POST", body: JSON.stringify(told)});
"""
CHECK = """
for (const fold of document.querySelectorAll("details")) fold.open = true;
const wide = document.documentElement.scrollWidth, width = innerWidth;
axe.run(document, {resultTypes: ["violations", "incomplete"]}).then(found => tell({
  wide, width,
  violations: found.violations.map(each => [each.id, each.nodes.map(node => node.html.slice(0, 200))]),
  passes: found.passes.length,
}));
"""
SEARCH = """
const words = document.getElementById("words");
const all = [...document.querySelectorAll("#main .row")];
const rows = () => all.filter(row => row.checkVisibility()).map(row => row.textContent);
const type = text => { words.value = text; words.dispatchEvent(new Event("input", {bubbles: true})); };
const told = {shown: !document.getElementById("search").hidden};
type("MORNING 12” arrive");
told.one = rows();
told.found = document.getElementById("found").textContent;
type("");
const [loss] = document.querySelectorAll("#search [value=loss]");
loss.click();
told.kinds = [...document.querySelectorAll("[data-severity]:not([hidden])")].map(fold => fold.id);
loss.click();
document.dispatchEvent(new KeyboardEvent("keydown", {key: "/", bubbles: true}));
told.focused = document.activeElement.id;
location.hash = "#note-media-replaced";
setTimeout(() => { told.open = document.getElementById("note-media-replaced").open; tell(told); }, 100);
"""


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_axe_finds_nothing_that_keeps_anybody_out(tmp_path: Path, width: int, dark: bool) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not here")
    page = with_script(report_page(full_findings()), AXE.read_text(encoding="utf-8") + TELL + CHECK)
    told = look_at(page, tmp_path, width=width, dark=dark).told
    assert told["violations"] == []
    assert told["passes"] > 20
    assert (told["width"], told["wide"]) == (width, width)


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_report_is_shown_without_a_word_on_the_console(tmp_path: Path, width: int, dark: bool) -> None:
    shot = tmp_path / "report.png"
    look = look_at(report_page(full_findings()), tmp_path, width=width, dark=dark, shot=shot)
    assert (look.console, look.requests) == ([], [])
    with Image.open(shot) as picture:
        assert picture.width == width
        corner = picture.convert("L").getpixel((2, 2))
    assert isinstance(corner, int) and (corner < 60 if dark else corner > 200)


def test_search_and_filter_show_what_was_asked_for(tmp_path: Path) -> None:
    told = look_at(with_script(report_page(full_findings()), TELL + SEARCH), tmp_path).told
    assert told["shown"] is True
    assert len(told["one"]) == 1 and "https://example.org/wp-content/12.jpg did not arrive" in told["one"][0]
    assert told["found"] == "1 line"
    assert told["kinds"] and not [kind for kind in told["kinds"] if kind.startswith("loss")]
    assert (told["focused"], told["open"]) == ("words", True)


@pytest.mark.parametrize("guarded", [True, False], ids=["with its policy", "without its policy"])
def test_nothing_of_a_hostile_source_runs_or_leaves(tmp_path: Path, guarded: bool) -> None:
    page = report_page(hostile_findings())
    look = look_at(page if guarded else with_script(page, ""), tmp_path)
    assert look.requests == []
    assert look.console == []
    assert "hacked</title>" not in look.document
    scripts = parse(look.document).elements("script")
    assert len(scripts) == (1 if guarded else 2)


def test_a_script_that_is_not_the_reports_own_does_not_run(tmp_path: Path) -> None:
    page = report_page(full_findings()).replace("</body>", "<script>document.title = 'hacked'</script></body>")
    look = look_at(page, tmp_path)
    assert "hacked</title>" not in look.document
    assert any("Content Security Policy" in line for line in look.console)
