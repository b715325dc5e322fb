"""The facts of a body: every seeded damage is found, and what readers cannot see is never reported."""

import json
import time
from pathlib import Path

import pytest

from converters.fidelity import Difference, Facts, compare, facts_of
from converters.fidelity.wording import address

ARTICLE = """
<h2 id="start">A beginning</h2>
<p>The <strong>first</strong> words of an <em>article</em>
with <a href="/page?a=1">a link</a> and <code>x = 1</code>.</p>
<p>A second paragraph,<br>in two lines, with H<sub>2</sub>O and <abbr title="World Wide Web">WWW</abbr>.</p>
<!--more-->
<figure><a href="/big.png"><img src="/small.png" alt="A hill" title="Hills"></a>
<figcaption>The hill</figcaption></figure>
<ul><li>one<ul><li>inner</li></ul></li><li>two</li></ul>
<ol start="3"><li>three</li><li>four</li></ol>
<ul><li><input type="checkbox" checked> done</li></ul>
<blockquote><p>Somebody said</p><blockquote><p>what another said</p></blockquote></blockquote>
<pre><code class="language-python">if x:
    y()
</code></pre>
<table><thead><tr><th>Name</th><th>Age</th></tr></thead><tbody><tr><td>Ann</td><td>7</td></tr></tbody></table>
<hr>
<dl><dt>Term</dt><dd>What it means</dd></dl>
<details><summary>Unfold me</summary><p>Hidden text</p></details>
<iframe src="https://www.youtube.com/embed/abc_DEF-123?rel=0"></iframe>
<audio src="/a.mp3"></audio>
<p>A claim<sup class="footnote-ref"><a href="#fn-1" id="fnref-1">1</a></sup> stands.</p>
<p>Go to <a href="#start">the start</a>.</p>
<section class="footnotes"><ol><li id="fn-1">The source of the claim.</li></ol></section>
"""

DAMAGE = {
    "a dropped word": (" second ", " ", "words"),
    "an added word": ("words of", "words words of", "words"),
    "glued words": ("in two", "intwo", "words"),
    "a merged paragraph": ("</p>\n<p>A second", " A second", "paragraphs"),
    "two swapped cells": ("<td>Ann</td><td>7</td>", "<td>7</td><td>Ann</td>", "cells"),
    "a cell moved by one column": ("<td>7</td>", "<td></td><td>7</td>", "cells"),
    "a changed heading level": ("<h2 id", "<h3 id", "headings"),
    "a heading become a paragraph": ('<h2 id="start">A beginning</h2>', '<p id="start">A beginning</p>', "headings"),
    "a removed alternative text": ('alt="A hill"', 'alt=""', "images"),
    "another image": ("/small.png", "/other.png", "images"),
    "a removed tool tip": ('title="Hills"', "", "titles"),
    "a removed expansion": (' title="World Wide Web"', "", "titles"),
    "a lost link": ('<a href="/page?a=1">a link</a>', "a link", "links"),
    "a link to somewhere else": ("/page?a=1", "/page?a=2", "links"),
    "a link on other words": ('<a href="/page?a=1">a link</a>', 'a <a href="/page?a=1">link</a>', "links"),
    "a lost link around an image": ('<a href="/big.png"><img', "<a><img", "links"),
    "a lost anchor": ('<h2 id="start">', "<h2>", "anchors"),
    "a lost caption": ("<figcaption>The hill</figcaption></figure>", "</figure><p>The hill</p>", "captions"),
    "changed code": ("    y()", "  y()", "code_blocks"),
    "a lost language": (' class="language-python"', "", "code_blocks"),
    "code become text": ("<code>x = 1</code>", "x = 1", "inline_code"),
    "a list item one level up": ("<ul><li>inner</li></ul></li>", "</li><li>inner</li>", "list_items"),
    "a list numbered from elsewhere": (' start="3"', "", "list_items"),
    "an unordered list": (
        '<ol start="3"><li>three</li><li>four</li></ol>',
        "<ul><li>three</li><li>four</li></ul>",
        "list_items",
    ),
    "an added empty item": ("<li>two</li>", "<li>two</li><li></li>", "list_items"),
    "an undone task": (" checked", "", "list_items"),
    "lost emphasis": ("<em>article</em>", "article", "emphasis"),
    "emphasis of another kind": ("<strong>first</strong>", "<em>first</em>", "emphasis"),
    "emphasis on more words": ("<strong>first</strong> words", "<strong>first words</strong>", "emphasis"),
    "a lost line break": ("<br>in", " in", "breaks"),
    "an added line break": ("two lines", "two<br>lines", "breaks"),
    "a lost inner quotation": (
        "<blockquote><p>what another said</p></blockquote>",
        "<p>what another said</p>",
        "quotes",
    ),
    "a lost rule": ("<hr>", "", "rules"),
    "a lost mark": ("<!--more-->", "", "more"),
    "a lost definition": ("<dt>Term</dt><dd>What it means</dd>", "<dt>Term</dt><dt>What it means</dt>", "definitions"),
    "an unfolded text": ("<summary>Unfold me</summary>", "<p>Unfold me</p>", "details"),
    "another video": ("abc_DEF-123", "abc_DEF-124", "embeds"),
    "a lost player": ('<audio src="/a.mp3"></audio>', "", "embeds"),
    "a lost footnote number": ('<sup class="footnote-ref"><a href="#fn-1" id="fnref-1">1</a></sup>', "", "footnotes"),
    "a changed footnote": ("The source of", "The origin of", "footnotes"),
    "a lost index": ("<sub>2</sub>", "2", "extras"),
}
MOVED = {
    "two paragraphs in the other order": ("<p>one</p><p>two</p>", "<p>two</p><p>one</p>", "paragraphs"),
    "a moved rule": ("<p>one</p><hr><p>two</p>", "<p>one</p><p>two</p><hr>", "rules"),
    "two links in the other order": (
        '<p><a href="/1">x</a> <a href="/2">x</a></p>',
        '<p><a href="/2">x</a> <a href="/1">x</a></p>',
        "links",
    ),
    "two images in the other order": (
        '<img src="/1.png"><img src="/2.png">',
        '<img src="/2.png"><img src="/1.png">',
        "images",
    ),
    "two tables merged": (
        "<table><tr><td>1</td></tr></table><table><tr><td>2</td></tr></table>",
        "<table><tr><td>1</td></tr><tr><td>2</td></tr></table>",
        "cells",
    ),
    "two lists merged": ("<ol><li>a</li></ol><ol><li>b</li></ol>", "<ol><li>a</li><li>b</li></ol>", "list_items"),
    "a lost first line of code": ("<pre>\n\n\na</pre>", "<pre>\na</pre>", "code_blocks"),
    "a no-break space in code": ("<pre>a&nbsp;b</pre>", "<pre>a b</pre>", "code_blocks"),
    "a note that moved to another word": (
        '<p>a<sup><a href="#fn-1">1</a></sup> b</p><section class="footnotes"><ol><li id="fn-1">n</li></ol></section>',
        '<p>a b<sup><a href="#fn-1">1</a></sup></p><section class="footnotes"><ol><li id="fn-1">n</li></ol></section>',
        "footnotes",
    ),
    "a lost background": ('<div style="background-image:url(/b.jpg)"><p>x</p></div>', "<div><p>x</p></div>", "images"),
    "a lost caption of a table": (
        "<table><caption>Cap</caption><tr><td>1</td></tr></table>",
        "<p>Cap</p><table><tr><td>1</td></tr></table>",
        "captions",
    ),
}


def kinds(source: str, result: str, **fairness: bool) -> set[str]:
    return {difference.kind for difference in compare(facts_of(source), facts_of(result), **fairness)}


@pytest.mark.parametrize(("before", "after", "kind"), DAMAGE.values(), ids=DAMAGE.keys())
def test_damage_is_found(before: str, after: str, kind: str) -> None:
    assert ARTICLE.count(before) == 1
    assert kind in kinds(ARTICLE, ARTICLE.replace(before, after))


@pytest.mark.parametrize(("source", "result", "kind"), MOVED.values(), ids=MOVED.keys())
def test_other_damage_is_found(source: str, result: str, kind: str) -> None:
    assert kind in kinds(source, result)
    assert kind in kinds(result, source)


def test_every_kind_of_fact_has_its_damage() -> None:
    found = {damage[2] for damage in DAMAGE.values()} | {damage[2] for damage in MOVED.values()}
    assert found == set(Facts().totals)


def test_the_article_has_every_kind_of_fact() -> None:
    assert not [kind for kind, count in facts_of(ARTICLE).totals.items() if not count]


FAIR = {
    "white space": ("<p>a  b\n c</p>", "<p>a b c</p>"),
    "no-break spaces": ("<p>a&nbsp;b&#8239;c</p>", "<p>a b c</p>"),
    "invisible characters": ("<p>so&shy;ft a&#8203;b&#8288;c&#65279;</p>", "<p>soft abc</p>"),
    "composition": ("<p>Cafe&#769;</p>", "<p>Café</p>"),
    "names of emphasis": (
        "<p><b>a</b> <i>b</i> <strike>c</strike> <s>d</s></p>",
        "<p><strong>a</strong> <em>b</em> <del>c d</del></p>",
    ),
    "emphasis on spaces": ("<p><strong>a </strong>b<em> c</em></p>", "<p><strong>a</strong> b <em>c</em></p>"),
    "emphasis in two parts": ("<p><em>a</em> <em>b</em></p>", "<p><em>a b</em></p>"),
    "a link in two parts": (
        '<p><a href="/x">a </a><a href="/x">b</a></p>',
        '<p><a href="/x">a</a> <a href="/x">b</a></p>',
    ),
    "an empty link": ('<p>a<a href="/x"></a></p>', "<p>a</p>"),
    "percent-encoding": ('<p><a href="/caf%C3%A9 x">a</a></p>', '<p><a href="/café%20x">a</a></p>'),
    "an autolink": (
        "<p>see https://e.com/x or a@b.org</p>",
        '<p>see <a href="https://e.com/x">https://e.com/x</a> or <a href="mailto:a@b.org">a@b.org</a></p>',
    ),
    "the same address twice": (
        "<p>a@b.org a@b.org</p>",
        '<p><a href="mailto:a@b.org">a@b.org</a> <a href="mailto:a@b.org">a@b.org</a></p>',
    ),
    "a link without scheme": ("<p>see www.e.com</p>", '<p>see <a href="http://www.e.com">www.e.com</a></p>'),
    "a tight list": ("<ul><li><p>a</p></li></ul>", "<ul><li>a</li></ul>"),
    "a list in a list": ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
    "two breaks": ("<p>a<br><br>b</p>", "<p>a</p><p>b</p>"),
    "breaks at the edges": ("<p><br>a<br></p>", "<p>a</p>"),
    "an empty header row": (
        "<table><tr><td>1</td><td>2</td></tr></table>",
        "<table><thead><tr><th></th><th></th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
    ),
    "paragraphs in cells": (
        "<table><tr><td><p>a</p><p>b</p></td></tr></table>",
        "<table><tr><td>a<br>b</td></tr></table>",
    ),
    "the end of code": ("<pre><code>a\n\n</code></pre>", "<pre><code>a</code></pre>"),
    "colours of code": (
        '<pre><code class="language-js">var a</code></pre>',
        '<div class="language-js highlighter-rouge"><div><pre><code><b>var</b> <i>a</i></code></pre></div></div>',
    ),
    "lines of code": ("<pre>a<br>b</pre>", "<pre>a\nb</pre>"),
    "no language": ('<pre><code class="language-plaintext">a</code></pre>', "<pre>a</pre>"),
    "an empty code block": ("<p>a</p><pre> </pre>", "<p>a</p>"),
    "generic blocks": ("<div><p>a</p>b<section>c</section></div>", "<p>a</p><p>b</p><p>c</p>"),
    "a lazy image": (
        '<img src="data:image/gif;base64,R0" data-src="/a.png"><noscript><img src="/a.png"></noscript>',
        '<img src="/a.png">',
    ),
    "a background": ("<div style=\"background-image:url('/a.png')\">x</div>", '<img src="/a.png" alt=""><p>x</p>'),
    "quotation marks": ("<p><q>a</q></p>", '<p>"a"</p>'),
    "scripts": ("<p>a</p><script>var b</script><style>p{}</style>", "<p>a</p>"),
    "a player and its address": (
        '<figure class="embed embed-youtube" data-url="https://youtu.be/abc_1-2">'
        '<iframe src="https://www.youtube.com/embed/abc_1-2"></iframe></figure>',
        "<p>https://www.youtube.com/watch?v=abc_1-2&amp;t=3</p>",
    ),
    "a link that is a player": (
        '<iframe src="https://player.vimeo.com/video/76979871?h=1"></iframe>',
        '<p><a href="https://vimeo.com/76979871">https://vimeo.com/76979871</a></p>',
    ),
    "an anchor that the target adds": (
        '<h2>T</h2><p><a href="#t">a</a></p>',
        '<h2 id="t">T</h2><p><a href="#t">a</a></p>',
    ),
}


@pytest.mark.parametrize(("source", "result"), FAIR.values(), ids=FAIR.keys())
def test_what_readers_cannot_see_is_no_difference(source: str, result: str) -> None:
    assert compare(facts_of(source), facts_of(result)) == ()


BACK = 'role="doc-backlink">&#x21a9;&#xfe0e;</a></p></li></ol>'
FOOTNOTES = {
    "canonical": '<p>Word<sup class="footnote-ref"><a href="#fn-1" id="fnref-1">1</a></sup> on</p>'
    '<section class="footnotes"><ol><li id="fn-1"><p>The <em>note</em></p></li></ol></section>',
    "WordPress": '<p>Word<sup data-fn="u-1" class="fn"><a href="#u-1" id="u-1-link">1</a></sup> on</p>'
    '<ol class="wp-block-footnotes"><li id="u-1">The <em>note</em> <a href="#u-1-link">↩︎</a></li></ol>',
    "goldmark": '<p>Word<sup id="fnref:1"><a href="#fn:1" class="footnote-ref" role="doc-noteref">1</a></sup> on</p>'
    '<div class="footnotes" role="doc-endnotes"><hr><ol><li id="fn:1"><p>The <em>note</em>&#160;'
    '<a href="#fnref:1" class="footnote-backref" ' + BACK + "</div>",
    "kramdown": '<p>Word<sup id="fnref:1" role="doc-noteref"><a href="#fn:1" class="footnote">1</a></sup> on</p>'
    '<div class="footnotes" role="doc-endnotes"><ol><li id="fn:1" role="doc-endnote"><p>The <em>note</em> '
    '<a href="#fnref:1" class="reversefootnote" ' + BACK + "</div>",
    "markdown-it": '<p>Word<sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup> on</p>'
    '<hr class="footnotes-sep"><section class="footnotes"><ol class="footnotes-list"><li id="fn1"><p>'
    'The <em>note</em> <a href="#fnref1" class="footnote-backref">↩︎</a></p></li></ol></section>',
}


@pytest.mark.parametrize("form", FOOTNOTES)
def test_footnotes_are_the_same_in_every_form(form: str) -> None:
    facts = facts_of(FOOTNOTES[form])
    assert facts.footnotes == ((1, "Word", "The note"),)
    assert compare(facts_of(FOOTNOTES["canonical"]), facts) == ()


def test_a_typographer_is_no_difference_when_asked() -> None:
    source = '<p>"a" \'b\' -- c --- d ... &lt;&lt;e&gt;&gt; <code>"--"</code></p>'
    result = '<p>“a” ‘b’ – c — d … «e» <code>"--"</code></p>'
    assert kinds(source, result) == {"words", "paragraphs"}
    assert kinds(source, result, typographic=True) == set()
    assert kinds(source, result.replace('"--"', "“–”"), typographic=True) == {"inline_code"}


def test_hugo_takes_the_mark_out() -> None:
    source = "<p>a</p><!--more--><p>b</p><!--nextpage--><p>c</p>"
    assert kinds(source, "<p>a</p><p>b</p><!--nextpage--><p>c</p>") == {"more"}
    assert kinds(source, "<p>a</p><p>b</p><!--nextpage--><p>c</p>", takes_more=True) == set()
    assert kinds(source, "<p>a</p><p>b</p><p>c</p>", takes_more=True) == {"more"}


def test_hugo_shows_a_caption_as_alternative_text() -> None:
    source = '<figure><img src="/a.png" alt=""><figcaption>Cap</figcaption></figure>'
    result = '<figure><img src="/a.png" alt="Cap"><figcaption>Cap</figcaption></figure>'
    assert kinds(source, result) == {"images"}
    assert kinds(source, result, captions_as_alt=True) == set()
    assert kinds(source, result.replace('alt="Cap"', 'alt="x"'), captions_as_alt=True) == {"images"}


def test_a_difference_is_a_sentence() -> None:
    (words, *_) = compare(facts_of("<p>one two three four</p>"), facts_of("<p>one two four</p>"))
    assert words == Difference("words", ("three",), (), "one two")
    assert str(words) == "words: lost “three” (after “one two”)"
    (cells,) = compare(
        facts_of("<table><tr><td>a</td><td>a</td></tr></table>"),
        facts_of("<table><tr><td>a</td><td></td><td>a</td></tr></table>"),
    )
    assert str(cells) == "cells: lost “1 0 1 a”, added “1 0 2 a”"


def test_totals_count_every_kind() -> None:
    totals = facts_of(ARTICLE).totals
    assert (totals["headings"], totals["list_items"], totals["cells"], totals["footnotes"]) == (1, 6, 4, 1)


def test_scripts_are_counted_not_forgotten() -> None:
    assert facts_of("<p>a</p><script>1</script><script>2</script><noscript>3</noscript>").dropped == (
        ("noscript", 1),
        ("script", 2),
    )


HOSTILE = {
    "nested": "<div>" * 3000 + "deep" + "</div>" * 3000,
    "nested inline": "<b><i>" * 1500 + "deep",
    "nested lists": "<ul><li>a" * 3000,
    "nested tables": "<table><tr><td>a" * 1500,
    "nested quotations": "<blockquote>a" * 3000,
    "nested figures": '<figure><img src="/a.png">' * 2000,
    "a million brackets": "<p>" + "[" * 1_000_000,
    "breaks": "<p>" + "a<br>" * 100_000,
    "wide cells": "<table>" + "<tr>" + '<td colspan="1000" rowspan="65534">a</td>' * 2000 + "</table>",
    "references": '<p>a<sup><a href="#n">1</a></sup></p>' * 5000 + '<ol class="footnotes"><li id="n">b</li></ol>',
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_bodies_take_bounded_time(body: str) -> None:
    start = time.process_time()
    facts = facts_of(body)
    assert compare(facts, facts_of(body + "<p>more</p>"))
    assert any(facts.totals.values())
    assert time.process_time() - start < 10


@pytest.mark.parametrize("text", ["a " * 200_000, " ".join(map(str, range(200_000))), "a b c d e f " * 40_000])
def test_long_texts_are_aligned_in_bounded_time(text: str) -> None:
    start = time.process_time()
    middle = len(text) // 2
    damaged = text[:middle] + " lost words " + text[middle + 20 :]
    differences = [d for d in compare(facts_of(text), facts_of(damaged)) if d.kind == "words"]
    assert 1 <= sum(len(d.lost) + len(d.added) for d in differences) < 30
    assert time.process_time() - start < 10


@pytest.mark.corpus
def test_the_snippets_have_the_facts_that_were_recorded(corpus: Path) -> None:
    """The recorded kinds that are defined alike here; other tests hold for footnotes, embeds and tasks."""
    kinds = {
        "heads": "headings",
        "links": "links",
        "images": "images",
        "code": "code_blocks",
        "br": "breaks",
        "quotes": "quotes",
        "words": "words",
        "dl": "definitions",
        "comments": "more",
    }
    different = []
    for snippet in json.loads((corpus / "fidelity" / "snippets.json").read_text(encoding="utf-8")):
        if snippet["id"] in ("block.wp-footnote", "list.tasks"):
            continue
        facts = facts_of(snippet["html"])
        for recorded, kind in kinds.items():
            expected = [flat(each) for each in snippet["expect"][recorded]]
            if [flat(each) for each in getattr(facts, kind)] != expected:
                different.append((snippet["id"], kind, expected))
        cells = [cell for table in snippet["expect"]["tables"] for row in table for cell in row if cell]
        if sorted(cells) != sorted(cell[3] for cell in facts.cells):
            different.append((snippet["id"], "cells", cells))
        for recorded, kind in (("emph", "emphasis"), ("x", "extras")):
            if sorted(map(flat, snippet["expect"][recorded])) != sorted(map(flat, getattr(facts, kind))):
                different.append((snippet["id"], kind, snippet["expect"][recorded]))
    assert different == []


def flat(fact: object) -> str:
    """A recorded fact or one of ours, as one text; addresses without percent-encoding."""
    if isinstance(fact, str):
        return address(fact)
    return "\t".join(flat(part) for part in fact) if isinstance(fact, (list, tuple)) else str(fact)
