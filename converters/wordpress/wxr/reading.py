"""An export as a stream: its channel's elements and its items, each read strictly, or repaired with a problem."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from converters.problem import ItemLost, Problem, Report, Where
from converters.wordpress.wxr.damage import (
    BrokenMarkup,
    FileCutOff,
    ForbiddenCharacters,
    InvalidBytes,
    ItemCutOff,
    JunkAround,
    SecondExport,
    StrayText,
    UndeclaredPrefixes,
)
from converters.wordpress.wxr.encoding import decode
from converters.wordpress.wxr.fields import Field, Strict
from converters.wordpress.wxr.files import ExportFile
from converters.wordpress.wxr.items import Piece, cut_items
from converters.wordpress.wxr.repair import Damaged, remove_forbidden

_MERGED = re.compile(r"(?<=</item>)\s*(?=<item[\s>])")
_HIDDEN_ITEM = re.compile(r"<item(?=[\s>])")
_RAW_TITLE = re.compile(r"<title>\s{0,50}<!\[CDATA\[")
_PROLOG = re.compile(r"<(?:rss|channel|(?:\w+:)?RDF|wp:\w+)[\s>]")
_FRAME = re.compile(r"</?(?:rss|channel)(?:\s[^<>]*)?>|<\?xml[^<>]*\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*+(?:\[[^\]]*+(?:\]\s*+)?)?(>)?", re.IGNORECASE)
_GENERATOR = re.compile(r'<!--\s*generator="([^"]{1,200})"')
_REPAIRS = {
    "entity": "entities that XML does not know",
    "ampersand": "& without an entity",
    "less": "< without an element",
    "section": "]]> inside a CDATA section",
    "unclosed": "elements or CDATA sections without an end",
    "markup": "markup where text is due",
}


@dataclass(frozen=True, slots=True)
class Channel:
    """Elements of the channel that stand together."""

    fields: Field
    generator: str
    line: int


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the export."""

    fields: Field
    line: int
    raw_title: bool
    """Whether the title is a CDATA section: HTML as WordPress has it since 5.7."""
    problems: tuple[Problem, ...]
    more_comments: Iterable[Field] = ()
    """Comments that follow those among the fields: too many to be held at once, they are read whenever it is asked."""

    def comments(self) -> Iterator[Field]:
        """All comments in their order."""
        return chain(self.fields.all("wp:comment"), self.more_comments)


class _Comments(Iterable[Field]):
    """The comments that are apart."""

    def __init__(self, texts: Iterable[str], strict: Strict) -> None:
        self._texts, self._strict = texts, strict

    def __iter__(self) -> Iterator[Field]:
        for text in self._texts:
            parsed = self._strict.parse(text)
            yield from parsed.fields if parsed else ()

    def are_well_formed(self) -> bool:
        """Whether there is nothing but comments, each as XML demands."""
        for text in self._texts:
            parsed = self._strict.parse(text)
            if parsed is None or self._strict.stray or any(field.name != "wp:comment" for field in parsed.fields):
                return False
        return True


def parts_of(file: ExportFile, report: Report) -> Iterator[Channel | Item]:
    """The parts of a file in order. Problems of items come with them; all others are reported at once."""
    return _Reading(file.name, report).parts(cut_items(decode(file.path, file.name, report)))


class _Reading:
    """What is known of a file while it is read."""

    def __init__(self, name: str, report: Report) -> None:
        self._name = name
        self._report = report
        self._strict = Strict()
        self._exports = 0
        self._closed = False
        self._anything = False
        self._undeclared = False

    def _where(self, line: int) -> Where:
        return Where(origin=f"{self._name}:{line}")

    def parts(self, pieces: Iterator[Piece]) -> Iterator[Channel | Item]:
        line = 1
        for piece in pieces:
            line = piece.line + piece.lines
            for each in [piece] if piece.is_item else _hidden(piece):
                self._anything = True
                if each.is_item:
                    self._closed = False
                    yield from self._items(each)
                else:
                    yield from self._channel(each)
        if self._anything and not self._closed:
            self._report(FileCutOff(where=self._where(line)))

    def _items(self, piece: Piece) -> Iterator[Item]:
        parsed = self._strict.parse(piece.text) if piece.complete else None
        if parsed is not None and parsed.fields and not self._strict.stray:
            more = _Comments(piece.apart or (), self._strict)
            if more.are_well_formed():
                raw_title = bool(_RAW_TITLE.search(piece.text, 0, 4000))
                piece.text = ""  # which is long where the body is: that is among the fields now
                yield Item(parsed.fields.pop(0), piece.line, raw_title, (), more)
                return
        waiting = [piece.whole()]
        while waiting:
            each = waiting.pop()
            texts = _MERGED.split(each.text)
            if len(texts) > 1 and any(self._strict.parse(text) for text in texts[1:]):
                line = each.line
                found = []
                for text in texts:
                    found.append(Piece(text, line, True, each.complete or text is not texts[-1]))
                    line += text.count("\n") + 1
                waiting.extend(reversed(found))
            else:
                yield from self._repaired(each)

    def _repaired(self, piece: Piece) -> Iterator[Item]:
        notes = _Notes()
        text = remove_forbidden(piece.text, notes.add)
        parsed = self._strict.parse(text) if piece.complete else None
        if parsed is None and self._learn_prefixes(text, piece.line) and piece.complete:
            parsed = self._strict.parse(text)
        cut_field, stray = "", self._strict.stray
        if parsed is None:
            damaged = Damaged(text, self._strict.usual_name, notes.add)
            parsed = damaged.parse()
            cut_field, stray = damaged.cut_field, damaged.stray
        problems = notes.problems(piece, self._name)
        end = self._where(piece.line + text.count("\n"))
        if not piece.complete:
            problems.append(ItemCutOff(inside=f" inside {cut_field}" if cut_field else "", where=end))
        if stray:
            problems.append(StrayText(beginning=_beginning(" ".join(stray)), where=self._where(piece.line)))
        item = next(parsed.all("item"), None)
        if item is None or not item.fields:
            self._report(ItemLost(reason="nothing of it is there but its start tag", where=self._where(piece.line)))
            return
        yield Item(item, piece.line, bool(_RAW_TITLE.search(text, 0, 4000)), tuple(problems))

    def _learn_prefixes(self, text: str, line: int) -> bool:
        learnt = self._strict.learn_prefixes(text)
        if learnt and not self._undeclared:
            self._undeclared = True
            self._report(UndeclaredPrefixes(where=self._where(line)))
        return learnt

    def _channel(self, piece: Piece) -> Iterator[Channel]:
        notes = _Notes()
        text = remove_forbidden(piece.text, notes.add)
        generator = _GENERATOR.search(text)
        start = _PROLOG.search(text)
        if start and (start[0][1:4] == "rss" or not self._exports):
            junk = _without_doctype(_without_comments(_FRAME.sub("", text[: start.start()]))).strip("\ufeff \t\r\n")
            if junk:
                self._report(JunkAround(beginning=_beginning(junk), where=self._where(piece.line)))
            self._exports += 1
            if self._exports > 1:
                self._report(SecondExport(where=self._where(piece.line)))
            self._strict.learn_declarations(text[start.start() : start.start() + 8000])
            text = text[start.start() :]
        if "</channel" in text or "</rss" in text:
            self._closed = True
        if "<channel" in text and text.rfind("<channel") > text.rfind("</channel"):
            self._closed = False
        inner = _FRAME.sub("", text)
        parsed = self._strict.parse(inner)
        if parsed is None and self._learn_prefixes(inner, piece.line):
            parsed = self._strict.parse(inner)
        if parsed is None:
            damaged = Damaged(inner, self._strict.usual_name, notes.add)
            parsed = damaged.parse()
            stray = damaged.stray
        else:
            stray = self._strict.stray
        for problem in notes.problems(piece, self._name):
            self._report(problem)
        if stray:
            self._report(JunkAround(beginning=_beginning(" ".join(stray)), where=self._where(piece.line)))
        yield Channel(parsed, generator[1] if generator else "", piece.line)


class _Notes:
    """Repairs of one text, counted by kind."""

    def __init__(self) -> None:
        self._found: dict[str, list[int]] = {}

    def add(self, kind: str, at: int) -> None:
        self._found.setdefault(kind, [0, at])[0] += 1

    def problems(self, piece: Piece, name: str) -> list[Problem]:
        made: list[Problem] = []
        for kind, (count, at) in self._found.items():
            where = Where(origin=f"{name}:{piece.line + piece.text.count(chr(10), 0, at)}")
            if kind == "bytes":
                made.append(InvalidBytes(count=count, where=where))
            elif kind == "characters":
                made.append(ForbiddenCharacters(count=count, where=where))
            else:
                made.append(BrokenMarkup(what=_REPAIRS[kind], count=count, where=where))
        return made


def _hidden(piece: Piece) -> Iterator[Piece]:
    """A stretch between items, with the items cut out that a section without an end has hidden in it."""
    if "</item>" not in piece.text:
        yield piece
        return
    bare = _without_comments(piece.text, keep_length=True)
    at, line = 0, piece.line
    while start := _HIDDEN_ITEM.search(bare, at):
        end = bare.find("</item>", start.end())
        if end < 0:
            break
        for text, is_item in ((piece.text[at : start.start()], False), (piece.text[start.start() : end + 7], True)):
            if text.strip():
                yield Piece(text, line, is_item)
            line += text.count("\n")
        at = end + 7
    if piece.text[at:].strip():
        yield Piece(piece.text[at:], line, False)


def _without_doctype(text: str) -> str:
    return _DOCTYPE.sub(lambda found: "" if found[1] else found[0], text)


def _without_comments(text: str, *, keep_length: bool = False) -> str:
    made = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        made.append(text[at:start])
        made.append(" " * (end + 3 - start) if keep_length else "")
        at = end + 3
    return "".join([*made, text[at:]])


def _beginning(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else words[:59] + "…"
