"""Tables that highlighters make of code: each becomes the listing that it shows, and no other table does."""

import time

import pytest

from converters.canonical import to_canonical

LISTED = '<pre><code class="language-{}">one = 1\n\n  two()</code></pre>'

TABLES = {
    "CodeColorer": (
        '<div class="codecolorer-container bash"><table><tbody><tr><td class="line-numbers"><div>1<br />2<br />3<br />'
        '</div></td><td><div class="bash codecolorer">\n  one = <span class="nu0">1</span><br />\n<br />\n'
        "&nbsp; two()</div></td></tr></tbody></table></div>",
        "bash",
    ),
    "WP-Syntax": (
        '<table><tr><td class="line_numbers"><pre>1\n2\n3\n</pre></td><td class="code"><pre class="php">'
        'one = <span style="color: #000;">1</span>\n\n  two()</pre></td></tr></table>',
        "php",
    ),
    "SyntaxHighlighter": (
        '<div class="syntaxhighlighter js"><table><tbody><tr><td class="gutter"><div class="line number1">1</div>'
        '<div class="line">2</div><div class="line">3</div></td><td class="code"><div class="container">'
        '<div class="line number1"><code class="js plain">one = </code><code class="js value">1</code></div>'
        '<div class="line">&nbsp;</div><div class="line"><code class="js spaces">&nbsp;&nbsp;</code>'
        '<code class="js plain">two()</code></div></div></td></tr></tbody></table></div>',
        "js",
    ),
    "Crayon": (
        '<table class="crayon-table"><tr class="crayon-row"><td class="crayon-nums"><div class="crayon-nums-content">'
        '<div class="crayon-num">1</div><div class="crayon-num">2</div><div>3</div></div></td>'
        '<td class="crayon-code"><div class="crayon-pre"><div class="crayon-line">one&nbsp;=&nbsp;1</div>'
        '<div class="crayon-line">&nbsp;</div><div class="crayon-line">&nbsp;&nbsp;two()</div></div></td></tr></table>',
        "",
    ),
    "Rouge": (
        '<div class="language-ruby"><table class="rouge-table"><tbody><tr><td class="rouge-gutter gl">'
        '<pre class="lineno">1\n2\n3\n</pre></td><td class="rouge-code"><pre>one <span>=</span> 1\n\n  two()\n</pre>'
        "</td></tr></tbody></table></div>",
        "",
    ),
    "Chroma": (
        '<table class="lntable"><tr><td class="lntd"><pre class="chroma"><code><span class="lnt">1\n</span>2\n3\n'
        '</code></pre></td><td class="lntd"><pre class="chroma"><code class="language-go">one = 1\n\n  two()\n'
        "</code></pre></td></tr></table>",
        "go",
    ),
    "Hexo": (
        '<figure class="highlight"><table><tr><td class="gutter"><pre><span class="line">1</span><br>'
        '<span class="line">2</span><br>3<br></pre></td><td class="code"><pre><span class="line">one = 1</span><br>'
        '<span class="line"></span><br><span class="line">  two()</span><br></pre></td></tr></table></figure>',
        "",
    ),
}


@pytest.mark.parametrize("highlighter", TABLES)
def test_table_of_a_highlighter_is_a_listing(highlighter: str) -> None:
    table, language = TABLES[highlighter]
    listing = LISTED.format(language) if language else LISTED.replace(' class="language-{}"', "")
    made = to_canonical(table)
    assert listing in made
    assert "<table" not in made
    assert to_canonical(made) == made


def test_caption_of_a_listing_stands_before_it() -> None:
    row = '<tr><td class="line_numbers">1</td><td>one</td></tr>'
    table = f'<table><caption>See <a href="/a">a.js</a></caption>{row}</table>'
    made = to_canonical(table, base="https://x.example/")
    assert made == '<p>See <a href="https://x.example/a">a.js</a></p><pre><code>one</code></pre>'


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td>1</td><td>first</td></tr></table>",
        '<table><tr><td class="gutter">1</td><td>a</td></tr><tr><td class="gutter">2</td><td>b</td></tr></table>',
        '<table><tr><td class="gutter">one</td><td>a</td></tr></table>',
        '<table><tr><td class="gutter">1</td><td>a</td><td>b</td></tr></table>',
        '<table><tr><td class="gutter">1</td><td> </td></tr></table>',
        '<table><thead><tr><th>#</th><th>a</th></tr></thead><tr><td class="gutter">1</td><td>b</td></tr></table>',
        "<table></table>",
    ],
)
def test_any_other_table_stays_one(table: str) -> None:
    assert "<pre" not in to_canonical(table)


@pytest.mark.parametrize("unit", ["<div>1", "<br>", "1 ", '<td class="gutter">', "<table><tr><td class=gutter>1<td>"])
def test_time_is_linear_in_the_length_of_a_table(unit: str) -> None:
    started = time.process_time()
    to_canonical('<table><tr><td class="gutter">1</td><td>' + unit * (300_000 // len(unit)))
    assert time.process_time() - started < 10
