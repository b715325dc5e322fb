"""Ctrl-C in the middle of a conversion: it stops at once and says so, and the next run completes the tree."""

import sys
from pathlib import Path

from tests.kills import is_like
from tests.terminal import terminal

COMMAND = [sys.executable, "-m", "converters", "hugo", "blog.xml"]


def long_export(path: Path, items: int) -> None:
    """An export whose conversion takes a while."""
    body = "".join(f'<p>Line {n} of <b>this</b> text, with [gallery ids="1,2"] and more.</p>' for n in range(40))
    posts = "".join(
        f"<item><title>Post {n}</title><wp:post_id>{n}</wp:post_id><wp:post_name>post-{n}</wp:post_name>"
        f"<wp:post_date>2020-01-01 10:00:00</wp:post_date><wp:status>publish</wp:status>"
        "<wp:post_type>post</wp:post_type>"
        f"<content:encoded><![CDATA[{body}]]></content:encoded></item>"
        for n in range(1, items + 1)
    )
    path.write_text(
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Long</title><link>https://example.org</link>'
        f"<wp:wxr_version>1.2</wp:wxr_version>{posts}</channel></rss>",
        encoding="utf-8",
    )


def test_interrupted_conversion_says_so_and_the_next_run_completes_it(tmp_path: Path) -> None:
    long_export(tmp_path / "blog.xml", 160)
    with terminal([*COMMAND, "site", "--jobs", "2"], tmp_path) as person:
        person.wait_for("Converting")
        person.interrupt()
        assert person.end() == 130
    assert "Traceback" not in person.shown
    assert "interrupted; what was written so far is whole" in person.shown
    with terminal([*COMMAND, "site"], tmp_path) as person:
        shown = person.end(), person.shown
    assert shown[0] == 0, shown[1]
    with terminal([*COMMAND, "undisturbed"], tmp_path) as person:
        assert person.end() == 0
    assert is_like(tmp_path / "site", tmp_path / "undisturbed")


def test_progress_shows_how_many_are_done_and_how_fast(tmp_path: Path) -> None:
    long_export(tmp_path / "blog.xml", 100)
    with terminal([*COMMAND, "site", "--jobs", "1"], tmp_path) as person:
        assert person.end() == 0
    assert "Reading" in person.shown and "/100" in person.shown and "/s" in person.shown
