"""Random HTML out of every element there is, nested anyhow, with attributes of any value: what chapters must survive.

`tests.fuzz_documents` makes articles whose text is hostile; here the structure is. A document depends on its seed
alone.
"""

from html import escape
from random import Random

ELEMENTS = """
a abbr acronym address area article aside audio b bdi bdo big blockquote br button canvas caption center cite code col
colgroup data dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form h1 h2 h3 h4
h5 h6 header hgroup hr i iframe img input ins kbd label legend li main map mark math menu meter nav noscript object ol
optgroup option output p param picture pre progress q rb rp rt rtc ruby s samp section select small source span strike
strong sub summary sup svg table tbody td textarea tfoot th thead time tr track tt u ul var video wbr o:p x-y foo
"""
FOREIGN = [
    '<svg viewBox="0 0 9 9" onload="x()"><script>x()</script><style>a{}</style><g id="1"><circle r="1"/></g></svg>',
    '<svg width="100%" height="auto"><linearGradient id="g"><stop offset="0"/></linearGradient>'
    '<text x="1">T<tspan>s</tspan></text><use href="#g"/></svg>',
    '<svg><use href="https://e.com/x.svg#a"/><foreignObject><p>p</p></foreignObject><animate attributeName="x"/>'
    '<a href="x"><path d="M0 0" style="fill:red;stroke:url(https://e.com/x)"/></a></svg>',
    '<svg viewBox="0 0 9 9"><defs><path id="p" d="M0 0"/><clipPath id="c"><circle r="1"/></clipPath><g id="p"/></defs>'
    '<use href="#p" clip-path="url(#c)"/><use xlink:href="#c"/><rect fill="url(#p)" mask="url(#gone)"/>'
    '<text><textPath href="#p">t</textPath><a href="https://e.com/">l</a></text><switch><g/></switch></svg>',
    '<svg x="1" y="2em" transform="rotate(1)" font-size="x" stroke-dasharray="none" version="1.1" baseProfile="full">'
    '<pattern id="q" width="1" height="1" patternUnits="x"><marker id="m"><path/></marker></pattern></svg>',
    '<math><math display="inline"><mi mathvariant="x">z</mi></math><mstyle displaystyle="true"/></math>',
    '<svg><image href="https://e.com/x.png"/></svg>',
    "<math><mi>x</mi><mo>=</mo><mfrac><mi>a</mi></mfrac><msup><mi>b</mi><mn>2</mn></msup></math>",
    '<math display="block"><semantics><mrow><mtable><mtr><mtd>1</mtd></mtr><mi>y</mi></mtable></mrow>'
    '<annotation encoding="application/x-tex">y_1 < 2</annotation></semantics></math>',
    '<math data-latex="\\frac{1}{2}"><annotation encoding="application/x-tex">\\frac{1}{2}</annotation></math>',
    '<math><msubsup><mi>a</mi></msubsup><mspace width="wide">x</mspace><menclose notation="x">q</menclose>t</math>',
]
VALUES = {
    "align": "left center middle junk", "border": "0 1 7",
    "class": "a language-c++ aligncenter footnotes x missing card",
    "colspan": "0 2 -1 99999 x 2.5", "datetime": "2020-01-01 yesterday", "dir": "ltr rtl auto x RTL",
    "headers": "1 x", "height": "100% auto 10 010 1.5", "id": "1 a a:b é title text a&b x.y - comments",
    "lang": "en en_US x de-DE-1996 zh-Hans-CN", "name": "n m", "open": "open x", "reversed": "reversed x",
    "role": "button x", "rowspan": "0 3 x", "scope": "row col x", "span": "0 2 x", "start": "0 -5 x 3 1e3",
    "style": "text-align:center text-align:right;direction:rtl list-style-type:square color:red;}{ background:url(x)",
    "tabindex": "0 x", "title": "t <b> \"q\"", "type": "a I disc 1 text/css checkbox x", "valign": "top",
    "value": "3 x 0.5 -1", "width": "100% 50 x", "xml:lang": "de", "xmlns": "urn:x", "@click": "x()", "onclick": "x()",
    "epub:type": "toc", "data-url": "https://www.youtube.com/watch?v=a http://x", "usemap": "#n", "cite": "http://a b/",
}  # fmt: skip
ADDRESSES = [
    *[
        "/about/",
        "../x",
        "www.x.org",
        "x.xhtml",
        "#a",
        "#1",
        "#nowhere",
        "#",
        "",
        "http://",
        "http://a b",
        "http://[",
        "%",
    ],
    *[
        "http://e.com/%zz",
        "http://e.com:99999/",
        "http://e.com:x/",
        "tel:+1 2",
        "file:///etc/passwd",
        "data:text/html,x",
    ],
    *[
        "javascript:x()",
        "mailto:a@b.org?subject=a b",
        "mailto:",
        "https://e.com/p1/#a",
        "https://e.com/?p=2",
        "//e.com/x",
    ],
    *["https://e.com/p3/", "https://日本.example/é?ü#ß", "https://user:pw@e.com/", "http://1.2.3/", "http://0x7f.1/"],
    *["https://e.com/wp-content/uploads/a.jpg", "https://e.com/a|b^c`d{e}", "ftp://e.com/x", "irc://x", "http://a..b/"],
    *["data:image/png;base64,xx", "http://-x-.com/", "HTTP://E.COM/", "https://e.com/\\x", "https://e.com/'\"<>"],
]
TEXTS = [
    "text",
    "two words",
    " ",
    "\n",
    "",
    "\u00a0",
    "a < b & c",
    "\x01",
    "\ufffe",
    "😀",
    "日本語",
    "عربي",
    "]]>",
    "--",
    "\u2028",
]


class Wild:
    """Documents out of one seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.elements = ELEMENTS.split()

    def document(self) -> str:
        """A body of a few elements."""
        return "".join(self.element(self.random.randint(1, 7)) for _ in range(self.random.randint(1, 5)))

    def element(self, depth: int) -> str:
        """An element with anything in it, not always closed."""
        chance = self.random.random()
        if chance < 0.05:
            return self.random.choice(FOREIGN)
        if chance < 0.2 or depth <= 0:
            return escape(self.random.choice(TEXTS), quote=False)
        name = self.random.choice(self.elements)
        inner = "".join(self.element(depth - 1) for _ in range(self.random.choice([0, 1, 1, 2, 3])))
        end = f"</{name}>" if self.random.random() < 0.93 else ""
        return f"<{name}{self.attributes()}>{inner}{end}"

    def attributes(self) -> str:
        """Attributes of any kind."""
        made = [self.attribute() for _ in range(self.random.choice([0, 0, 1, 1, 2, 3]))]
        return "".join(made)

    def attribute(self) -> str:
        """An attribute."""
        if self.random.random() < 0.35:
            name = self.random.choice(["href", "href", "src", "poster", "data", "cite"])
            return f' {name}="{escape(self.random.choice(ADDRESSES))}"'
        name = self.random.choice(sorted(VALUES))
        return f' {name}="{escape(self.random.choice(VALUES[name].split(" ")))}"'


def wild_documents(seed: int, count: int) -> list[tuple[str, str]]:
    """(name, HTML) of as many documents; each can be made again from its own name."""
    return [(f"wild {seed}:{number}", Wild(seed * 1_000_003 + number).document()) for number in range(count)]
