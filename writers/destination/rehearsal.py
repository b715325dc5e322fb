"""A destination that only says what would become of each file: nothing is written, not even the manifest."""

from collections.abc import Callable
from pathlib import Path, PurePosixPath

from converters.abilities import Change
from converters.problem import Report, Where
from writers.destination.folder import Destination


class Rehearsal(Destination):
    """Takes everything that a destination takes, and tells `note` instead of writing."""

    def __init__(self, folder: Path, report: Report, note: Callable[[Change], None], *, force: bool = False) -> None:
        super().__init__(folder, report, force=force)
        self.note = note
        self._planned: set[str] = set()
        self._decided: Change | None = None
        self._content: bytes | None = None

    def prepare(self) -> None:
        """Learn what earlier runs wrote."""
        self.manifest.read()

    def finish(self) -> None:
        """Tell what is left over."""
        for path, record in self.manifest.records():
            if record.left_over:
                self.note(Change(path=path, kind="left over"))

    def has(self, *names: str) -> bool:
        """Whether the folder holds one of these files, or would by now."""
        return super().has(*names) or not self._planned.isdisjoint(names)

    def is_ours(self, path: PurePosixPath) -> bool:
        """Whether a file of ours stands there, or would by now."""
        return str(path) in self._planned or super().is_ours(path)

    def put_unless_edited(self, path: PurePosixPath, text: str) -> None:
        """Tell what would become of a file that holds nothing of the source's."""
        super().put_unless_edited(path, text)
        if self._decided is None:
            self.note(Change(path=str(path), kind="kept"))
        self._decided = None

    def put_bytes(self, path: PurePosixPath, content: bytes, where: Where, *, item: str = "") -> bool:
        """Tell what would become of a file, with its content."""
        self._content = content
        arrived = super().put_bytes(path, content, where, item=item)
        self._content = None
        return arrived

    def _put(self, path: PurePosixPath, digest: str, write: Callable[[Path], None], where: Where, item: str) -> bool:
        self._decided = None
        arrived = super()._put(path, digest, write, where, item)
        change = self._decided or Change(path=str(path), kind="same" if arrived else "kept")
        self._decided = change
        self.note(change)
        return arrived

    def store(self, target: Path, name: str, digest: str, write: Callable[[Path], None], item: str) -> None:
        """Decide that a new version would be put in its place."""
        self._planned.add(name)
        before = target.read_bytes() if self._content is not None and target.exists() else None
        self._decided = Change(
            path=name, kind="changed" if target.exists() else "new", before=before, after=self._content
        )

    def _leave(self, name: str, digest: str, where: Where) -> bool:
        self._decided = Change(path=name, kind="kept")
        return super()._leave(name, digest, where)
