"""The finaliser of a leaf: the inline content of a block becomes one piece of Markdown, escaped where it stands.

Only here all neighbours are known, so only here spaces move out of emphasis, delimiters are chosen, and escapes are
decided on the finished line.
"""

import re
from dataclasses import dataclass

from writers.markdown.code import code_span
from writers.markdown.emphasis import CODE, LINE_BREAK, MARK, OPEN, TAGS, TEXT, Token, choose_delimiters, nested
from writers.markdown.escape import Around, Escaper
from writers.markdown.flavor import Flavor
from writers.markdown.raw import Link, inert_text, neutral, plain_text, raw_html, tag
from writers.markdown.runs import ATOM, BLANK, SPACES, Group, Item, Run, tidy
from writers.markdown.runs import CODE as CODE_RUN
from writers.markdown.runs import TEXT as TEXT_RUN

_DEFINITION = re.compile(r"^(\[\^\d+\]):")
UNREADABLE = frozenset(["audio", "embed", "iframe", "map", "math", "object", "picture", "svg", "video"])
"""Elements that kramdown does not take amid text as they are."""


def _holds_unreadable(group: Group) -> bool:
    return any(
        _holds_unreadable(item)
        if isinstance(item, Group)
        else item.element is not None and item.element.name in UNREADABLE
        for item in group.items
    )


@dataclass(frozen=True, slots=True)
class Leaves:
    """Writes the leaves of one body."""

    flavor: Flavor
    escaper: Escaper
    link: Link

    def markdown(
        self, items: list[Item], *, one_line: bool = False, cell: bool = False, begins_line: bool = True
    ) -> str:
        """The Markdown of a leaf; empty when it shows nothing.

        `one_line`: a heading or a term; `cell`: in a table; `begins_line`: nothing stands before it in its line.
        """
        items = tidy(items)
        if not items:
            return ""
        first = items[0]
        if len(items) == 1 and isinstance(first, Run) and first.kind == ATOM:
            return first.text
        if (
            isinstance(first, Run)
            and first.text.startswith("<iframe")
            and not (one_line or cell or self.flavor.block_iframes)
        ):
            return f"<p>{self.html(items)}</p>"  # CommonMark would take the whole paragraph for HTML (section 4.6)
        return self._written(self._tokens(items, 0, False), one_line=one_line, cell=cell, begins_line=begins_line)

    def plain(self, items: list[Item], *, one_line: bool = False, cell: bool = False, begins_line: bool = True) -> str:
        """The same for a leaf of nothing but text without emphasis and line breaks: most leaves are."""
        first = items[0]
        if len(items) == 1 and isinstance(first, Run) and first.kind == TEXT_RUN:
            return self._one_text(first.text.strip(BLANK), cell, begins_line)
        lines: list[list[str]] = [[]]
        for item in items:
            if isinstance(item, Run) and item.kind == TEXT_RUN:
                lines[-1].append(item.text)
            else:
                lines.append([])
        texts = ["".join(line) if len(line) != 1 else line[0] for line in lines]
        start, end = 0, len(texts)
        while start < end and not texts[start].strip(BLANK):
            start += 1
        while end > start and not texts[end - 1].strip(BLANK):
            end -= 1
        if start == end:
            return ""
        texts[start] = texts[start].lstrip(BLANK)
        texts[end - 1] = texts[end - 1].rstrip(BLANK)
        tokens: list[Token] = []
        for text in texts[start:end]:
            if tokens:
                tokens.append(Token(LINE_BREAK, ""))
            text = (SPACES.sub(" ", text) if "  " in text else text).strip(" ")
            if text:
                tokens.append(Token(TEXT, text))
        if len(tokens) == 1:
            return self._one_text(tokens[0].text, cell, begins_line)
        return self._written(tokens, one_line=one_line, cell=cell, begins_line=begins_line)

    def _one_text(self, text: str, cell: bool, begins_line: bool) -> str:
        around = Around(cell=cell, tilde=text.count("~") > 1, emphasised=False)
        escaped = self.escaper.text(text, around=around)
        return self.escaper.line_start(escaped) if begins_line else escaped

    def _tokens(self, items: list[Item], outer: int, link: bool) -> list[Token]:
        tokens: list[Token] = []
        for kind, style, item in nested(items, outer):
            if item is None:
                tokens.append(Token(kind, "", style, link))
            elif isinstance(item, Group):
                tokens.extend(self._group_tokens(item, outer, link))
            elif item.kind == TEXT_RUN:
                tokens.append(Token(TEXT, item.text, 0, link))
            elif item.kind == CODE_RUN:
                tokens.append(Token(CODE, item.text, 0, link))
            elif item.kind == ATOM:
                text = item.text
                if self.flavor.block_iframes and item.element and item.element.name in UNREADABLE:
                    text = f"{{::nomarkdown}}{text}{{:/nomarkdown}}"
                tokens.append(Token(MARK, text, 0, link))
            else:
                tokens.append(Token(LINE_BREAK, "", 0, link))
        return tokens

    def _group_tokens(self, group: Group, outer: int, link: bool) -> list[Token]:
        if group.raw:
            html = f"{group.opening}{self.html(group.items, outer | group.emphasis)}{group.closing}"
            if self.flavor.block_iframes and _holds_unreadable(group):
                html = f"{{::nomarkdown}}{html}{{:/nomarkdown}}"
            return [Token(MARK, html, 0, link)]
        inner = self._tokens(group.items, outer | group.emphasis, link or group.link)
        if group.write:
            return [Token(MARK, group.write(self._written(inner, one_line=True)), 0, link)]
        opening, closing = group.opening, group.closing
        if group.link and len(inner) == 1 and inner[0].text in ("x", "X"):
            inner = [Token(MARK, f"&#{ord(inner[0].text)};")]  # else goldmark sees the box of a task
        if group.link and len(inner) == 1 and inner[0].kind == TEXT and opening == "[":
            address = group.closing[2:-1]
            if inner[0].text == address and self.escaper.is_autolink(address):
                return [Token(MARK, f"<{address}>", 0, link)]
        return [Token(MARK, opening, 0, link), *inner, Token(MARK, closing, 0, link)]

    def _written(self, tokens: list[Token], *, one_line: bool, cell: bool = False, begins_line: bool = False) -> str:
        around = self._settle(tokens, cell)
        if around.emphasised:
            choose_delimiters(tokens)
        one_line = one_line or cell
        line: list[str] = []
        lines = [line]
        begins_with_text = [bool(tokens) and tokens[0].kind == TEXT]
        for at, token in enumerate(tokens):
            text = token.text
            if token.kind == TEXT:
                left = line[-1][-1:] if line else ""
                right = self._first_character(tokens, at + 1, one_line)
                if token.link and left == "[" and text.startswith("^"):
                    line.append("&#94;")  # else it may begin a footnote
                    left, text = ";", text[1:]
                text = self.escaper.text(text, left, right, link=token.link, around=around)
            elif token.kind == LINE_BREAK:
                if not one_line:
                    line = []
                    lines.append(line)
                    begins_with_text.append(at + 1 < len(tokens) and tokens[at + 1].kind == TEXT)
                    continue
                text = "<br>"
            line.append(text)
        return self._joined(lines, begins_with_text, begins_line=begins_line)

    def _settle(self, tokens: list[Token], cell: bool) -> Around:
        """Give code and finished Markdown their last form, and say what there is around the texts."""
        tildes = 0
        emphasised = False
        linked = ""
        for at, token in enumerate(tokens):
            kind = token.kind
            if kind == TEXT:
                if "~" in token.text:
                    tildes += token.text.count("~")
            elif kind == CODE:
                joins = at > 0 and tokens[at - 1].kind != LINE_BREAK and not tokens[at - 1].text.endswith(" ")
                if joins and self.escaper.begins_mail_address(token.text):
                    token.text = f"<code>{inert_text(token.text)}</code>"  # a backtick would be part of the address
                else:
                    token.text = code_span(token.text, self.flavor, cell=cell)
            elif kind == MARK:
                if "://" in token.text or "mailto:" in token.text:
                    linked += token.text
                if "]:" in token.text and self.flavor.is_kramdown and "<" in token.text:
                    token.text = token.text.replace("]:", "&#93;:")  # a line may define a link before it is one
                if "|" in token.text and (cell or self.flavor.is_kramdown):
                    token.text = token.text.replace("\\|", "&#124;").replace("|", "&#124;")
            elif kind != LINE_BREAK:
                tildes += 2
                emphasised = True
        return Around(cell=cell, tilde=tildes > 1, emphasised=emphasised, linked=linked)

    def _joined(self, lines: list[list[str]], begins_with_text: list[bool], *, begins_line: bool) -> str:
        """The lines of a leaf as they stand among others; nothing at the beginning of one begins a block.

        A line that began with a frame would end the paragraph, and Markdown after it would be text (CommonMark 4.6).
        """
        break_mark = f"{self.flavor.line_break}\n"
        finished: list[str] = []
        for pieces, literal in zip(lines, begins_with_text, strict=True):
            written = "".join(pieces).strip(" ")
            if begins_line and literal:
                written = self.escaper.line_start(written)
            if written.startswith("[^"):
                written = _DEFINITION.sub(r"\1\\:", written)
            if finished:
                if written.startswith("<iframe"):
                    finished.append("<br>")
                else:
                    finished.append("<br>\n" if finished[-1].endswith("\\") else break_mark)
            finished.append(written)
        return "".join(finished)

    @staticmethod
    def _first_character(tokens: list[Token], at: int, one_line: bool) -> str:
        while at < len(tokens):
            if tokens[at].kind == LINE_BREAK:
                return "<" if one_line else ""
            if tokens[at].text:
                return tokens[at].text[0]
            at += 1
        return ""

    def html(self, items: list[Item], outer: int = 0) -> str:
        """Tidied items as HTML, for places where no Markdown is read; `outer` emphasis is there already."""
        written: list[str] = []
        for kind, style, item in nested(items, outer):
            if item is None:
                written.append(f"<{TAGS[style]}>" if kind == OPEN else f"</{TAGS[style]}>")
            elif isinstance(item, Group):
                opening = tag(item.element, self.link)
                written.append(f"{opening}{self.html(item.items, outer | item.emphasis)}</{item.element.name}>")
            elif item.kind == TEXT_RUN:
                written.append(plain_text(item.text, self.flavor))
            elif item.kind == CODE_RUN:
                written.append(f"<code>{plain_text(item.text, self.flavor)}</code>")
            elif item.kind == ATOM:
                written.append(
                    raw_html([item.element], self.flavor, self.link, inline=True) if item.element else item.text
                )
            else:
                written.append("<br>")
        return neutral("".join(written), self.flavor)
