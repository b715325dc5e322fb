"""A real Dask cluster: the same bytes as on one machine, whatever becomes of its workers."""

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks.generator import Shape, write
from converters.cli import main
from tests.faults import tree_of

pytestmark = pytest.mark.cluster


@dataclass(frozen=True)
class Host:
    """A cluster that runs."""

    address: str
    workers: tuple[int, ...]


@pytest.fixture
def cluster() -> Iterator[Host]:
    pytest.importorskip("distributed", reason="distributed is not installed")
    running = subprocess.Popen(
        [sys.executable, "-m", "tests.cluster_host", "3"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert running.stdin and running.stdout
    address, *pids = running.stdout.readline().split()
    yield Host(f"dask://{address}", tuple(map(int, pids)))
    running.stdin.close()
    running.wait(60)
    running.stdout.close()


def command(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "converters", *map(str, words)]


def orders(folder: Path, out: str) -> Path:
    """A list of twelve blogs."""
    lines = []
    for number in range(12):
        source = folder / f"blog-{number}.xml"
        if not source.exists():
            write(source, 60, Shape(seed=number))
        writer = ("hugo", "jekyll")[number % 2]
        lines.append(shlex.join([writer, str(source), str(folder / out / str(number))]))
    file = folder / f"{out}.list"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def kill_in_the_middle(host: Host, running: "subprocess.Popen[str]", reached: Path) -> None:
    """Kill one worker as soon as something is being written."""
    limit = time.monotonic() + 120
    while running.poll() is None and time.monotonic() < limit and not any(reached.rglob("*.md")):
        time.sleep(0.01)
    os.kill(host.workers[0], signal.SIGKILL)


def test_a_cluster_makes_the_same_bytes_though_a_worker_is_killed(tmp_path: Path, cluster: Host) -> None:
    here = subprocess.run(
        command("batch", orders(tmp_path, "here"), "--ledger", tmp_path / "here.jsonl"), capture_output=True, text=True
    )
    assert here.returncode == 0, here.stdout + here.stderr
    options: list[str | Path] = ["--executor", cluster.address, "--ledger", tmp_path / "there.jsonl"]
    running = subprocess.Popen(
        command("batch", orders(tmp_path, "there"), *options),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    kill_in_the_middle(cluster, running, tmp_path / "there")
    said, complained = running.communicate(timeout=300)
    assert running.returncode == 0, said + complained
    assert tree_of(tmp_path / "there") == tree_of(tmp_path / "here")
    ledgers = [(tmp_path / name).read_text().replace("/there/", "/here/") for name in ("here.jsonl", "there.jsonl")]
    assert ledgers[0] == ledgers[1]
    assert json.loads(ledgers[1].splitlines()[-1])["total"]["blogs"]["complete"] == 12


def test_the_windows_of_one_blog_go_to_a_cluster_too(tmp_path: Path, cluster: Host) -> None:
    source = tmp_path / "blog.xml"
    write(source, 900)
    subprocess.run(command("hugo", source, tmp_path / "here", "--quiet"), check=True)
    running = subprocess.Popen(
        command("hugo", source, tmp_path / "there", "--quiet", "--executor", cluster.address),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    kill_in_the_middle(cluster, running, tmp_path / "there")
    said, complained = running.communicate(timeout=300)
    assert (running.returncode, said) == (0, ""), complained
    assert tree_of(tmp_path / "there") == tree_of(tmp_path / "here")


def test_paths_that_each_machine_has_its_own_of_are_refused(tmp_path: Path, cluster: Host) -> None:
    (tmp_path / "list").write_text("hugo blog.xml site\n")
    done = subprocess.run(
        command("batch", tmp_path / "list", "--executor", cluster.address), capture_output=True, text=True, timeout=120
    )
    assert (done.returncode, "give whole paths" in done.stdout) == (1, True)


def test_a_cluster_that_is_not_there_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("distributed", reason="distributed is not installed")
    monkeypatch.setattr("converters.cluster.PATIENCE", 1)
    (tmp_path / "list").write_text("hugo /blog.xml /site\n")
    with pytest.raises(SystemExit) as ended:
        main(["batch", str(tmp_path / "list"), "--executor", "dask://127.0.0.1:9"])
    said = capfd.readouterr().err
    assert (ended.value.code, "no scheduler of Dask answers" in said) == (2, True), said
    assert "Traceback" not in said
