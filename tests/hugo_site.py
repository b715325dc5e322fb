"""The real Hugo, as tests use it: it builds a site, and any complaint of its fails the test."""

import re
import subprocess
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import distribution
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

HUGO = Path(str(distribution("hugo").locate_file("hugo/binaries/hugo")))
STRICTLY = ("--panicOnWarning", "--printPathWarnings", "--quiet", "--buildDrafts", "--buildFuture", "--buildExpired")


@dataclass(frozen=True)
class BuiltSite:
    """What Hugo made."""

    folder: Path

    @cached_property
    def pages(self) -> dict[str, LexborHTMLParser]:
        """The pages of posts by the key of the post (`<article data-key>`)."""
        found: dict[str, LexborHTMLParser] = {}
        for file in sorted(self.folder.rglob("*")):
            if file.is_file() and re.fullmatch(r"\.(?:html?|php|aspx?)", file.suffix, re.IGNORECASE):
                page = LexborHTMLParser(file.read_text(encoding="utf-8"))
                for article in page.css("article[data-key]"):
                    key = article.attributes["data-key"] or ""
                    assert key not in found, f"{key} was built twice"
                    found[key] = page
        return found

    def text(self, path: str) -> str:
        """A built file by its path."""
        return (self.folder / path).read_text(encoding="utf-8")


def build(site: Path, *options: str, hugo: Path = HUGO, strictly: tuple[str, ...] = STRICTLY) -> BuiltSite:
    """Build a site beside its sources; a warning, or two pages for one path, is an error."""
    public = site.with_name(f"{site.name}-built")
    command = [str(hugo), *strictly, "--source", str(site), "--destination", str(public), *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not done.stdout.strip() + done.stderr.strip(), done.stdout + done.stderr
    return BuiltSite(public)
