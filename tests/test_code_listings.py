import time

import pytest

from converters.post import Post, Site
from converters.wordpress.code_listings import cut_out_code, put_back_code
from converters.wordpress.context import Context
from converters.wordpress.paragraphs import add_paragraphs


def show(text: str, **meta: str) -> str:
    context = Context(Post(key="1", id=1, meta=tuple(meta.items())), Site(), lambda problem: None)
    cut = cut_out_code(text, context)
    return put_back_code(add_paragraphs(cut.text), cut)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("[code]x[/code]", ""),
        ('[code lang="php"]x[/code]', "php"),
        ("[sourcecode language='c-sharp']x[/sourcecode]", "csharp"),
        ("[code language=”js”]x[/code]", "js"),
        ("[python]x[/python]", "python"),
        ("[code php]x[/code]", "php"),
        ('[crayon lang="sql"]x[/crayon]', "sql"),
        ("[cc_java]x[/cc_java]", "java"),
        ('<pre class="lang:php decode:true " >x</pre>', "php"),
        ('<pre class="brush: js; gutter: true">x</pre>', "js"),
        ('<pre class="EnlighterJSRAW" data-enlighter-language="php">x</pre>', "php"),
        ('<pre lang="vb" line="1">x</pre>', "vb"),
        ('<code lang="ruby">x\ny</code>', "ruby"),
    ],
)
def test_a_plugin_names_the_language(text: str, language: str) -> None:
    attribute = f' class="language-{language}"' if language else ""
    assert f"<pre><code{attribute}>x" in show(text)


def test_nothing_happens_to_code() -> None:
    code = "if (a < b && c[1]) {\n\n\n  // [gallery]\n  echo '<p>x</p>';\n}"
    shown = show(f"a\n[php]\n{code}\n[/php]\nb")
    expected = code.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert shown == f'<p>a</p>\n<pre><code class="language-php">{expected}</code></pre>\n<p>b</p>\n'


def test_code_that_is_stored_encoded_is_decoded_once() -> None:
    assert "<code>a &lt; b</code>" in show("[code]a &lt; b[/code]")
    assert "<code>a &lt; &amp;lt;</code>" in show("[code]a &lt; &amp;lt;[/code]", _syntaxhighlighter_encoded="1")


def test_code_that_is_stored_raw_keeps_its_entities() -> None:
    assert "<code>&lt;b&gt;&amp;amp;&lt;/b&gt;</code>" in show("[code]<b>&amp;</b>[/code]")


def test_inline_code_stays_in_its_paragraph() -> None:
    assert show('a <span class="lang:js decode:true crayon-inline">x &lt; y</span> b') == (
        '<p>a <code class="language-js">x &lt; y</code> b</p>\n'
    )


def test_a_title_stands_before_the_code() -> None:
    assert show('[crayon title="a.php"]x[/crayon]').startswith("<figure><figcaption>a.php</figcaption><pre>")


def test_doubled_brackets_are_text() -> None:
    assert show("[[php]x[/php]]") == "<p>[php]x[/php]</p>\n"


def test_a_name_without_closer_is_text() -> None:
    assert show("[code] and [text]") == "<p>[code] and [text]</p>\n"


def test_a_text_that_shows_our_mark_is_left_as_it_is() -> None:
    assert "<pre cut-out-code-0></pre>" in show("<pre cut-out-code-0></pre> [code]x[/code]")


def test_tags_in_highlighted_html_stay_tags() -> None:
    assert '<pre><code class="language-js">a<br />b</code></pre>' in show('<pre class="brush: js">a<br />b</pre>')


@pytest.mark.parametrize(
    "unit",
    ["[code]", "[php][/code]", "[/php][php]", "<pre lang=x>", '<pre lang="', "<code lang=x><pre lang=x>", "[[php]"],
)
def test_anything_repeated_takes_little_time(unit: str) -> None:
    text = unit * (400_000 // len(unit))
    start = time.process_time()
    cut_out_code(text + "[/php]", Context(Post(key="1"), Site(), lambda problem: None))
    assert time.process_time() - start < 5
