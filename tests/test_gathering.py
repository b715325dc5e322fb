"""Gathering the files of a blog: which are wanted, what arrives, what is linked, and what the second run does."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from converters.network.limits import Limits
from converters.post import Entry, Media, MediaSize, Post, Site, Status
from converters.problem import ConversionError, Problem, Severity
from tests.misbehaving_host import ADDRESS, PICTURE, MisbehavingHost, misbehaving_host, png
from writers.hugo import HugoWriter
from writers.jekyll import JekyllWriter
from writers.media.choice import MediaChoice
from writers.media.gathered import Gathered
from writers.media.library import MediaWriter
from writers.media.shelf import MANIFEST, PARTIAL

BLOG = "https://blog.example"
UP = f"{BLOG}/wp-content/uploads"
LIMITS = Limits(read=0.5, connect=2, first_pause=0.01, failures=100)


@pytest.fixture(scope="module")
def host() -> Iterator[MisbehavingHost]:
    with misbehaving_host() as running:
        yield running


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    folder = tmp_path / "uploads" / "2019" / "04"
    folder.mkdir(parents=True)
    for number, name in enumerate(["x.jpg", "y.jpg", "same.jpg", "zz.jpg"]):
        (folder / name).write_bytes(png(number + 1))
        os.utime(folder / name, (1_555_495_200, 1_555_495_200))
    (folder / "same.jpg").write_bytes(png(1))
    return folder.parent.parent


def showing(*urls: str, id: int = 1) -> Post:
    html = "".join(f'<p><img src="{url}" alt="" /></p>' for url in urls)
    return Post(key=str(id), id=id, title=f"Post {id}", html=html, raw="")


def gather(
    writer: MediaChoice, destination: Path, *posts: Post, site: Site | None = None, dry_run: bool = False
) -> tuple[Gathered, list[Problem]]:
    problems: list[Problem] = []
    site = site or Site(url=BLOG)
    advances: list[int] = []
    prepared = writer.prepared(
        [writer.look(post, site) for post in posts],
        site,
        destination,
        problems.append,
        advance=advances.append,
        dry_run=dry_run,
    )
    assert all(total == len(advances) for total in advances) or dry_run
    return prepared.gathered, problems


def tree(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def files(folder: Path) -> list[str]:
    return [path for path in tree(folder) if not path.startswith(".portpress")]


def codes(problems: list[Problem]) -> list[str]:
    return sorted(problem.code for problem in problems if problem.code != "media-gathered")


@pytest.mark.parametrize(
    ("writer", "folder"),
    [(HugoWriter(), "static/"), (JekyllWriter(), ""), (MediaWriter(), "")],
    ids=["hugo", "jekyll", "media"],
)
def test_file_keeps_its_old_path_and_only_what_is_there_is_linked(
    writer: MediaChoice, folder: str, uploads: Path, tmp_path: Path
) -> None:
    writer = replace(writer, uploads=str(uploads))
    gathered, problems = gather(writer, tmp_path / "out", showing(f"{UP}/2019/04/x.jpg", f"{UP}/2019/04/no.jpg"))
    assert files(tmp_path / "out") == [f"{folder}wp-content/uploads/2019/04/x.jpg"]
    assert gathered.link(f"{UP}/2019/04/x.jpg") == "/wp-content/uploads/2019/04/x.jpg"
    assert gathered.link(f"{UP}/2019/04/no.jpg") == f"{UP}/2019/04/no.jpg"
    [missing, summary] = problems
    assert str(missing) == (
        f"post 1 “Post 1”: {UP}/2019/04/no.jpg did not arrive: it is not among the uploads; "
        "links to it still lead to the old host"
    )
    assert missing.severity is Severity.LOSS
    assert str(summary) == "2 files wanted = 1 arrived + 0 there already + 1 missing"


def test_smaller_copy_that_is_not_there_leads_to_the_original(uploads: Path, tmp_path: Path) -> None:
    writer = HugoWriter(uploads=str(uploads))
    gathered, problems = gather(writer, tmp_path / "out", showing(f"{UP}/2019/04/x-300x200.jpg?w=3"))
    assert gathered.link(f"{UP}/2019/04/x-300x200.jpg?w=3") == "/wp-content/uploads/2019/04/x.jpg"
    assert codes(problems) == ["media-replaced"]


def test_picture_of_a_network_and_its_original_are_one_file(uploads: Path, tmp_path: Path) -> None:
    writer = HugoWriter(uploads=str(uploads), media_hosts=("cdn.example",))
    urls = [f"{UP}/2019/04/x.jpg", "https://cdn.example/wp-content/uploads/2019/04/x.jpg"]
    gathered, problems = gather(writer, tmp_path / "out", showing(*urls))
    assert {gathered.link(url) for url in urls} == {"/wp-content/uploads/2019/04/x.jpg"}
    assert codes(problems) == []


def test_second_run_writes_nothing_and_gives_the_same(uploads: Path, tmp_path: Path) -> None:
    writer = HugoWriter(uploads=str(uploads))
    post = showing(f"{UP}/2019/04/x.jpg", f"{UP}/2019/04/y.jpg", f"{UP}/2019/04/no.jpg")
    first, _ = gather(writer, tmp_path / "out", post)
    before = {file: file.stat().st_mtime_ns for file in (tmp_path / "out").rglob("*")}
    again, problems = gather(writer, tmp_path / "out", post)
    assert {file: file.stat().st_mtime_ns for file in (tmp_path / "out").rglob("*")} == before
    assert again == first
    assert str(problems[-1]) == "3 files wanted = 0 arrived + 2 there already + 1 missing"


def test_run_after_one_that_was_killed_gives_the_tree_of_an_undisturbed_one(uploads: Path, tmp_path: Path) -> None:
    writer = HugoWriter(uploads=str(uploads))
    post = showing(f"{UP}/2019/04/x.jpg", f"{UP}/2019/04/y.jpg")
    gather(writer, tmp_path / "undisturbed", post)
    gather(writer, tmp_path / "killed", post)
    (tmp_path / "killed" / MANIFEST).unlink()
    (tmp_path / "killed/static/wp-content/uploads/2019/04/y.jpg").unlink()
    (tmp_path / "killed/.portpress-media").mkdir()
    put = "static/wp-content/uploads/2019/04/x.jpg"
    digest = hashlib.sha256((tmp_path / "killed" / put).read_bytes()).hexdigest()
    (tmp_path / "killed/.portpress-media/journal").write_text(f'\n["{put}", "{digest}"]\n\n["cut o')
    (tmp_path / "killed/.portpress-media/unfinished").write_bytes(b"half")
    gather(writer, tmp_path / "killed", post)
    assert tree(tmp_path / "killed") == tree(tmp_path / "undisturbed")


def test_file_that_a_person_changed_is_kept_and_linked(uploads: Path, tmp_path: Path) -> None:
    writer = HugoWriter(uploads=str(uploads))
    url = f"{UP}/2019/04/x.jpg"
    gather(writer, tmp_path / "out", showing(url))
    file = tmp_path / "out/static/wp-content/uploads/2019/04/x.jpg"
    file.write_bytes(b"made smaller by hand")
    gathered, problems = gather(writer, tmp_path / "out", showing(url))
    assert file.read_bytes() == b"made smaller by hand"
    assert gathered.link(url) == "/wp-content/uploads/2019/04/x.jpg"
    assert codes(problems) == ["media-kept"]
    gather(replace(writer, force=True), tmp_path / "out", showing(url))
    assert file.read_bytes() == png(1)


def test_file_that_a_person_put_there_is_linked_though_the_uploads_lack_it(uploads: Path, tmp_path: Path) -> None:
    place = tmp_path / "out/static/wp-content/uploads/2019/04/mine.jpg"
    place.parent.mkdir(parents=True)
    place.write_bytes(b"mine")
    url = f"{UP}/2019/04/mine.jpg"
    gathered, problems = gather(HugoWriter(uploads=str(uploads)), tmp_path / "out", showing(url))
    assert gathered.link(url) == "/wp-content/uploads/2019/04/mine.jpg"
    assert codes(problems) == []


def test_file_that_changed_in_the_uploads_is_brought_again(uploads: Path, tmp_path: Path) -> None:
    writer = HugoWriter(uploads=str(uploads))
    gather(writer, tmp_path / "out", showing(f"{UP}/2019/04/x.jpg"))
    (uploads / "2019/04/x.jpg").write_bytes(png(9))
    gather(writer, tmp_path / "out", showing(f"{UP}/2019/04/x.jpg"))
    assert (tmp_path / "out/static/wp-content/uploads/2019/04/x.jpg").read_bytes() == png(9)


def test_identical_files_are_kept_once_on_demand(uploads: Path, tmp_path: Path) -> None:
    urls = [f"{UP}/2019/04/{name}.jpg" for name in ("x", "y", "same")]
    writer = HugoWriter(uploads=str(uploads), dedupe=True)
    for _ in range(2):
        gathered, _ = gather(writer, tmp_path / "out", showing(*urls))
        assert [path.rpartition("/")[2] for path in files(tmp_path / "out")] == ["same.jpg", "y.jpg"]
        assert gathered.link(urls[0]) == gathered.link(urls[2]) == "/wp-content/uploads/2019/04/same.jpg"


def test_attachments_come_along_but_not_those_of_hidden_posts(uploads: Path, tmp_path: Path) -> None:
    site = Site(
        url=BLOG,
        entries=(
            Entry(key="1", id=1),
            Entry(key="2", id=2, status=Status.PRIVATE),
            Entry(key="14", id=14, kind="attachment", status=Status.TRASHED),
        ),
        media={
            11: Media(id=11, url=f"{UP}/2019/04/x.jpg", parent=1),
            12: Media(id=12, url=f"{UP}/2019/04/y.jpg", parent=2),
            13: Media(id=13, url=f"{UP}/2019/04/same.jpg"),
            14: Media(id=14, url=f"{UP}/2019/04/zz.jpg"),
        },
    )
    _, problems = gather(HugoWriter(uploads=str(uploads)), tmp_path / "out", showing(id=1), site=site)
    assert [path.rpartition("/")[2] for path in files(tmp_path / "out")] == ["same.jpg", "x.jpg"]
    assert codes(problems) == ["media-left-out"]


def test_dry_run_touches_nothing_and_links_what_would_be_there(uploads: Path, tmp_path: Path) -> None:
    post = showing(f"{UP}/2019/04/x.jpg")
    gathered, _ = gather(HugoWriter(uploads=str(uploads)), tmp_path / "out", post, dry_run=True)
    assert gathered.link(f"{UP}/2019/04/x.jpg") == "/wp-content/uploads/2019/04/x.jpg"
    _, problems = gather(HugoWriter(media="fetch"), tmp_path / "out", post, dry_run=True)
    assert codes(problems) == ["media-to-fetch"]
    assert not (tmp_path / "out").exists()


def test_copying_without_uploads_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConversionError, match="name the blog's uploads with --uploads"):
        gather(HugoWriter(media="copy"), tmp_path / "out", showing())


@pytest.mark.parametrize("obstacle", ["folder", "link", "file above", "link above"])
def test_obstacle_in_the_destination_stops_one_file_and_nothing_is_written_outside(
    obstacle: str, uploads: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    place = tmp_path / "out/static/wp-content/uploads/2019/04/x.jpg"
    place.parent.parent.mkdir(parents=True)
    if obstacle == "folder":
        place.mkdir(parents=True)
    elif obstacle == "link":
        place.parent.mkdir()
        place.symlink_to(outside / "x.jpg")
    elif obstacle == "file above":
        place.parent.write_bytes(b"a file")
    else:
        place.parent.symlink_to(outside)
    gathered, problems = gather(
        HugoWriter(uploads=str(uploads)), tmp_path / "out", showing(f"{UP}/2019/04/x.jpg", f"{UP}/2019/zz.jpg")
    )
    assert gathered.link(f"{UP}/2019/04/x.jpg") == f"{UP}/2019/04/x.jpg"
    assert "media-lost" in codes(problems)
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("link", ["", "journal", "manifest"])
def test_no_unfinished_file_is_written_through_a_link(link: str, uploads: Path, tmp_path: Path) -> None:
    outside, partial = tmp_path / "outside", tmp_path / "out/static" / PARTIAL
    outside.mkdir()
    (outside / "mine").write_text("mine")
    (partial / link).parent.mkdir(parents=True)
    (partial / link).symlink_to(outside / "mine" if link else outside)
    url = f"{UP}/2019/04/x.jpg"
    gathered, _ = gather(HugoWriter(uploads=str(uploads)), tmp_path / "out", showing(url))
    assert gathered.link(url) != url
    assert [(file.name, file.read_text()) for file in outside.iterdir()] == [("mine", "mine")]


def test_picture_made_by_a_script_is_reported(tmp_path: Path, uploads: Path) -> None:
    url = f"{BLOG}/thumb.php?id=7"
    gathered, problems = gather(HugoWriter(uploads=str(uploads)), tmp_path / "out", showing(url))
    assert gathered.link(url) == url
    assert codes(problems) == ["media-no-file"]


def fetching(**options: Any) -> HugoWriter:
    return HugoWriter(media="fetch", allow_private_hosts=True, limits=LIMITS, **options)


def site_at(host: MisbehavingHost, media: Mapping[int, Media] | None = None) -> Site:
    return Site(url=host.url(""), media=media or {})


def test_files_are_fetched_and_what_fails_is_listed_and_tried_again(host: MisbehavingHost, tmp_path: Path) -> None:
    good, bad, gone = (host.url(f"/wp-content/uploads/again/{name}") for name in ("a.png", "broken.png", "gone.png"))
    post = showing(good, bad, gone)
    gathered, problems = gather(fetching(), tmp_path / "out", post, site=site_at(host))
    assert (tmp_path / "out/static/wp-content/uploads/again/a.png").read_bytes() == PICTURE
    assert gathered.link(good) == "/wp-content/uploads/again/a.png"
    assert gathered.link(bad) == bad
    assert codes(problems) == ["media-gone", "media-lost"]
    manifest = json.loads((tmp_path / "out" / MANIFEST).read_bytes())
    assert manifest["failures"] == [
        {"url": bad, "reason": "the host answers 503 Service Unavailable"},
        {"url": gone, "reason": "the host has no such file (410)"},
    ]
    host.requests.clear()
    gather(fetching(), tmp_path / "out", post, site=site_at(host))
    assert {path.rpartition("/")[2] for path, _ in host.requests} == {"broken.png", "gone.png"}


def test_smaller_copy_that_the_host_lacks_is_had_from_the_original(host: MisbehavingHost, tmp_path: Path) -> None:
    url = host.url("/wp-content/uploads/kin/gone.5-300x200.png")
    gathered, problems = gather(fetching(), tmp_path / "out", showing(url), site=site_at(host))
    assert codes(problems) == ["media-gone"]
    original = host.url("/wp-content/uploads/kin/whole.png")
    size = host.url("/wp-content/uploads/kin/gone.jpg")
    media = {5: Media(id=5, url=original, sizes=(MediaSize(name="medium", url=size),))}
    gathered, problems = gather(fetching(), tmp_path / "out", showing(size), site=site_at(host, media))
    assert gathered.link(size) == "/wp-content/uploads/kin/whole.png"
    assert codes(problems) == ["media-replaced"]
    host.requests.clear()
    gather(fetching(), tmp_path / "out", showing(size), site=site_at(host, media))
    assert host.requests == []


def test_uploads_are_asked_before_the_network(host: MisbehavingHost, uploads: Path, tmp_path: Path) -> None:
    host.requests.clear()
    urls = [host.url(f"/wp-content/uploads/2019/04/{name}.jpg") for name in ("x", "good")]
    gather(fetching(uploads=str(uploads)), tmp_path / "out", showing(*urls), site=site_at(host))
    assert [path.rpartition("/")[2] for path, _ in host.requests] == ["good.jpg"]
    assert len(files(tmp_path / "out")) == 2


def test_private_address_is_not_asked_unless_allowed(host: MisbehavingHost, tmp_path: Path) -> None:
    host.requests.clear()
    url = host.url("/wp-content/uploads/private.png")
    _, problems = gather(
        replace(fetching(), allow_private_hosts=False), tmp_path / "out", showing(url), site=site_at(host)
    )
    assert f"{ADDRESS} is {ADDRESS}, an address inside a private network" in str(problems[0])
    assert host.requests == []


NASTY = [
    "../../../etc/passwd.png",
    "%2e%2e/%2e%2e/%2e%2e/%2e%2e/up.png",
    "..%2f..%2f..%2f..%2f..%2fup2.png",
    "..%5c..%5cup3.png",
    "nul%00byte.png",
    "x" * 300 + ".png",
    "%C3%A9" * 300 + ".png",
    "con.png",
    "aux",
    "NUL.tar.gz",
    ".htaccess",
    "_config.yml",
    "~tilde.png",
    "a%0d%0aSet-Cookie.png",
    "colon%3aname.png",
    "trailing.png.",
    "%ff%fe.png",
    "back%60tick%24%28id%29.png",
    "X.PNG",
    "x.png",
]


@pytest.mark.parametrize("writer", [HugoWriter, JekyllWriter, MediaWriter])
def test_nasty_names_stay_inside_and_the_other_files_arrive(
    writer: type[MediaChoice], host: MisbehavingHost, tmp_path: Path
) -> None:
    urls = [host.url(f"/wp-content/uploads/2019/04/{name}") for name in [*NASTY, "plain.png"]]
    choice = writer(media="fetch", allow_private_hosts=True, limits=LIMITS)
    gathered, problems = gather(choice, tmp_path / "a/b/c/out", showing(*urls), site=site_at(host))
    out = tmp_path / "a/b/c/out"
    everything = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert [file for file in everything if not file.is_relative_to(out)] == []
    arrived = files(out)
    assert all(len(part.encode()) <= 200 for path in arrived for part in path.split("/"))
    assert not [path for path in arrived for part in path.split("/") if part.startswith(".") or part.endswith(".")]
    assert len({path.casefold() for path in arrived}) == len(arrived)
    assert gathered.link(urls[-1]) == "/wp-content/uploads/2019/04/plain.png"
    for url in urls:
        link = gathered.link(url)
        assert link == url or (link.startswith("/") and ".." not in link)
    assert codes(problems).count("media-no-file") == 3
    assert len(gathered.places) == len(urls) - 3
