"""The real Jekyll, as tests use it: it builds a site, and any complaint of its fails the test."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

STRICTLY = ("--strict_front_matter", "--future", "--drafts", "--unpublished", "--disable-disk-cache", "--trace")
_COMPLAINT = re.compile(r"conflict|warning|skipping|deprecat|error|invalid|does not exist", re.IGNORECASE)


@dataclass(frozen=True)
class BuiltSite:
    """What Jekyll made."""

    folder: Path

    @cached_property
    def pages(self) -> dict[str, LexborHTMLParser]:
        """The pages of posts by the key of the post (`<article data-key>`)."""
        return {key: LexborHTMLParser(self.text(path)) for key, path in self.paths.items()}

    @cached_property
    def paths(self) -> dict[str, str]:
        """The files of posts, below the built site, by the key of the post."""
        found: dict[str, str] = {}
        for file in sorted(self.folder.rglob("*")):
            if file.is_file() and re.fullmatch(r"\.(?:html?|php|aspx?)", file.suffix, re.IGNORECASE):
                for article in LexborHTMLParser(file.read_text(encoding="utf-8")).css("article[data-key]"):
                    key = article.attributes["data-key"] or ""
                    assert key not in found, f"{key} was built twice"
                    found[key] = file.relative_to(self.folder).as_posix()
        return found

    def text(self, path: str) -> str:
        """A built file by its path."""
        return (self.folder / path).read_text(encoding="utf-8")


def build(site: Path, *options: str, strictly: tuple[str, ...] = STRICTLY) -> BuiltSite:
    """Build a site beside its sources; a word of complaint is an error. Skips where there is no Jekyll."""
    jekyll = shutil.which("jekyll")
    if jekyll is None:
        pytest.skip("Jekyll is not installed")
    public = site.with_name(f"{site.name}-built")
    command = [jekyll, "build", *strictly, "--source", str(site), "--destination", str(public), *options]
    environment = {**os.environ, "LANG": "C.UTF-8", "JEKYLL_ENV": "production"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False, env=environment)
    said = "\n".join(line for line in (done.stdout + done.stderr).splitlines() if str(site) not in line)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not _COMPLAINT.search(said), done.stdout + done.stderr
    return BuiltSite(public)
