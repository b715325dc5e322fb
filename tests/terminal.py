"""A program on a terminal of its own, as a person sits before it: keys go in, what it shows comes out."""

import os
import pty
import select
import signal
import subprocess
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from fcntl import ioctl
from pathlib import Path
from struct import pack

_PATIENCE = 60
"""Seconds without a sign of life after which a test gives up."""


class Terminal:
    """A running program and the screen it writes to, as one text."""

    def __init__(self, process: "subprocess.Popen[bytes]", screen: int) -> None:
        self.process = process
        self.shown = ""
        self._screen = screen
        self._read = 0

    def type(self, keys: str) -> None:
        """Press keys; a line ends with `\\r`."""
        os.write(self._screen, keys.encode())

    def wait_for(self, text: str) -> str:
        """Everything new up to a text."""
        while text not in self.shown[self._read :]:
            assert self._receive(), f"{text!r} was never shown: {self.shown[-3000:]}"
        end = self.shown.index(text, self._read) + len(text)
        new, self._read = self.shown[self._read : end], end
        return new

    def answer(self, question: str, keys: str) -> str:
        """Wait for a question and answer it."""
        shown = self.wait_for(question)
        self.type(f"{keys}\r")
        return shown

    def wait_until_it_waits(self) -> None:
        """Until the program sleeps: Python does not hear a signal that comes between a question and its `read`."""
        state = Path(f"/proc/{self.process.pid}/stat")
        limit = time.monotonic() + _PATIENCE
        while state.exists() and state.read_text().rpartition(") ")[2][0] != "S":
            assert time.monotonic() < limit, "the program never waits"
            time.sleep(0.01)

    def interrupt(self) -> None:
        """What Ctrl-C does: SIGINT to everything in the foreground."""
        os.killpg(self.process.pid, signal.SIGINT)

    def end(self) -> int:
        """Read to the end; the code that the program exits with."""
        while self._receive():
            pass
        return self.process.wait(_PATIENCE)

    def _receive(self) -> bool:
        ready, _, _ = select.select([self._screen], [], [], _PATIENCE)
        try:
            data = os.read(self._screen, 65536) if ready else b""
        except OSError:  # how Linux says that nobody holds the other end any more
            data = b""
        self.shown += data.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(data)


def _take_the_terminal() -> None:
    """In the new process: its standard input is the terminal that its session belongs to."""
    ioctl(0, termios.TIOCSCTTY, 0)


@contextmanager
def terminal(
    command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None, *, columns: int = 120
) -> Iterator[Terminal]:
    """Run a command in a folder on a terminal of its own."""
    screen, line = pty.openpty()
    ioctl(line, termios.TIOCSWINSZ, pack("HHHH", 40, columns, 0, 0))
    usual = {**os.environ, "TERM": "xterm-256color", "COLUMNS": str(columns)}
    process = subprocess.Popen(
        list(command),
        stdin=line,
        stdout=line,
        stderr=line,
        cwd=folder,
        env={**usual, **(environment or {})},
        start_new_session=True,
        preexec_fn=_take_the_terminal,
    )
    os.close(line)
    try:
        yield Terminal(process, screen)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        os.close(screen)
