"""The real exports, for tests that take each of them; and what must never come out of one."""

import csv
import os
import re
from collections.abc import Iterator
from pathlib import Path

from converters.html import parse
from converters.post import Post, Site, Status
from converters.selection import MACHINERY
from converters.wordpress.wxr import WxrReader
from tests.conftest import ROOT

CORPUS = Path(os.environ.get("PORTPRESS_CORPUS", ROOT.parent / "shared" / "corpus"))
SECRET_STATUSES = (Status.PRIVATE, Status.PENDING, Status.TRASHED)


def real_exports() -> list[Path]:
    """Every WXR file that people or a real WordPress wrote, without the deliberately damaged ones."""
    return sorted([*CORPUS.glob("wxr/*/*"), *CORPUS.glob("genuine/*.xml")])


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


def secrets_of(site: Site, posts: list[Post]) -> Iterator[str]:
    """What no public site may hold: commenters' addresses, and sentences that only hidden posts say."""
    shown = " ".join(f"{post.raw} {post.excerpt}" for post in posts if not is_secret(post))
    shown += f" {site.title} {site.description}"  # a blogger may have put an address of his own there
    said = " ".join(comment.raw for post in posts for comment in post.comments)
    for post in posts:
        for comment in post.comments:
            if len(comment.email) > 6 and comment.email not in shown:
                yield comment.email
            if len(comment.ip) > 6 and comment.ip not in shown + said:
                yield comment.ip
        if is_secret(post) and post.kind not in MACHINERY:
            words = parse(post.raw).text_content().split()
            for start in range(0, len(words) - 7, 8):
                sentence = " ".join(words[start : start + 8])
                if re.search(r"\w{4}", sentence) and sentence not in " ".join(parse(shown).text_content().split()):
                    yield sentence


def is_secret(post: Post) -> bool:
    return post.status in SECRET_STATUSES or post.protected
