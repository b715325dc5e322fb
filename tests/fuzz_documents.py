"""Random articles out of hostile fragments: all that any Markdown, Liquid or Hugo reads as syntax, nested anyhow.

A document depends on nothing but its seed. The text is made so that a lost or misread character shows in the facts.
"""

import html
from random import Random

SYNTAX = r"""
* ** *** _ __ a*b*c a_b_c 2*3*4 *x* **x** _x_ __init__ ~ ~~ ~~~ ~x~ ~~x~~ ` `` ``` `x` [ ] [x] [x](y) ![x](y) [x][y]
[x]: [^1] [^1]: # ## #x {#id} {.cls} {:.x} {::nomarkdown} {% {%x%} {{ }} {{x}} {{< >}} {{<x>}} {{%x%}} {{/*x*/}} {{-
-}} { } | || a|b |x| --- -- - + = == === ==x== ^ ^x^ ^^ $ $$ $$x$$ $5 \ \\ \* \( \[ \n C:\new_dir < > << >> <b> </b>
<br> <!-- --> <?php ?> <![CDATA[ & &amp; &lt; &copy; &#42; &x; AT&T : :: :smile: : ; " ' `` '' "x" 'x' don't ... … –
— / // http://e.com/a_b_c https://e.com/*x*?a=1&b=2 www.e.com a@b.org <http://e.com> ( ) (x) ! !! ? % @ @x #1 1. 2) 10.
1986. a) (1) +1 -1 *[HTML]: HTML --> ]]> 0x1F x^2^ H~2~O
"""
SHAPES = """
— • · § ¶ † € ½ ’ “ ” « » 「強調」 これは です。 中文 ， 한국어 é e\u0301 ñ ß Straße العربية עברית ไทย हिन्दी 👍🏽
👩‍👩‍👧 ❤️
می‌خواهم ﷽ Ω ﬁ
"""
PROSE = "the quick brown fox jumps over lazy dogs while reading an old blog about nothing in particular"
LINES = r"""
1. one
2) two
- three
+ four
* five
# six
> seven
=== eight
--- nine
: ten
| a | b |
[foo]: http://e.com
[^1]: note
*[HTML]: Hyper
~~~ x
``` x
    four spaces
{: .note}
---
***
===
<!--more-->x
<div>
{{< figure >}}
{% raw %}
{% endraw %}
$$
\
^
+++
10. ten
- [ ] x
![
]
](
""".strip("\n").split("\n")
CODES = [
    *["x = 1", "a\n  b\n\nc", "```\nx\n```", "~~~\n````", "\tif x:\n\t\ty  ", "<b>&amp;</b>", "\n\nleading", "a`b``c"],
    *["{{ x }} {% if %} {{< x >}} {{% y %}}", "{% raw %}{% endraw %}", "# no\n- no\n1. no", "<!--more-->"],
    *["$x$ \\(y\\)", "a | b\n--|--", "日本\n  語"],
]
LANGUAGES = ["", "", "python", "php", "c++", "c#", "objective-c"]
HREFS = [
    *[
        "/x",
        "#anchor",
        "https://e.com/a_b_(c)",
        "/a b",
        "/a)b",
        "/a(b",
        "/?a=1&b=2&copy=3",
        "mailto:a@b.org",
        "/a*b_c*",
    ],
    *["/caf%C3%A9/日本", "/a<b>", "/a|b", "/%7B%7Bx%7D%7D", "/a\\b", "/{{x}}", "https://e.com/a_b", "/a\"b'c", "/a#b"],
]
STYLE_NAMES = "strong em del b i s sup sub mark kbd u small ins samp var cite q span"
BLOCK_NAMES = "p p p p heading list list quote code table figure hr text div dl details around more"


class Documents:
    """Documents out of one seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.syntax = SYNTAX.split()
        self.shapes = SHAPES.split()
        self.words = PROSE.split()
        self.styles = STYLE_NAMES.split()
        self.kinds = BLOCK_NAMES.split()

    def document(self) -> str:
        """A body of one to six blocks."""
        blocks = "".join(self.block(self.random.choice([1, 2, 2, 3, 4])) for _ in range(self.random.randint(1, 6)))
        return blocks.replace("<p></p>", "")

    def pick(self, *choices: str) -> str:
        """One of some."""
        return self.random.choice(choices)

    def word(self) -> str:
        """A word, mostly a hostile one."""
        chance = self.random.random()
        if chance < 0.45:
            return self.random.choice(self.syntax)
        return self.random.choice(self.shapes) if chance < 0.55 else self.random.choice(self.words)

    def text(self, most: int = 6) -> str:
        """Words with spaces, or with nothing, between them, as HTML text."""
        if self.random.random() < 0.12:
            return html.escape(self.random.choice(LINES), quote=False)
        words = [self.word() for _ in range(self.random.randint(1, most))]
        text = "".join(word + self.pick(" ", " ", " ", "", "\n", "\u00a0") for word in words)
        return html.escape(text if self.random.random() < 0.3 else text.strip(), quote=False)

    def value(self, text: str) -> str:
        """An attribute's value, quoted."""
        return f'"{html.escape(text)}"'

    def inline(self, depth: int) -> str:
        """A few pieces of a line."""
        return "".join(self.piece(depth) for _ in range(self.random.randint(1, 4)))

    def piece(self, depth: int) -> str:
        """Text, or an inline element."""
        chance = self.random.random()
        if depth <= 0 or chance < 0.5:
            return self.text() + self.pick("", " ", "")
        if chance < 0.72:
            name = self.random.choice(self.styles)
            return f"<{name}>{self.inline(depth - 1)}</{name}>"
        if chance < 0.82:
            title = f" title={self.value(self.text(3))}" if self.random.random() < 0.2 else ""
            inner = self.inline(depth - 1) if self.random.random() < 0.7 else self.image()
            return f"<a href={self.value(self.random.choice(HREFS))}{title}>{without_links(inner)}</a>"
        if chance < 0.88:
            return f"<code>{html.escape(self.random.choice([self.word(), *CODES[:5], 'a b', '|']), quote=False)}</code>"
        return "<br>" if chance < 0.95 else self.image()

    def image(self) -> str:
        """An image."""
        title = f" title={self.value(self.text(2))}" if self.random.random() < 0.2 else ""
        src = self.pick("/i.png", "/my img (1).png", "/a_b*c.jpg?x=1&y=2", "/é.png")
        return f"<img src={self.value(src)} alt={self.value(html.unescape(self.text(3)))}{title}>"

    def block(self, depth: int) -> str:
        """A block; lists, tables and quotations hold others."""
        kind = self.random.choice(self.kinds)
        if depth <= 0 or kind == "p":
            return f"<p>{self.inline(2)}</p>"
        return str(getattr(self, f"a_{kind}")(depth))

    def blocks(self, depth: int) -> str:
        """What stands in a list item or quotation: text, blocks, or both."""
        parts = [self.inline(2) if self.random.random() < 0.5 else self.block(depth - 1)]
        parts += [self.block(depth - 1) for _ in range(self.random.choice([0, 0, 0, 1, 2]))]
        return "".join(parts)

    def a_heading(self, depth: int) -> str:
        level = self.random.randint(1, 6)
        identifier = ' id="anchor"' if self.random.random() < 0.1 else ""
        return f"<h{level}{identifier}>{self.inline(1)}</h{level}>"

    def a_list(self, depth: int) -> str:
        name = self.pick("ul", "ol")
        start = self.pick("", "", ' start="3"', ' start="0"', ' start="99"') if name == "ol" else ""
        items = "".join(
            f"<li>{self.blocks(depth) if self.random.random() < 0.93 else ''}</li>"
            for _ in range(self.random.randint(1, 4))
        )
        return f"<{name}{start}>{items}</{name}>"

    def a_quote(self, depth: int) -> str:
        return f"<blockquote>{self.blocks(depth)}</blockquote>"

    def a_code(self, depth: int) -> str:
        language = self.random.choice(LANGUAGES)
        classes = f' class="language-{language}"' if language else ""
        return f"<pre><code{classes}>{html.escape(self.random.choice(CODES), quote=False)}</code></pre>"

    def a_table(self, depth: int) -> str:
        columns = self.random.randint(1, 3)
        odd = self.random.random() < 0.2

        def cell(name: str) -> str:
            content = self.blocks(1) if odd and self.random.random() < 0.5 else self.inline(1)
            content = "" if self.random.random() < 0.1 else content
            span = self.pick(' colspan="2"', ' rowspan="2"') if odd and self.random.random() < 0.2 else ""
            return f"<{name}{span}>{content}</{name}>"

        def row(name: str) -> str:
            return "<tr>" + "".join(cell(name) for _ in range(columns)) + "</tr>"

        head = f"<thead>{row('th')}</thead>" if self.random.random() < 0.7 else ""
        return f"<table>{head}<tbody>{''.join(row('td') for _ in range(self.random.randint(1, 3)))}</tbody></table>"

    def a_figure(self, depth: int) -> str:
        image = self.image() if self.random.random() < 0.6 else f'<a href="/big.png">{self.image()}</a>'
        caption = f"<figcaption>{self.inline(1)}</figcaption>" if self.random.random() < 0.8 else ""
        return f"<figure>{image}{caption}</figure>"

    def a_hr(self, depth: int) -> str:
        return "<hr>"

    def a_more(self, depth: int) -> str:
        return "<!--more-->" if self.random.random() < 0.2 else self.a_hr(depth)

    def a_text(self, depth: int) -> str:
        return self.inline(2)

    def a_div(self, depth: int) -> str:
        return f"<div>{self.blocks(depth)}</div>"

    def a_dl(self, depth: int) -> str:
        return f"<dl><dt>{self.inline(1)}</dt><dd>{self.blocks(depth - 1)}</dd></dl>"

    def a_details(self, depth: int) -> str:
        return f"<details><summary>{self.inline(0)}</summary>{self.blocks(depth - 1)}</details>"

    def a_around(self, depth: int) -> str:
        """An inline element around blocks, as browsers allow."""
        name = self.pick("strong", "em", 'a href="/around"', "span")
        return f"<{name}>{without_links(self.block(depth - 1))}</{name.split()[0]}>"


def without_links(text: str) -> str:
    """HTML without its links: they do not stand within each other."""
    return text.replace("<a href=", "<span title=").replace("</a>", "</span>")


def documents(seed: int, count: int) -> list[tuple[str, str]]:
    """(name, HTML) of as many documents; each can be made again from its own name."""
    return [(f"{seed}:{number}", Documents(hash_of(seed, number)).document()) for number in range(count)]


def hash_of(seed: int, number: int) -> int:
    """A seed for one document of a run."""
    return seed * 1_000_003 + number
