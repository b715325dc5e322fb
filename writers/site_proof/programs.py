"""A site's own generator, run on a site that may be anybody's: a bounded time, no network, no layouts of strangers."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from converters.problem import Problem, Severity

TIMEOUT = 3600
"""Seconds that a generator may take."""
_OWN = ("HUGO_", "JEKYLL_", "ELEVENTY_", "ASTRO_", "PELICAN", "NIKOLA", "ZOLA_", "NODE_")
"""What generators are told by the environment."""
_VERSION = re.compile(r"v?(\d+\.\d+(?:\.\d+)*)")
_COLOUR = re.compile(r"\x1b\[[\d;]*m")
_LONGEST_REASON = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class NotBuilt(Problem):
    """The generator of a site is there and could not build it."""

    code = "site-not-built"
    severity = Severity.WARNING
    text = "{program} cannot build the site ({reason}): its pages were rendered in process instead"
    program: str
    reason: str


class BuildFailed(Exception):
    """A generator did not build a site; its text says why."""


@dataclass(frozen=True, slots=True)
class Program:
    """A generator that is installed."""

    path: str
    name: str
    version: str

    def __str__(self) -> str:
        return f"{self.name} {self.version}"

    def run(self, *arguments: str, folder: Path, **variables: str) -> None:
        """Run it in a folder of ours. Raises BuildFailed with what it said."""
        environment = {name: value for name, value in os.environ.items() if not name.upper().startswith(_OWN)}
        environment |= {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TMPDIR": str(folder), **variables}
        try:
            done = subprocess.run(  # noqa: S603 -- the program that was found, and arguments of ours
                [self.path, *arguments],
                capture_output=True,
                cwd=folder,
                env=environment,
                timeout=TIMEOUT,
                check=False,
                stdin=subprocess.DEVNULL,
            )
        except subprocess.TimeoutExpired as error:
            raise BuildFailed(f"it was not ready after {TIMEOUT} seconds") from error
        except OSError as error:
            raise BuildFailed(error.strerror or "it does not start") from error
        if done.returncode:
            lines = _COLOUR.sub("", (done.stderr + b"\n" + done.stdout).decode("utf-8", "replace")).splitlines()
            said = [line.strip() for line in lines if "error" in line.lower()] or [
                line for line in lines if line.strip()
            ]
            raise BuildFailed(shortened(said[0]) if said else f"exit code {done.returncode}")


def shortened(reason: str) -> str:
    """A long reason without its middle: it begins with what happened, and ends, after long paths, with the cause."""
    half = _LONGEST_REASON // 2
    return reason if len(reason) <= _LONGEST_REASON else f"{reason[:half]} … {reason[-half:]}"


@lru_cache
def installed(name: str) -> Program | None:
    """A generator: the one that the shell finds, else one beside our own Python; None where there is none."""
    beside = Path(sys.executable).with_name(name)
    for path in (shutil.which(name), str(beside) if os.access(beside, os.X_OK) else None):
        if path is None:
            continue
        command = [path, "version" if name == "hugo" else "--version"]
        try:
            said = subprocess.run(command, capture_output=True, timeout=60, check=False, stdin=subprocess.DEVNULL)  # noqa: S603
        except (OSError, subprocess.TimeoutExpired):
            continue
        text = _COLOUR.sub("", said.stdout.decode("utf-8", "replace"))
        if said.returncode == 0 and (version := _VERSION.search(text.splitlines()[-1] if text.strip() else "")):
            return Program(path, name, version[1])
    return None
