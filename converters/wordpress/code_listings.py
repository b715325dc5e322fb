"""Code as highlighting plugins keep it: cut out before paragraphs are made, and put back afterwards.

SyntaxHighlighter Evolved (`[code]`, `[php]` …), Crayon, CodeColorer (`[cc_php]`), Enlighter and WP-GeSHi
(`<pre lang="php">`) take their code out of the text before anything else looks at it; so does `cut_out_code`. What is
put back is `<pre><code class="language-php">`, the code exact.
"""

import html
import re
from dataclasses import dataclass

from converters.wordpress.code_languages import ALIASES, language_of_class, usual_language
from converters.wordpress.context import Context
from converters.wordpress.formulas import find_formulas
from converters.wordpress.markup import write_element, write_text
from converters.wordpress.shortcodes.expansion import plain_value
from converters.wordpress.shortcodes.grammar import Grammar, parse_attributes

_START = re.compile(r"<!--|\[[\w-]|<(pre|code|span)\b([^<>]*+)>", re.IGNORECASE | re.ASCII)
_OPENER = re.compile(r"\[([\w-]++)", re.ASCII)
_CLOSER = re.compile(r"\[/([\w-]++)\]", re.ASCII)
_ATTRIBUTE = re.compile(r"""(?<![\w-])([\w-]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""", re.ASCII)
CODE_SHORTCODES = ALIASES | {"code", "sourcecode", "source", "crayon", "enlighter", "highlight", "codeblock"}
"""The names of shortcodes that hold code."""
_CODECOLORER = re.compile(r"cc([a-zA-Z]{0,8})(?:_([\w-]+))?", re.ASCII)
_CRAYON = re.compile(r"(?:^|\s)(?:lang|decode|crayon):|crayon-(?:inline|plain)|(?:^|\s)crayon(?:\s|$)")
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#0?39|#x27);")
_WORDS = ("lang", "crayon", "decode:", "enlighter", "brush:")
_LONGEST_WORD = 9
_AT_ONCE = 1 << 20
_TRUE = ("1", "true", "yes", "on")


@dataclass(frozen=True, slots=True)
class CutText:
    """A text without its code, and the code."""

    text: str
    """With a mark (an empty element) where code was."""
    mark: str
    """The word of the marks; it stands nowhere else in the text."""
    pieces: tuple[str, ...]
    """The code as HTML, by the number of its mark."""


def cut_out_code(text: str, context: Context) -> CutText:
    """Take the code of highlighting plugins, and formulas, out of a body, so that nothing happens to them.

    `put_back_code` is the other half.
    """
    mark = "cut-out-code"
    while mark in text:
        mark += "-"
    pieces: list[str] = []
    text = _cut(text, _find_listings(text, context), mark, pieces)
    text = _cut(text, find_formulas(text, context.rules.shortcodes), mark, pieces)
    return CutText(text, mark, tuple(pieces))


def _cut(text: str, found: list[tuple[int, int, str]], mark: str, pieces: list[str]) -> str:
    """The text with a mark for each place that was found; its HTML is added to the pieces."""
    written: list[str] = []
    done = 0
    for start, end, piece in found:
        written.append(text[done:start])
        if piece.startswith("["):
            written.append(piece)
        else:
            name = "code" if piece.startswith(("<code", "<math data")) else "pre"
            written.append(f"<{name} {mark}-{len(pieces)}></{name}>")
            pieces.append(piece)
        done = end
    return "".join(written) + text[done:]


def _find_listings(text: str, context: Context) -> list[tuple[int, int, str]]:
    """Where code begins and ends, and its HTML; of doubled brackets, which mean text, that text."""
    names = {closer[1] for closer in _CLOSER.finditer(text) if _is_code(closer[1])} if "[" in text else set()
    names -= context.rules.shortcodes.keys()
    if not names and not _may_hold_listing(text):
        return []
    grammar = Grammar(text, names)
    encoded = "1" in context.post.meta_values("_syntaxhighlighter_encoded")
    ends = _ElementEnds(text)
    found: list[tuple[int, int, str]] = []
    done = 0
    for start in _START.finditer(text):
        if start.start() < done:
            continue
        if start[0] == "<!--":
            done = text.find("-->", start.end())
            if done < 0:
                break
        elif start[1]:
            listing = _read_element(text, start, ends)
            if listing:
                done = listing[0]
                found.append((start.start(), *listing))
        elif listing := _read_shortcode(text, start.start(), grammar, encoded):
            doubled = listing[1].startswith("[")
            done = listing[0] + doubled
            found.append((start.start() - doubled, done, listing[1]))
    return found


def _may_hold_listing(text: str) -> bool:
    """Whether an element of a highlighter may stand in a text."""
    if "<pre" not in text and "<code" not in text and "crayon" not in text:
        return False
    for start in range(0, len(text), _AT_ONCE):  # to lower a long text as a whole takes several times its memory
        part = text[start : start + _AT_ONCE + _LONGEST_WORD].lower()
        if any(word in part for word in _WORDS):
            return True
    return False


def put_back_code(html: str, cut: CutText) -> str:
    """HTML made of a cut text, with the code back in its places."""
    if not cut.pieces:
        return html
    marks = re.compile(rf"<(?:pre|code) {cut.mark}-(\d+)></(?:pre|code)>", re.ASCII)
    return marks.sub(lambda mark: cut.pieces[int(mark[1])], html)


def write_listing(code: str, language: str = "", title: str = "") -> str:
    """A block of code (plain text) as HTML."""
    code = code.replace("\r\n", "\n").replace("\r", "\n").strip("\n").rstrip()
    classes = {"class": f"language-{language}" if language else ""}
    first = "\n" if code.startswith("\n") else ""
    block = write_element("pre", {}, first + write_element("code", classes, write_text(code)))
    return f"<figure><figcaption>{write_text(title)}</figcaption>{block}</figure>" if title else block


def _is_code(name: str) -> bool:
    return name in CODE_SHORTCODES or name.startswith("crayon-") or _CODECOLORER.fullmatch(name) is not None


def _read_shortcode(text: str, start: int, grammar: Grammar, encoded: bool) -> tuple[int, str] | None:
    """Where a code shortcode ends and its HTML, or itself where doubled brackets say that it is text."""
    opener = _OPENER.match(text, start)
    tag = grammar.tag_at(opener, len(text)) if opener else None
    closer = grammar.closer(tag, len(text)) if tag else -1
    if tag is None or closer < 0:
        return None
    end = closer + len(tag.name) + 3
    if text[start - 1 : start] == "[" and text[end : end + 1] == "]":
        return end, text[start:end]
    named, positional = parse_attributes(text[tag.inner : tag.end - 1])
    attributes = {name: plain_value(value) for name, value in named.items()}
    language = attributes.get("lang") or attributes.get("language") or ""
    inline = attributes.get("inline", "").lower() in _TRUE
    codecolorer = None if tag.name in CODE_SHORTCODES else _CODECOLORER.fullmatch(tag.name)
    if codecolorer:
        inline = inline or "i" in codecolorer[1]
        language = language or codecolorer[2] or ""
        encoded = "e" in codecolorer[1]
    elif not language and tag.name in ALIASES:
        language = tag.name
    elif not language and positional and usual_language(positional[0].lstrip("=")) in ALIASES:
        language = positional[0].lstrip("=")
    encoded = encoded or any(attributes.get(name, "").lower() in _TRUE for name in ("escaped", "decode"))
    code = _decode(text[tag.end : closer], encoded)
    if inline:
        return end, _write_inline(code, usual_language(language))
    return end, write_listing(code, usual_language(language), attributes.get("title", ""))


class _ElementEnds:
    """Where elements end, asked for from front to back."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._next: dict[str, int] = {}

    def find(self, name: str, start: int) -> int:
        """Where the next end tag of a name begins; -1 when there is none."""
        known = self._next.get(name, 0)
        if 0 <= known < start:
            known = self._next[name] = self._text.find(f"</{name}>", start)
        return known


def _read_element(text: str, start: re.Match[str], ends: _ElementEnds) -> tuple[int, str] | None:
    """Where a `pre`, `code` or `span` of a plugin ends and its HTML; None for all others."""
    name = start[1]
    attributes = {
        each[1].lower(): html.unescape(each[2] or each[3] or each[4] or "") for each in _ATTRIBUTE.finditer(start[2])
    }
    classes = attributes.get("class", "")
    crayon = _CRAYON.search(classes) is not None
    enlighter = "data-enlighter-language" in attributes or "EnlighterJSRAW" in classes
    raw = crayon or ("lang" in attributes and name.lower() != "span")
    highlighted = name.lower() == "pre" and (enlighter or "brush:" in classes)
    if not (raw or highlighted):
        return None
    end = ends.find(name, start.end())
    if end < 0:
        return None
    inner, end = text[start.end() : end], end + len(name) + 3
    language = attributes.get("data-enlighter-language") or attributes.get("lang") or ""
    language = usual_language(language) or language_of_class(classes)
    if name.lower() == "span" or (name.lower() == "code" and "\n" not in inner):
        return end, _write_inline(_decode(inner, True), language)
    title = attributes.get("title") or attributes.get("data-enlighter-title", "")
    if highlighted and not crayon and "<" in inner:  # browsers were to read it as HTML, and there are tags in it
        classes = f"language-{language}" if language else ""
        return end, write_element("pre", {}, write_element("code", {"class": classes}, inner))
    sure = highlighted or "decode:true" in classes or "decode:1" in classes or attributes.get("escaped") in _TRUE
    return end, write_listing(_decode(inner, sure), language, title)


def _write_inline(code: str, language: str) -> str:
    return write_element("code", {"class": f"language-{language}" if language else ""}, write_text(code.strip()))


def _decode(code: str, encoded: bool) -> str:
    """Code without its entities, where it was encoded: so it says, or it has entities but not one bracket."""
    if encoded or ("<" not in code and ">" not in code and _ENTITY.search(code)):
        return html.unescape(code)
    return code
