"""Invented bodies as people write them in WordPress: classic and block, with captions, code, tables and lists."""

from collections.abc import Callable
from html import escape
from random import Random

LATIN = """
a about after again all also always and another as at back be because been before blog book both but by camera city code
come could day did different do does done down early easy end even evening every family far few find first for found
friend from garden get give go good great green had hand has have he head her here his home hour house how idea if in
into is it its just keep kitchen know large last later leave left less letter life light like list little long look made
make many may mean might mind money month more morning most mountain move much music must name never new next night no
not nothing now of off often old on once one only open or other our out over own page paper part people perhaps place
plan point post question quiet rain read really right river road room run said same say school sea see seem set she
should show side since small snow so some song soon still story street such summer take talk tell than that the their
them then there these they thing think this those thought three through time to today together told too town train tree
try two under until up us use very village walk want was water way we week well went were what when where which while
white who why wind window winter with without wonder word work world would write year yes yet you young your
"""
WORDS = LATIN.split()
HAN = (
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小心多天而能好都"
    "然没日于起还发成事只作当想看文无开手"
)
RUSSIAN = "что это как его она они мы был быть один который весь свой год человек время дело жизнь день рука раз слово"
CYRILLIC = RUSSIAN.split()
LANGUAGES = ["php", "python", "javascript", "bash", "css", "sql"]
CODE = """<?php
function add_title( $text, $before = "" ) {
\tif ( $text && strlen( $text ) > 3 ) {
\t\treturn $before . esc_html( $text );
\t}

\treturn "<b>none</b>"; // never empty
}"""


class Bodies:
    """Bodies drawn from one source of chance."""

    def __init__(self, random: Random, url: str) -> None:
        self.random = random
        self.url = url

    def words(self, count: int) -> str:
        """A run of words; one text in twelve is Chinese, one in twelve Russian."""
        chance = self.random.random()
        if chance < 1 / 12:
            return "".join(self.random.choices(HAN, k=count)) + "。"
        return " ".join(self.random.choices(CYRILLIC if chance < 2 / 12 else WORDS, k=count))

    def sentence(self) -> str:
        """A sentence as HTML, now and then with emphasis, a link or code in it."""
        text = self.words(self.random.randint(6, 18)).capitalize()
        chance = self.random.random()
        if chance < 0.1:
            text += f" <strong>{self.words(2)}</strong> and <em>{self.words(2)}</em>"
        elif chance < 0.2:
            text += f' <a href="{self.url}/{self.random.randint(2005, 2024)}/old-post/">{self.words(3)}</a>'
        elif chance < 0.24:
            text += f" <code>$x = &quot;{self.random.choice(WORDS)}&quot;;</code>"
        return text + self.random.choice([".", ".", ".", "!", "?", " &amp; more &#8211; later."])

    def paragraph(self) -> str:
        """Some sentences."""
        return " ".join(self.sentence() for _ in range(self.random.randint(2, 6)))

    def image(self) -> str:
        """An image with its alternative text."""
        number = self.random.randint(1, 9999)
        alt = escape(self.words(4))
        src = f"{self.url}/wp-content/uploads/2019/04/photo-{number}.jpg"
        return f'<img class="wp-image-{number}" src="{src}" alt="{alt}" />'

    def classic(self) -> str:
        """A body of the classic editor: lines, not paragraphs."""
        parts = [self.paragraph() for _ in range(self.random.randint(2, 9))]
        parts.insert(1, "<!--more-->") if self.random.random() < 0.3 else None
        extras: list[Callable[[], str]] = [
            lambda: (
                f'[caption id="attachment_7" align="alignright" width="300"]{self.image()} {self.words(5)}[/caption]'
            ),
            lambda: f"<h2>{self.words(4).title()}</h2>",
            lambda: "<ul>\n" + "".join(f"\t<li>{self.words(5)}</li>\n" for _ in range(4)) + "</ul>",
            lambda: f"<blockquote>{self.sentence()}\n{self.sentence()}</blockquote>",
            lambda: f'[code language="{self.random.choice(LANGUAGES)}"]\n{escape(CODE)}\n[/code]',
            lambda: f"<pre>{escape(CODE)}</pre>",
            lambda: f'[gallery ids="{self.random.randint(1, 99)},{self.random.randint(100, 999)}"]',
            lambda: f"https://www.youtube.com/watch?v={self.random.randbytes(6).hex()[:11]}",
            lambda: self.table(),
            lambda: f"{self.words(4)}\n{self.words(5)}\n{self.words(3)}",
        ]
        for extra in self.random.sample(extras, k=self.random.choice([0, 1, 1, 2, 3])):
            parts.insert(self.random.randint(1, len(parts)), extra())
        return "\n\n".join(parts)

    def blocks(self) -> str:
        """A body of the block editor."""
        parts = [block("paragraph", f"<p>{self.paragraph()}</p>") for _ in range(self.random.randint(2, 9))]
        extras: list[Callable[[], str]] = [
            lambda: block("heading", f'<h2 class="wp-block-heading">{self.words(4).title()}</h2>'),
            lambda: block(
                "image",
                f'<figure class="wp-block-image size-large">{self.image()}'
                f'<figcaption class="wp-element-caption">{self.words(6)}</figcaption></figure>',
                '{"id":7,"sizeSlug":"large"}',
            ),
            lambda: block(
                "list",
                '<ul class="wp-block-list">'
                + "\n\n".join(block("list-item", f"<li>{self.words(5)}</li>") for _ in range(4))
                + "</ul>",
            ),
            lambda: block("code", f'<pre class="wp-block-code"><code>{escape(CODE)}</code></pre>'),
            lambda: block("table", f'<figure class="wp-block-table">{self.table()}</figure>'),
            lambda: block(
                "quote",
                f'<blockquote class="wp-block-quote">{block("paragraph", f"<p>{self.sentence()}</p>")}'
                f"<cite>{self.words(2)}</cite></blockquote>",
            ),
            lambda: block("separator", '<hr class="wp-block-separator has-alpha-channel-opacity"/>'),
            lambda: block("more", "<!--more-->"),
        ]
        for extra in self.random.sample(extras, k=self.random.choice([0, 1, 2, 2, 3])):
            parts.insert(self.random.randint(1, len(parts)), extra())
        return "\n\n".join(parts)

    def table(self) -> str:
        """A small table."""
        columns = self.random.randint(2, 4)
        head = "".join(f"<th>{self.words(1)}</th>" for _ in range(columns))
        rows = "".join(
            "<tr>" + "".join(f"<td>{self.words(2)}</td>" for _ in range(columns)) + "</tr>"
            for _ in range(self.random.randint(2, 6))
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def block(name: str, html: str, settings: str = "") -> str:
    """A block's markup: its HTML between its two comments."""
    return f"<!-- wp:{name} {settings}{' ' if settings else ''}-->\n{html}\n<!-- /wp:{name} -->"
