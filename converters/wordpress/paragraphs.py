"""Classic-editor text → HTML paragraphs: what WordPress calls wpautop and shortcode_unautop.

A blank line separates paragraphs, a single line end is a line break, and block elements stand alone. What comes out is
not always well nested: it is what browsers were sent, and the HTML parser repairs it as they did. Written from
WordPress's behaviour (recorded pairs of input and output); every pass takes time linear in the text.
"""

import re
from collections.abc import Callable, Collection, Iterator

from converters.wordpress.shortcodes.grammar import Grammar

_BLOCK = (
    r"(?:table|thead|tfoot|caption|col|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|map|area|blockquote"
    r"|address|math|style|p|h[1-6]|hr|fieldset|legend|section|article|aside|hgroup|header|footer|nav|figure"
    r"|figcaption|details|menu|summary)"
)
_HIDDEN_LINE_END = " <!-- wpnl --> "
_SCRIPT_LINE_END = "<WPPreserveNewline />"
_BLANKS = " \t\n\r\0\x0b"

LONG = 1 << 22
_STRETCH = 1 << 20
"""Characters beyond which a text is cut, and those of a stretch."""
_CUT = re.compile(r"(?<=[^\s<>])(?:</p>)?\n\n(?=(?:<p(?: [^<>\n]*+)?>)?[^\s<>])")
"""A blank line between two paragraphs that show something, with or without tags."""
_REACHES_FAR = re.compile(r"<!|</?(?:pre|script|style|svg|option|object|source|track|figcaption)|\r")
"""What begins something that may end far away, or what is looked for in the text as a whole."""

# To PHP's patterns, which see bytes, a no-break space is not a space: hence ASCII throughout.
_PRE = re.compile(r"<pre wp-pre-tag-(\d+)></pre>", re.ASCII)
_TAG = re.compile(r"<!(?=--).*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<[^>]*+>?", re.DOTALL)
_TAG_OF_LINES = re.compile(r"<[^>\n]*+(?:\n[^>]*+>?)?")
_SCRIPT = re.compile(r"<(script|style|svg)")
_ANYTHING_BUT_WORDS = re.compile(r"[<>\n\r\f\v]")
_LINE_END = re.compile(r"\n\s*+", re.ASCII)
_BLANK_LINES = re.compile(r"\n\s*\n", re.ASCII)
_LIST_ITEM = re.compile("<p>(?=<li[^\n])")
_ANY_BLOCK = re.compile(rf"</?{_BLOCK}")
_BEFORE_PARAGRAPH_END = re.compile(r">\s*+</p>", re.ASCII)
_BEFORE_BREAK = re.compile(r">\s*+<br />", re.ASCII)
_LONE_PARAGRAPH = re.compile(r"<p>(?:[\r\n\t \xa0]|&nbsp;)*+(?=\[)")
_REST_OF_PARAGRAPH = re.compile(r"(?:[\r\n\t \xa0]|&nbsp;)*+</p>")


def _rules(*rules: tuple[str, str]) -> Callable[[str], str]:
    """A function that replaces one pattern after the other."""
    compiled = [(re.compile(pattern, re.ASCII), replacement) for pattern, replacement in rules]

    def apply(text: str) -> str:
        for pattern, replacement in compiled:
            text = pattern.sub(replacement, text)
        return text

    return apply


_separate_blocks = _rules(
    (r"<br\s*+/?>\s*+<br\s*+/?>", "\n\n"),
    (rf"<(?={_BLOCK}[\s/>])", "\n\n<"),
    (rf"(</{_BLOCK}>)", r"\1\n\n"),
    (r"(<hr\s*+/?>)", r"\1\n\n"),
    (r"\r\n?", "\n"),
)
_close_up_options = _rules((r"(?<!\s)\s*+<option", "<option"), (r"</option>\s*+", "</option>"))
_close_up_objects = _rules((r"(<object[^>]*+>)\s*+", r"\1"), (r"(?<!\s)\s*+</object>", "</object>"))
_close_up_parameters = _rules((r"(?<!\s)\s*+(</?(?:param|embed)[^>]*+>)\s*+", r"\1"))
_close_up_players = _rules(
    (r"([<\[](?:audio|video)[^>\]]*+[>\]])\s*+", r"\1"), (r"(?<!\s)\s*+([<\[]/(?:audio|video)[>\]])", r"\1")
)
_close_up_sources = _rules((r"(?<!\s)\s*+(<(?:source|track)[^>]*+>)\s*+", r"\1"))
_close_up_captions = _rules((r"(?<!\s)\s*+(<figcaption[^>]*+>)", r"\1"))
_close_up_caption_ends = _rules((r"</figcaption>\s*+", "</figcaption>"))
_open_paragraphs_rightly = _rules(
    (r"<p>\s*+</p>", ""),
    (r"<p>([^<]++)</(div|address|form)>", r"<p>\1</p></\2>"),
    (rf"<p>\s*+(</?{_BLOCK}[^>]*+>)\s*+</p>", r"\1"),
)
_move_paragraphs_into_quotes = _rules(
    (r"<p><([Bb][Ll][Oo][Cc][Kk][Qq][Uu][Oo][Tt][Ee])([^>]*+)>", r"<blockquote\2><p>"),
    (r"</blockquote></p>", "</p></blockquote>"),
    (rf"<p>\s*+(</?{_BLOCK}[^>]*+>)", r"\1"),
)
_shorten_breaks = _rules((r"<br/?>", "<br />"))
_drop_breaks_before_blocks = _rules(
    (r"<br />(\s*+</?(?:p|li|div|dl|dd|dt|th|pre|td|ul|ol)[^>]*+>)", r"\1"), (r"\n</p>(?=\n?\Z)", "</p>")
)


def add_paragraphs(text: str) -> str:
    """The HTML that WordPress's wpautop makes of classic-editor text; blank text gives nothing."""
    if not text.strip(_BLANKS):
        return ""
    if not _ANYTHING_BUT_WORDS.search(text):
        return f"<p>{text}</p>\n"  # most comments: there is nothing for the rules to change
    if len(text) <= LONG or _REACHES_FAR.search(text):
        return _with_paragraphs(text)
    written = bytearray()  # several passes over many megabytes would hold them several times
    for stretch in _stretches(text):
        written += _with_paragraphs(stretch).encode("utf-8", "surrogatepass")
    return written.decode("utf-8", "surrogatepass")


def _stretches(text: str) -> Iterator[str]:
    """A text cut at blank lines that would part two paragraphs anyway, where no tag is open."""
    start, at = 0, _STRETCH
    while at >= 0 and (cut := _CUT.search(text, at)):
        end = cut.end() - 2
        if _parts_paragraphs(text, start, end):
            yield text[start:end]
            start = cut.end()
            at = start + _STRETCH
        else:
            at = text.find(">", end)
    yield text[start:]


def _parts_paragraphs(text: str, start: int, end: int) -> bool:
    """Whether a paragraph ends where a stretch would: no tag is open, and it has an end tag or no tag at all in it."""
    if text.rfind("<", start, end) > text.rfind(">", start, end):
        return False
    last = max(start, text.rfind("\n\n", start, end))
    return text.endswith("</p>", start, end) or text.find(">", last, end) < 0


def _with_paragraphs(text: str) -> str:
    text, kept = _take_out_pre(text + "\n")
    text = _separate_blocks(text)
    text = (_TAG if "<!" in text else _TAG_OF_LINES).sub(_hide_line_ends, text)
    text = _close_up_media(text)
    text = "".join("<p>" + part.strip("\n") + "</p>\n" for part in _BLANK_LINES.split(text) if part)
    text = _open_paragraphs_rightly(text)
    text = _unwrap_list_items(text)
    text = _move_paragraphs_into_quotes(text)
    text = _cut_after_blocks(text, _BEFORE_PARAGRAPH_END)
    text = _add_breaks(text)
    text = _cut_after_blocks(text, _BEFORE_BREAK)
    text = _drop_breaks_before_blocks(text)
    if kept:
        text = _PRE.sub(lambda mark: kept.get(mark[0], mark[0]), text)
    return text.replace(_HIDDEN_LINE_END, "\n")


def unwrap_shortcodes(text: str, names: Collection[str]) -> str:
    """Take away the paragraph around every shortcode that fills one (WordPress's shortcode_unautop).

    `names` are the shortcodes that exist; brackets around any other word are text.
    """
    if "[" not in text:
        return text
    grammar = Grammar(text, names)
    written: list[str] = []
    done = 0
    for start in _LONE_PARAGRAPH.finditer(text):
        if start.start() < done:
            continue
        for end in grammar.ends(start.end()):
            if after := _REST_OF_PARAGRAPH.match(text, end):
                written += text[done : start.start()], text[start.end() : end]
                done = after.end()
                break
    return "".join(written) + text[done:]


def _take_out_pre(text: str) -> tuple[str, dict[str, str]]:
    """The text with a mark for each `<pre>…</pre>`, and what each mark stands for."""
    kept: dict[str, str] = {}
    if "<pre" not in text:
        return text, kept
    *parts, last = text.split("</pre>")
    written = []
    for part in parts:
        start = part.find("<pre")
        if start < 0:
            written.append(part)  # the end tag goes, as it does in WordPress
            continue
        mark = f"<pre wp-pre-tag-{len(kept)}></pre>"
        kept[mark] = part[start:] + "</pre>"
        written += part[:start], mark
    return "".join(written) + last, kept


def _hide_line_ends(tag: re.Match[str]) -> str:
    return tag[0].replace("\n", _HIDDEN_LINE_END)


def _close_up_media(text: str) -> str:
    """Without the line ends inside of media elements, which would become breaks there."""
    if "<option" in text:
        text = _close_up_options(text)
    if "</object>" in text:
        text = _in_complete_tags(_close_up_objects, text)
        text = _in_complete_tags(_close_up_parameters, text)
    if "<source" in text or "<track" in text:
        text = _in_complete_tags(_close_up_players, text, "]")
        text = _in_complete_tags(_close_up_sources, text)
    if "<figcaption" in text:
        text = _in_complete_tags(_close_up_captions, text)
        text = _close_up_caption_ends(text)
    return text


def _in_complete_tags(change: Callable[[str], str], text: str, other_end: str = ">") -> str:
    """Change the text up to its last tag's end: beyond, a pattern would look for an end again and again."""
    end = max(text.rfind(">"), text.rfind(other_end)) + 1
    end += len(text) - end - len(text[end:].lstrip(" \t\n\r\f\v"))
    return change(text[:end]) + text[end:]


def _unwrap_list_items(text: str) -> str:
    """Take away a paragraph that begins with a list item and ends on the same line."""
    written: list[str] = []
    done = line_end = paragraph_end = 0
    for start in _LIST_ITEM.finditer(text):
        first = start.end() + 4
        if start.start() < done:
            continue
        if line_end < first:
            line_end = text.find("\n", first)
            line_end = len(text) if line_end < 0 else line_end
        if paragraph_end < first:
            paragraph_end = text.find("</p>", first)
            paragraph_end = len(text) if paragraph_end < 0 else paragraph_end
        if paragraph_end < line_end:
            written += text[done : start.start()], text[start.end() : paragraph_end]
            done = paragraph_end + 4
    return "".join(written) + text[done:]


def _cut_after_blocks(text: str, pattern: re.Pattern[str]) -> str:
    """Take away what a pattern matches behind a `>` where that ends the tag of a block element."""
    written: list[str] = []
    done = 0
    found = pattern.search(text)
    while found:
        end = found.start() + 1
        tag = max(done, text.rfind(">", done, end - 1) + 1)
        if _ANY_BLOCK.search(text, tag, end - 1):
            written.append(text[done:end])
            done = end = found.end()
        found = pattern.search(text, end)
    return "".join(written) + text[done:]


def _add_breaks(text: str) -> str:
    """Make every line end that is not one already a line break; those of scripts and styles stay."""
    written: list[str] = []
    done = 0
    missing: set[str] = set()
    for start in _SCRIPT.finditer(text):
        if start.start() < done or start[1] in missing:
            continue
        end = text.find(f"</{start[1]}>", start.end())
        if end < 0:
            missing.add(start[1])
            continue
        written += text[done : start.start()], text[start.start() : end].replace("\n", _SCRIPT_LINE_END)
        done = end
    text = _shorten_breaks("".join(written) + text[done:])
    return _break_lines(text).replace(_SCRIPT_LINE_END, "\n")


def _break_lines(text: str) -> str:
    """The text with one break for each run of spaces that holds line ends, but for the one that follows a break."""
    written: list[str] = []
    done = 0
    for found in _LINE_END.finditer(text):  # from the line end backwards: every word has a space before it
        line = text[done : found.start()]
        words = line.rstrip(" \t\r\f\v")
        run = line[len(words) :] + found[0]
        kept = run[0] if words.endswith("<br />") else ""
        line_end = run.rfind("\n", len(kept))
        written += words, f"{kept}<br />\n{run[line_end + 1 :]}" if line_end >= 0 else run
        done = found.end()
    return "".join(written) + text[done:]
