"""What the system does to a run: full disks, closed folders, too few files, signals, dead processes, closed pipes.

Whatever happens, nothing that stood there is damaged, the exit code and a sentence say so, and the next run makes the
same bytes as a run that nothing happened to.
"""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from benchmarks.generator import Shape, write
from converters.post import Post, Site
from converters.problem import ConversionError
from tests.faults import target_of, tree_of
from writers.feed.rendering import entry_of
from writers.feed.spool import Spool

pytestmark = pytest.mark.faults
WRITERS = ("hugo", "jekyll", "wxr", "epub", "rss --archive 20", "posts")
EVERY_WRITER = pytest.mark.parametrize("writer", WRITERS)
AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root may do this")


@pytest.fixture(scope="module")
def blogs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A blog, and as it was before."""
    folder = tmp_path_factory.mktemp("blogs")
    write(folder / "blog.xml", 60, Shape(seed=3))
    text = (folder / "blog.xml").read_text(encoding="utf-8")
    (folder / "earlier.xml").write_text(text.replace("</content", "Once more.</content", 9), encoding="utf-8")
    return folder / "blog.xml", folder / "earlier.xml"


def command(writer: str, source: Path, folder: Path, *options: str, jobs: int = 1) -> list[str]:
    name, *more = writer.split()
    target = str(target_of(writer, folder))
    return [sys.executable, "-m", "converters", name, str(source), target, "--jobs", str(jobs), *more, *options]


def run(arguments: list[str], preexec_fn: Callable[[], None] | None = None) -> subprocess.CompletedProcess[str]:
    """A run that may fail, with a sentence and never a traceback."""
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=300, preexec_fn=preexec_fn)
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode in (0, 1, 2), done.stderr
    return done


def made(writer: str, source: Path, folder: Path) -> dict[str, bytes]:
    """What a run that nothing happens to makes in a new folder."""
    model = source.parent / f"{writer.partition(' ')[0]} of {source.stem}"
    if not model.exists():
        model.mkdir()
        assert run(command(writer, source, model, "--quiet")).returncode == 0
    shutil.copytree(model, folder)
    return tree_of(folder)


def content_of(tree: dict[str, bytes]) -> dict[str, bytes]:
    """The files of a tree that somebody looks at."""
    return {path: content for path, content in tree.items() if ".portpress" not in path}


def check_whole(writer: str, source: Path, folder: Path, *trees: dict[str, bytes]) -> None:
    """Each file is that of one of the trees; and a run in peace makes the first of them."""
    for path, content in content_of(tree_of(folder)).items():
        assert content in [tree.get(path) for tree in trees], path
    assert run(command(writer, source, folder, "--quiet")).returncode == 0
    assert tree_of(folder) == trees[0]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 100 KB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=100k", "tmpfs", disk], check=True)
    yield disk
    subprocess.run(["umount", disk], check=True)


@AS_ROOT
@EVERY_WRITER
def test_a_full_disk_is_said_and_damages_nothing(
    tmp_path: Path, small_disk: Path, blogs: tuple[Path, Path], writer: str
) -> None:
    wanted = made(writer, blogs[0], tmp_path / "elsewhere")
    site = small_disk / "site"
    site.mkdir()
    done = run(command(writer, blogs[0], site))
    assert (done.returncode, "disk is full" in done.stderr) == (2, True), done.stderr
    subprocess.run(["mount", "-o", "remount,size=50m", small_disk], check=True)
    check_whole(writer, blogs[0], site, wanted)


@AS_ROOT
def test_a_full_disk_for_what_a_feed_keeps_is_said(small_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(small_disk))
    monkeypatch.setattr("writers.feed.spool._IN_MEMORY", 1)
    entry = entry_of(Post(key="1", html="x" * 30_000), Site(), lambda problem: None, home="https://blog.example")
    with pytest.raises(ConversionError, match="disk is full"), Spool() as spool:
        for _ in range(20):
            spool[spool.add(entry)]


def bound_by_permissions(arguments: list[str]) -> list[str]:
    """A command that may not do what only root may."""
    if os.geteuid() != 0:
        return arguments
    if not shutil.which("setpriv"):
        pytest.skip("setpriv is not installed")
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override", *arguments]


@EVERY_WRITER
def test_a_folder_without_permission_is_said_and_left_as_it_is(
    tmp_path: Path, blogs: tuple[Path, Path], writer: str
) -> None:
    closed = tmp_path / "closed"
    before = made(writer, blogs[1], closed)
    closed.chmod(0o555)
    done = run(bound_by_permissions(command(writer, blogs[0], closed)))
    assert (done.returncode, "no permission" in done.stderr) == (2, True), done.stderr
    assert tree_of(closed) == before


@pytest.mark.parametrize("files", [64, 20])
@EVERY_WRITER
def test_few_open_files_are_enough_or_said(tmp_path: Path, blogs: tuple[Path, Path], writer: str, files: int) -> None:
    wanted = made(writer, blogs[0], tmp_path / "elsewhere")
    (tmp_path / "site").mkdir()
    done = run(
        command(writer, blogs[0], tmp_path / "site", "--quiet", jobs=2),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (files, files)),
    )
    assert (done.returncode == 0) or (files < 64 and done.stderr), done.stderr
    check_whole(writer, blogs[0], tmp_path / "site", wanted)


class Stopped:
    """A run that something happens to in the middle: it has written something and not all."""

    def __init__(self, arguments: list[str], folder: Path, happening: Callable[[int], None]) -> None:
        self.process = subprocess.Popen(
            arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
        )
        limit = time.monotonic() + 120
        while self.process.poll() is None and time.monotonic() < limit and not self._is_in_the_middle(folder):
            time.sleep(0.002)
        happening(self.process.pid)
        self.said, self.complained = self.process.communicate(timeout=120)
        self.code = self.process.returncode

    @staticmethod
    def _is_in_the_middle(folder: Path) -> bool:
        return any("unfinished" in file.name or file.name == ".portpress-journal" for file in folder.rglob(".*"))


def send(number: signal.Signals, process: int) -> None:
    """Send a signal to a process and all that it started; on a busy machine they may have ended by themselves."""
    with suppress(ProcessLookupError):
        os.killpg(process, number)


@pytest.mark.parametrize(
    ("number", "writer"),
    [
        *((number, writer) for number in (signal.SIGKILL, signal.SIGINT) for writer in WRITERS),
        *((number, writer) for number in (signal.SIGTERM, signal.SIGHUP) for writer in ("hugo", "epub")),
    ],
)
def test_a_signal_damages_nothing(
    tmp_path: Path, blogs: tuple[Path, Path], writer: str, number: signal.Signals
) -> None:
    wanted, site = made(writer, blogs[0], tmp_path / "elsewhere"), tmp_path / "site"
    earlier = made(writer, blogs[1], site)
    (tmp_path / "tmp").mkdir()
    arguments = ["env", f"TMPDIR={tmp_path / 'tmp'}", *command(writer, blogs[0], site, "--quiet", jobs=2)]
    stopped = Stopped(arguments, site, lambda pid: send(number, pid))
    assert "Traceback" not in stopped.complained, stopped.complained
    if number is not signal.SIGKILL:
        # Python ends itself by SIGINT where that came while a class was made of a text: 130 to a shell, too.
        # And a signal may come when all is written, and nobody heeds it any more.
        by_itself = [-number] if number is signal.SIGINT or tree_of(site) == wanted else []
        assert stopped.code in (0, 128 + number, *by_itself), (stopped.code, stopped.complained)
        assert list((tmp_path / "tmp").iterdir()) == []
    check_whole(writer, blogs[0], site, wanted, earlier)


def test_a_run_that_is_to_outlive_its_terminal_does(tmp_path: Path, blogs: tuple[Path, Path]) -> None:
    """With nohup, the end of the terminal is nothing to it."""
    wanted = made("hugo", blogs[0], tmp_path / "elsewhere")
    arguments = ["nohup", *command("hugo", blogs[0], tmp_path / "site", "--quiet", jobs=1)]
    stopped = Stopped(arguments, tmp_path / "site", lambda pid: send(signal.SIGHUP, pid))
    assert stopped.code == 0, stopped.complained
    check_whole("hugo", blogs[0], tmp_path / "site", wanted, wanted)


def descendants(pid: int) -> list[int]:
    children: list[int] = []
    with suppress(OSError):  # a thread, or all of them, may end meanwhile
        for thread in Path(f"/proc/{pid}/task").iterdir():
            with suppress(OSError):
                children += map(int, (thread / "children").read_text().split())
    return children + [each for child in children for each in descendants(child)]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="who is whose child is asked of Linux")
@pytest.mark.parametrize("writer", ["hugo", "epub"])
def test_a_worker_that_is_killed_costs_nothing(tmp_path: Path, blogs: tuple[Path, Path], writer: str) -> None:
    wanted = made(writer, blogs[0], tmp_path / "elsewhere")
    site = tmp_path / "site"
    site.mkdir()

    def kill_one(pid: int) -> None:
        for worker in descendants(pid)[:1]:
            os.kill(worker, signal.SIGKILL)

    stopped = Stopped(command(writer, blogs[0], site, "--quiet", jobs=2), site, kill_one)
    assert (stopped.code, stopped.complained) == (0, "")
    assert tree_of(site) == wanted


POISONED = """
import os, sys
import writers.hugo

render = writers.hugo.HugoWriter.render

def die(self, post, site, report):
    if post.id == 30:
        os.abort() if os.getpid() != int(os.environ["MAIN"]) else None
    return render(self, post, site, report)

os.environ["MAIN"] = str(os.getpid())
writers.hugo.HugoWriter.render = die
sys.argv[0] = "convert"
from converters.cli import main
main()
"""


def test_a_post_that_kills_every_worker_is_lost_alone_and_said(tmp_path: Path, blogs: tuple[Path, Path]) -> None:
    wanted = made("hugo", blogs[0], tmp_path / "elsewhere")
    arguments = command("hugo", blogs[0], tmp_path / "site", "--json", "--log", str(tmp_path / "log"), jobs=2)
    (tmp_path / "site").mkdir()
    done = run([sys.executable, "-c", POISONED, *arguments[3:]])
    ledger = json.loads(done.stdout)
    assert (done.returncode, ledger["failed"], ledger["balances"]) == (1, 1, True)
    [lost] = [
        line for line in map(json.loads, (tmp_path / "log").read_text().splitlines()) if line["severity"] == "loss"
    ]
    assert "the process that converted it died" in lost["sentence"]
    missing = set(wanted) - set(tree_of(tmp_path / "site"))
    assert len({path for path in missing if path.startswith("content/")}) == 1
    check_whole("hugo", blogs[0], tmp_path / "site", wanted, tree_of(tmp_path / "site"))


@pytest.mark.parametrize(
    "arguments",
    ["posts {source} -", "epub {source} -", "wxr {source} -", "rss {source} - --complete", "inspect {source} --json",
     "hugo {source} {site} --diff", "hugo {source} {site} --dry-run", "show {source} --post 1", "formats"],
)  # fmt: skip
def test_a_pipe_that_nobody_reads_ends_a_run_without_a_word(
    tmp_path: Path, blogs: tuple[Path, Path], arguments: str
) -> None:
    words = arguments.format(source=blogs[0], site=tmp_path / "site").split()
    reading, writing = os.pipe()
    os.close(reading)
    options = ["--quiet"] if words[0] in ("posts", "epub", "wxr", "rss") else []
    done = subprocess.run(
        [sys.executable, "-m", "converters", *words, *options],
        stdout=writing, stderr=subprocess.PIPE, timeout=120, env={**os.environ, "COLUMNS": "1000"},
    )  # fmt: skip
    os.close(writing)
    said = done.stderr.decode().replace(f"{blogs[0]}: WXR 1.2 by WordPress 6.4.2\n", "")
    if words[0] != "show":  # which says what is wrong with the post
        assert said == ""
    assert (done.returncode, "Traceback" in said, "cannot" in said) == (1, False, False), said


def test_a_folder_that_vanishes_meanwhile_is_said(tmp_path: Path, blogs: tuple[Path, Path]) -> None:
    wanted = made("hugo", blogs[0], tmp_path / "elsewhere")
    site = tmp_path / "site"
    site.mkdir()
    stopped = Stopped(
        command("hugo", blogs[0], site, "--quiet"), site, lambda pid: shutil.rmtree(site, ignore_errors=True)
    )
    assert stopped.code in (1, 2) and "convert: " in stopped.complained
    assert "Traceback" not in stopped.complained
    run(command("hugo", blogs[0], site, "--quiet"))
    assert content_of(tree_of(site)) == content_of(wanted)


@pytest.mark.parametrize(
    ("writer", "step"),
    [("hugo", 4001), ("jekyll", 4001), ("wxr", 113), ("epub", 113), ("rss --archive 2", 281), ("posts", 59)],
)
def test_any_operation_on_the_file_system_may_fail(tmp_path: Path, writer: str, step: int) -> None:
    """`python -m tests.faults` takes smaller steps."""
    source, earlier = tmp_path / "blog.xml", tmp_path / "earlier.xml"
    write(source, 3)
    earlier.write_text(source.read_text(encoding="utf-8").replace("</content", "Once more.</content", 1), "utf-8")
    (tmp_path / "work").mkdir()
    program = [sys.executable, "-m", "tests.faults", writer, source, earlier, tmp_path / "work", str(step)]
    done = subprocess.run([str(each) for each in program], capture_output=True, text=True, timeout=600)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr
