"""The real exports, for tests that take each of them; and what must never come out of one."""

import csv
import os
import re
from collections.abc import Iterator
from pathlib import Path

from converters.html import parse
from converters.machinery import MACHINERY
from converters.post import Post, Site, Status
from converters.wordpress.wxr import WxrReader
from tests.conftest import ROOT

CORPUS = Path(os.environ.get("PORTPRESS_CORPUS", ROOT.parent / "shared" / "corpus"))
WHOLE = os.environ.get("PORTPRESS_SWEEP") == "whole"
"""Whether every sweep takes all there is; it takes some of it in turns otherwise."""
SECRET_STATUSES = (Status.PRIVATE, Status.PENDING, Status.TRASHED)


def real_exports() -> list[Path]:
    """Every WXR file that people or a real WordPress wrote, without the deliberately damaged ones."""
    return sorted([*CORPUS.glob("wxr/*/*"), *CORPUS.glob("genuine/*.xml")])


def exports_in_turn(turns: int, turn: int = 0) -> list[Path]:
    """Those of the real exports whose turn it is, one of so many; all of them with `PORTPRESS_SWEEP=whole`."""
    return real_exports() if WHOLE else real_exports()[turn % turns :: turns]


def front_matter_folders() -> list[Path]:
    """Every folder of posts with front matter, whatever exporter wrote it."""
    manifest = CORPUS / "front-matter" / "MANIFEST.tsv"
    if not manifest.exists():
        return []
    with manifest.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    names = {row["local_path"].partition("/")[0] for row in rows}
    return [CORPUS / "front-matter" / name for name in sorted(names)]


def name_of(path: Path) -> str:
    return str(path.relative_to(CORPUS))


def read_whole(path: Path) -> tuple[Site, list[Post]]:
    site, posts = WxrReader().read(path, lambda problem: None)
    return site, list(posts)


def secrets_of(site: Site, posts: list[Post]) -> list[str]:
    """What no public site may hold, each once: commenters' addresses, and sentences that only hidden posts say."""
    shown = " ".join(f"{post.raw} {post.excerpt}" for post in posts if not is_secret(post))
    shown += f" {site.title} {site.description}"  # a blogger may have put an address of his own there
    comments = [comment for post in posts for comment in post.comments]
    said = shown + " ".join(comment.raw for comment in comments)
    emails = dict.fromkeys(comment.email for comment in comments if len(comment.email) > 6)
    ips = dict.fromkeys(comment.ip for comment in comments if len(comment.ip) > 6)
    words = " ".join(parse(shown).text_content().split())
    sentences = dict.fromkeys(
        sentence for post in posts if is_secret(post) and post.kind not in MACHINERY for sentence in sentences_of(post)
    )
    return [
        *(email for email in emails if email not in shown),
        *(ip for ip in ips if ip not in said),
        *(sentence for sentence in sentences if sentence not in words),
    ]


def sentences_of(post: Post) -> Iterator[str]:
    """The words of a post by the eight, without those that hold no word."""
    words = parse(post.raw).text_content().split()
    for start in range(0, len(words) - 7, 8):
        sentence = " ".join(words[start : start + 8])
        if re.search(r"\w{4}", sentence):
            yield sentence


def is_secret(post: Post) -> bool:
    return post.status in SECRET_STATUSES or post.protected
