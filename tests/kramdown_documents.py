"""Random Markdown as people write it for Jekyll, with the oddities in which kramdown is unlike other renderers."""

import random
from collections.abc import Callable

_WORDS = [
    *["word", "two words", "漢字", "snake_case_name", "2 * 3 * 4", "don't", '"quoted"', "C#", "a < b", "AT&T", "100%"],
    *["http://example.org/a_b", "(c) 2020", "...", "--", "1.5", "x^2", "#tag", "[bracket]", "&copy;", "\\*", "a*b*c"],
    *["__init__", "$5", "{x}", "!", "ok", "HTML", "_", "*", "`", "a\u00a0b", "<http://example.org/x>", "\\", "a|b"],
]
_PLAIN = ["plain", "text", "here", "and", "more", "the"]
_SPANS = [
    *["*%s*", "**%s**", "_%s_", "__%s__", "***%s***", "`%s`", "``%s` ``", "~~%s~~", "[%s](/x)", '[%s](/u "title")'],
    *["[%s](<a b>)", "[%s][ref]", "[ref]%s", "![%s](/i.png)", "[![%s](/i.png)](/l)", "%s[^1]", "%s[^two]", "<b>%s</b>"],
    *["<em>%s</em>", '<span class="x">%s</span>', "<kbd>%s</kbd>", "<code>%s</code>", "<u>%s</u>", "%s<br>", "%s  \n"],
    *["%s\\\n", "%s\n", "%s\n    ", '"%s"', "'%s'", "*%s*{: .x}", "[%s](/x){: #y title='z'}", "<!-- %s -->", "<div>%s"],
    *["{::comment}%s{:/}", "{::nomarkdown}<b>%s</b>{:/}", "(*%s*)", "*%s*word", "word**%s**", "<b>%s", "**%s"],
    *["*%s", "[%s", "%s](/x)", "<s>%s</s>", '<a href="/y">%s</a>', "<b/>%s", "</b>%s", "%s\\\\\n"],
]
_HTML = [
    *["<div>%s</div>", "<div>\n%s\n</div>", "<div>\n\n%s\n\n</div>", '<div markdown="1">\n%s\n</div>', "<p>%s</p>"],
    *[
        '<div markdown="1">\n\n%s\n\n</div>',
        '<p markdown="1">%s</p>',
        "<details>\n<summary>s</summary>\n\n%s\n\n</details>",
    ],
    *[
        '<table><tr><td markdown="1">%s</td></tr></table>',
        "<center>%s</center>",
        '<section markdown="block">\n%s\n</section>',
    ],
    *["<pre>\n%s\n\ny</pre>", "<ul>\n<li>%s</li>\n</ul>", "<!-- c\n\n%s -->", "<!-- c -->", "<script>\n%s\n</script>"],
    *[
        "<figure>\n<img src='/f.png'>\n<figcaption>%s</figcaption>\n</figure>",
        "<hr>\n%s",
        "<br>\n%s",
        "<img src='/i.png'>\n%s",
    ],
    *["<iframe src='https://example.org/e'></iframe>\n%s", "<div><p>%s</div>", "<ul><li>%s<li>x</ul>", "<foo>%s</foo>"],
    *[
        "<div markdown='1'>\n<div>\n%s\n</div>\n</div>",
        "<video><source src='/v'></video> %s",
        "<b>%s</b>",
        "<del>\n%s\n</del>",
    ],
]
_LINES = [
    *[
        "[ref]: http://example.org/ref 't'",
        "*[HTML]: Hyper",
        "{: .x}",
        "{:toc}",
        "{:a: .b}",
        "{: a #c}",
        "^",
        "***",
        "- - -",
    ],
    *["{::comment}\nx\n\ny\n{:/comment}", "{::nomarkdown}\n<b>x</b>\n{:/}", "{::options auto_ids='false' /}"],
    *["<!-- open", "</div>", "## ", "-", "+", "=", "| - |", "[^1]:", "``` a b", "> ", ">", "1)", "#x", ":x"],
]


class Documents:
    """A source of documents that depend on its seed alone."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def document(self) -> str:
        """Some blocks, mostly with blank lines between them."""
        count = self.random.randint(1, 4)
        return "".join(self.block(0) + self.random.choice(["\n\n", "\n\n", "\n", "\n\n\n"]) for _ in range(count))

    def text(self, most: int = 4) -> str:
        """Words."""
        some = self.random
        words = [some.choice(_WORDS if some.random() < 0.35 else _PLAIN) for _ in range(some.randint(1, most))]
        return " ".join(words)

    def spans(self, depth: int = 0) -> str:
        """Text with spans."""
        some, parts = self.random, list[str]()
        for _ in range(some.randint(1, 3)):
            if depth > 1 or some.random() < 0.4:
                parts.append(self.text())
            else:
                parts.append(some.choice(_SPANS) % (self.spans(depth + 1) if some.random() < 0.3 else self.text(3)))
        return some.choice([" ", " ", " ", "\n"]).join(parts)

    def block(self, depth: int) -> str:
        """A block, with others within it."""
        kinds: list[Callable[[int], str]] = [
            *[lambda _: self.spans()] * 4, self._heading, self._items, self._items, self._code, self._quote,
            self._table, self._html, self._definitions, self._note, lambda _: self.random.choice(_LINES),
        ]  # fmt: skip
        return self.random.choice(kinds)(depth)

    def _within(self, depth: int) -> str:
        return self.block(depth + 1) if depth < 2 else self.spans()

    def _heading(self, depth: int) -> str:
        some = self.random
        if some.random() < 0.4:
            return f"{self.text()}\n{some.choice(['===', '---', '-', '=', '--- ', '-x'])}"
        ending = some.choice(["", " ##", " {#id}", "#"])
        return f"{'#' * some.randint(1, 7)}{some.choice([' ', '  ', ''])}{self.text()}{ending}"

    def _items(self, depth: int) -> str:
        some = self.random
        mark = some.choice(["-", "*", "+", "1.", "1.", "10."])
        blank = some.choice([" ", " ", " ", "   ", "\t", "  "])
        items = []
        for _ in range(some.randint(1, 4)):
            item = some.choice(["", "", "", "", "[ ] ", "[x] ", "{:.x} "]) + self._within(depth)
            if some.random() < 0.3:
                item += some.choice(["\n", "\n\n"]) + self._within(depth)
            margin = some.choice(
                ["", " " * (len(mark) + len(blank)), " " * (len(mark) + len(blank)), "    ", "  ", "\t"]
            )
            items.append(some.choice(["", "", "", " "]) + mark + blank + _indented(item, margin))
        return some.choice(["\n", "\n", "\n\n"]).join(items)

    def _code(self, depth: int) -> str:
        some = self.random
        if some.random() < 0.4:
            return _indented("code *x*\n\n<b>y</b>\n  z", "    ", first=True) + some.choice(["", "\nlazy", "\n\tx"])
        mark = some.choice(["```", "~~~", "````"])
        language = some.choice(["", "python", " js", " a b"])
        return f"{mark}{language}\n{self.text()}\n\n<b>\n{some.choice(['', '```'])}\n{mark}"

    def _quote(self, depth: int) -> str:
        return "> " + self._within(depth).replace("\n", self.random.choice(["\n> ", "\n> ", "\n>", "\n"]))

    def _table(self, depth: int) -> str:
        some = self.random
        rows = [
            "| a | b |\n|---|:-:|\n| %s | %s |",
            "a | b\n--|--\n%s | %s",
            "|%s|%s|\n|x|",
            "%s | %s",
            "|a|\n|-\n|%s|%s|\n|=\n|y|",
        ]
        return some.choice(rows) % (self.text(2), self.spans().replace("\n", " ")) + some.choice(
            ["", "", "\ntext", "\n{: .x}"]
        )

    def _html(self, depth: int) -> str:
        form = self.random.choice(_HTML)
        return form.replace("%s", self._within(depth) if self.random.random() < 0.5 else self.spans())

    def _definitions(self, depth: int) -> str:
        some = self.random
        terms = "\n".join(self.text(2) for _ in range(some.randint(1, 2)))
        meanings = [f": {_indented(self._within(depth), '  ')}" for _ in range(some.randint(1, 2))]
        return terms + some.choice(["\n", "\n\n"]) + some.choice(["\n", "\n\n"]).join(meanings)

    def _note(self, depth: int) -> str:
        some = self.random
        more = "\n\n    " + _indented(self._within(depth), "    ") if some.random() < 0.4 else ""
        return f"[^{some.choice(['1', 'two'])}]: {self.text()}{more}"


def _indented(text: str, margin: str, *, first: bool = False) -> str:
    """A text with a margin before its lines, but for blank ones and, by default, the first."""
    lines = text.split("\n")
    return "\n".join(margin + line if line and (number or first) else line for number, line in enumerate(lines))
