"""Runs in which an operation on the file system fails, one after the other, until a run comes to its end undisturbed.

Run as a program of its own: `python -m tests.faults WRITER SOURCE EARLIER FOLDER STEP`, where WRITER may have options.
It converts EARLIER, then SOURCE over it with a fault at every STEP-th operation, then SOURCE once more in peace, and
prints what is wrong; nothing is well.
"""

import errno
import os
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from converters.cli import main as command

OPERATIONS = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.listdir", "os.scandir", "os.truncate")
FAULTS = ((errno.ENOSPC, True), (errno.EIO, False), (errno.EACCES, False), (errno.EMFILE, True), (errno.ENOENT, False))
"""What fails, and whether it goes on failing from then on."""
FILES = {"epub": "blog.epub", "posts": "posts.jsonl", "wxr": "blog.xml", "redirects": "redirects.txt"}


def target_of(writer: str, folder: Path) -> Path:
    """What a writer writes into, in a folder of its own."""
    name = writer.partition(" ")[0]
    return folder if name in ("hugo", "jekyll", "wpghs", "media") else folder / FILES.get(name, "feed.xml")


def run(writer: str, source: Path, folder: Path, log: Path, fault: tuple[int, bool] | None = None, at: int = 0) -> int:
    """The exit code of a conversion in a process of its own, with its output in `log`."""
    name, *options = shlex.split(writer)
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(file, 1)
    os.dup2(file, 2)
    code = 70
    try:
        if fault:
            sys.addaudithook(_failing(str(folder), fault, at, log.with_name("reached")))
        command([name, str(source), str(target_of(writer, folder)), "--jobs", "1", "--quiet", *options])
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 71
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _failing(folder: str, fault: tuple[int, bool], at: int, reached: Path) -> Callable[[str, tuple[object, ...]], None]:
    number, lasting = fault
    made = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal made
        if event in OPERATIONS and str(arguments[0]).startswith(folder):
            made += 1
            if made == at:
                reached.touch()
            if number == errno.ENOENT and event == "open" and _reads(arguments):
                return  # a file that is not there to be read is no fault: whoever asks must believe it
            if made == at or (lasting and made > at):
                raise OSError(number, os.strerror(number), str(arguments[0]))

    return hook


def _reads(arguments: tuple[object, ...]) -> bool:
    """Whether a file is opened for reading alone: the event has its path, its mode (of `open`) and its flags."""
    _, mode, flags = arguments
    if isinstance(mode, str):
        return not set(mode) & set("wax+")
    return isinstance(flags, int) and flags & os.O_ACCMODE == os.O_RDONLY


def tree_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its content, the hidden ones too."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def faults_of(writer: str, source: Path, earlier: Path, folder: Path, step: int) -> Iterator[str]:
    """What is wrong with any run, in words."""
    log = folder / "log"
    for each, name in ((source, "new"), (earlier, "old")):
        (folder / name).mkdir()
        if run(writer, each, folder / name, log):
            yield f"{name}: {log.read_text()}"
    new, old = tree_of(folder / "new"), tree_of(folder / "old")
    work = folder / "work"
    shutil.copytree(folder / "old", work)
    if run(writer, source, work, log):
        yield f"new over old: {log.read_text()}"
    after = tree_of(work)
    shutil.rmtree(work)
    for fault in FAULTS:
        at = 1 + fault[0] % step  # not the same operations for each
        while True:
            shutil.copytree(folder / "old", work)
            code = run(writer, source, work, log, fault, at)
            place = f"{writer}, {errno.errorcode[fault[0]]} at operation {at}, exit code {code}"
            said = log.read_text()
            if code not in (0, 1, 2) or "Traceback" in said:
                yield f"{place}: {said[-600:]}"
            found = tree_of(work)
            for path, content in found.items():
                hidden = path.rpartition("/")[2].startswith(".portpress") or path.endswith("portpress-unfinished")
                if not hidden and content not in (old.get(path), new.get(path), after.get(path)):
                    yield f"{place}: {path} is damaged"
            if code == 0 and found != after:
                yield f"{place}: says that all is well, and it is not: {_different(found, after)}"
            if code and not said.strip():
                yield f"{place}: not a word"
            if run(writer, source, work, log):
                yield f"{place}, and then in peace: {log.read_text()[-600:]}"
            elif tree_of(work) != after:
                yield f"{place}, and then in peace: {_different(tree_of(work), after)}"
            shutil.rmtree(work)
            if not (folder / "reached").exists():
                break
            (folder / "reached").unlink()
            at += step


def _different(one: dict[str, bytes], other: dict[str, bytes]) -> str:
    return ", ".join(sorted(path for path in {*one, *other} if one.get(path) != other.get(path))[:5])


def main(writer: str, source: str, earlier: str, folder: str, step: str) -> None:
    """Print what is wrong."""
    for sentence in faults_of(writer, Path(source), Path(earlier), Path(folder), int(step)):
        print(sentence, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
