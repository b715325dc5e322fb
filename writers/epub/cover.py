"""A cover laid out from a title, the authors and the years, and drawn as SVG."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape

WIDTH, HEIGHT = 1200, 1800
MARGIN = 120
_TITLE_TOP = 260
_SIZES = (150, 128, 110, 96, 84, 72, 62)
_MOST_LINES = 6
_LONGEST_TITLE = 160
_INKS = (  # ground, figure, lighter figure
    ("#1f3a4d", "#2f5873", "#d9a441"), ("#3b2a4a", "#57406b", "#e0a85c"), ("#23403a", "#356057", "#e3b25a"),
    ("#4a2630", "#6b3a47", "#e2b04a"), ("#2b2f45", "#434a6b", "#dba05a"), ("#3d3425", "#5c4f39", "#d8b25f"),
)  # fmt: skip
_PAPER = "#fbf7ee"


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle of the ornament."""

    left: int
    top: int
    width: int
    height: int
    ink: str


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text, centred."""

    text: str
    baseline: int
    size: int
    ink: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """A cover laid out."""

    ground: str
    bars: tuple[Bar, ...]
    lines: tuple[Words, ...]
    label: str
    """All that it says."""

    def svg(self, icon: str = "") -> str:
        """The drawing as an `svg` element; `icon` is the name of a picture to put on it."""
        bars = "".join(
            f'<rect x="{bar.left}" y="{bar.top}" width="{bar.width}" height="{bar.height}" fill="{bar.ink}" />'
            for bar in self.bars
        )
        lines = "".join(
            f'<text x="{WIDTH // 2}" y="{line.baseline}" font-size="{line.size}" fill="{line.ink}">'
            f"{escape(line.text)}</text>"
            for line in self.lines
        )
        left, top, side = icon_box()
        image = f'<image x="{left}" y="{top}" width="{side}" height="{side}" xlink:href="{icon}" />' if icon else ""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" '
            f'viewBox="0 0 {WIDTH} {HEIGHT}" width="100%" height="100%" preserveAspectRatio="xMidYMid meet" role="img" '
            f'aria-label="{escape(self.label)}"><title>{escape(self.label)}</title>'
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{self.ground}" />{bars}'
            f'<g font-family="Georgia, \'Times New Roman\', serif" text-anchor="middle">{lines}</g>{image}</svg>'
        )


def design(title: str, subtitle: str, authors: Sequence[str], years: str) -> Cover:
    """Lay out a cover."""
    title = title if len(title) <= _LONGEST_TITLE else title[:_LONGEST_TITLE] + "…"
    seed = sha256(title.encode("utf-8", "replace")).digest()
    ground, dark, light = _INKS[seed[0] % len(_INKS)]
    size = next((size for size in _SIZES if len(_wrap(title, size)) <= _MOST_LINES), _SIZES[-1])
    wrapped = _wrap(title, size)
    if len(wrapped) > _MOST_LINES:
        wrapped = [*wrapped[: _MOST_LINES - 1], wrapped[_MOST_LINES - 1] + "…"]
    lines = [Words(text, _TITLE_TOP + round(size * 1.2 * (at + 1)), size, _PAPER) for at, text in enumerate(wrapped)]
    below = lines[-1].baseline if lines else _TITLE_TOP
    if subtitle:
        lines.append(Words(_shorten(subtitle, 60), below + 130, 60, light))
    foot = _shorten(", ".join(authors), 54)
    lines += [Words(foot, HEIGHT - 260, 54, _PAPER)] if foot else []
    lines += [Words(years, HEIGHT - 170, 44, light)] if years else []
    label = ", ".join(part for part in (title, subtitle, *authors, years) if part)
    return Cover(ground=ground, bars=tuple(_ornament(seed, dark, light)), lines=tuple(lines), label=label)


def icon_box() -> tuple[int, int, int]:
    """Where an icon stands: left, top, side."""
    side = 260
    return (WIDTH - side) // 2, HEIGHT - 640, side


def _ornament(seed: bytes, dark: str, light: str) -> list[Bar]:
    """Stripes above and below, and a row of columns like books on a shelf, as high as the title's own numbers."""
    bars = [Bar(0, 0, WIDTH, 36, light), Bar(0, HEIGHT - 36, WIDTH, 36, light)]
    shelf = HEIGHT - 400
    width = (WIDTH - 2 * MARGIN) // 24
    for at in range(24):
        height = 90 + seed[at + 1] % 190
        bars.append(
            Bar(MARGIN + at * width, shelf - height, width - 8, height, light if seed[at + 1] % 9 == 0 else dark)
        )
    return [*bars, Bar(MARGIN, shelf, WIDTH - 2 * MARGIN, 10, light)]


def _wrap(text: str, size: int) -> list[str]:
    """A title in lines that fit; scripts without spaces break anywhere."""
    most = (WIDTH - 2 * MARGIN) / size
    lines: list[str] = []
    for word in _breakable(text):
        joined = f"{lines[-1]}{word}" if lines else word.lstrip()
        if lines and ems(joined.rstrip()) > most:
            lines.append(word.lstrip())
        elif lines:
            lines[-1] = joined
        else:
            lines = [joined]
        while ems(lines[-1].rstrip()) > most:  # one word that is longer than a line
            cut = next(at for at in range(len(lines[-1]), 0, -1) if at == 1 or ems(lines[-1][:at]) <= most)
            lines[-1:] = [lines[-1][:cut], lines[-1][cut:]]
            if len(lines) > _MOST_LINES:
                break
    return [line.strip() for line in lines if line.strip()]


def _breakable(text: str) -> list[str]:
    pieces: list[str] = []
    for char in text:
        if pieces and char != " " and not _is_wide(char) and not _is_wide(pieces[-1][-1]):
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def _shorten(text: str, size: int) -> str:
    most = (WIDTH - 2 * MARGIN) / size
    if ems(text) <= most:
        return text
    end = len(text)
    while end and ems(text[:end]) + 1 > most:
        end -= 1
    return text[:end].rstrip() + "…"


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


def ems(text: str) -> float:
    """About how wide a text is, in ems."""
    return sum(_width(char) for char in text)


def _width(char: str) -> float:
    if unicodedata.combining(char):
        return 0.0
    if _is_wide(char):
        return 1.0
    if char.isupper():
        return 0.72
    return 0.3 if char in " .,:;'il|!" else 0.56
