"""A file that is not whole yet, kept so that a second try, or a second run, goes on where the first broke off."""

import contextlib
import hashlib
import json
from pathlib import Path

from writers.media.content import HEAD, TAIL, is_cut_off


class Partial:
    """What is here of a file that is not whole yet, and what tells whether the host still has the same file."""

    def __init__(self, folder: Path, url: str) -> None:
        name = hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()[:32]
        self.file = folder / f"{name}.part"
        self._about = folder / f"{name}.json"
        self.validator = self._standing_validator()
        if not self.validator:
            self.drop()

    @property
    def size(self) -> int:
        """Bytes that are here."""
        return self.file.stat().st_size if self.file.exists() else 0

    def request(self) -> dict[str, str]:
        """The headers that ask for the rest only (RFC 9110, sections 13.1.5 and 14.2)."""
        return {"Range": f"bytes={self.size}-", "If-Range": self.validator} if self.size else {}

    def begin(self, validator: str) -> None:
        """Start from nothing, with what tells this version of the file from others."""
        self.file.write_bytes(b"")
        self.validator = validator
        if validator:
            self._about.write_text(json.dumps({"validator": validator}))

    def drop(self) -> None:
        """Forget what is here."""
        self.file.unlink(missing_ok=True)
        self._about.unlink(missing_ok=True)
        self.validator = ""

    def finish(self) -> Path:
        """The file, now that it is whole."""
        self._about.unlink(missing_ok=True)
        return self.file

    def head(self) -> bytes:
        """Its first bytes."""
        with self.file.open("rb") as file:
            return file.read(HEAD)

    def is_cut_off(self) -> bool:
        """Whether it is a picture that ends too early."""
        with self.file.open("rb") as file:
            head = file.read(HEAD)
            file.seek(max(0, self.size - TAIL))
            return is_cut_off(head, file.read(), self.size)

    def _standing_validator(self) -> str:
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
            validator = json.loads(self._about.read_bytes())["validator"]
            if isinstance(validator, str) and validator.isascii() and validator.isprintable():
                return validator
        return ""
