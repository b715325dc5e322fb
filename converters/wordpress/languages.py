"""Texts in several languages, as qTranslate stores them: `[:en]Hello[:fr]Bonjour[:]`, `<!--:en-->…<!--:-->`.

The plugins showed one of them at a time. Here all stay, one after the other, each said to be in its language; in an
attribute there is room for one only.
"""

import re
from dataclasses import dataclass

from converters.problem import Problem, Report, Severity
from converters.wordpress.spans import Spans

_MARK = re.compile(r"\[:(?P<new>[a-z]{2})?\]|<!--:(?P<old>[a-z]{2})?-->|\{:(?P<braced>[a-z]{2})?\}")
_END = re.compile(r":(?:(?<=\[:)\]|(?<=\{:)\}|(?<=<!--:)-->)")
_TAG = re.compile(r"<[a-zA-Z][^<>]*+>")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeveralLanguages(Problem):
    """A body says the same in several languages; readers chose one of them."""

    code = "several-languages"
    severity = Severity.NOTE
    text = "the text is in several languages ({languages}): all of them stay, one after the other"
    languages: str


def separate_languages(text: str, language: str, report: Report) -> str:
    """A body in which every text in a language of its own is an element that says so (`lang`).

    `language` is the blog's own (a BCP 47 tag): attributes keep that one. Without a mark that ends a group, nothing is
    one.
    """
    if not _END.search(text):
        return text
    text = _TAG.sub(lambda tag: _one_language(tag[0], language[:2].lower()) if "[:" in tag[0] else tag[0], text)
    code = Spans(text)
    marks = [mark for mark in _MARK.finditer(text) if mark.start() not in code]
    if not any(mark[0] in ("[:]", "<!--:-->", "{:}") for mark in marks):
        return text
    written: list[str] = []
    group: list[tuple[str, str]] = []
    seen: dict[str, None] = {}
    done, name = 0, ""
    for mark in [*marks, None]:
        part = text[done : mark.start()] if mark else text[done:]
        if name:
            seen[name] = None
            group.append((name, part))
        elif part.strip() or mark is None:
            written += _show(group), part
            group = []
        name = next(filter(None, mark.groups()), "") if mark else ""
        done = mark.end() if mark else done
    if seen:
        report(SeveralLanguages(languages=", ".join(seen)))
    return "".join(written) + _show(group)


def _show(group: list[tuple[str, str]]) -> str:
    """A text in each of its languages: below one another where it has lines, else side by side."""
    texts = [(name, text.strip()) for name, text in group if text.strip()]
    if any(sign in text for _, text in texts for sign in ("\n", "<p", "<!-- wp:")):
        return "".join(f'\n\n<div lang="{name}">\n\n{text}\n\n</div>\n\n' for name, text in texts)
    return " ".join(f'<span lang="{name}">{text}</span>' for name, text in texts)


def _one_language(tag: str, language: str) -> str:
    """A tag whose attributes say things in several languages, with one of them."""
    parts = re.split(r"\[:([a-z]{2})?\]", tag)
    name = language if language in parts[1::2] else next((name for name in parts[1::2] if name), "")
    return parts[0] + "".join(text for own, text in zip(parts[1::2], parts[2::2], strict=True) if own in (None, name))
