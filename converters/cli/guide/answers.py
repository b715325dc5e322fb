"""What a person has answered so far, and the command that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from converters import formats
from converters.formats import Format
from converters.options import options_of


@dataclass(slots=True)
class Answers:
    """Everything that the guide asks for; it starts with what it would choose itself."""

    sources: Sequence[str] = ()
    writer: str = "hugo"
    destination: str = ""
    include: list[str] = field(default_factory=list)
    """Words for `--include`."""
    uploads: str = ""
    fetch: bool = False
    zone: str = ""
    report: str = "report.html"
    """A file, or nothing."""

    @property
    def format(self) -> Format:
        """The chosen writer, not yet imported."""
        return formats.writers()[self.writer]

    def takes(self, option: str) -> bool:
        """Whether the chosen writer has an option."""
        return any(each.name == option for each in options_of(self.format.load()))

    @property
    def options(self) -> list[str]:
        """The options that a conversion and its verification have in common."""
        given: list[str] = []
        for word in self.include:
            given += ["--include", word]
        if self.uploads and self.takes("uploads"):
            given += ["--uploads", self.uploads]
        if self.fetch and self.takes("media"):
            given += ["--media", "fetch"]
        if self.zone:
            given += ["--timezone", self.zone]
        return given

    @property
    def arguments(self) -> list[str]:
        """The whole command, without the name of the program."""
        report = ["--report", self.report] if self.report else []
        return [self.writer, *self.options, *report, *self.paths]

    @property
    def verification(self) -> list[str]:
        """The command that compares what was written with its source; its report stands beside that of the other."""
        path = Path(self.report)
        report = ["--report", str(path.with_stem(f"{path.stem}-verified"))] if self.report else []
        return ["verify", self.writer, *self.options, *report, *self.paths]

    @property
    def paths(self) -> list[str]:
        """The sources and the destination, said to be no options where they look like some."""
        paths = [*self.sources, self.destination]
        return ["--", *paths] if any(path.startswith("-") for path in paths) else paths
