"""The templates of a Jekyll site in its bodies: what runs, what is kept as it was typed, and what strangers may not."""

import importlib
import pickle
import subprocess
import sys
import time
from pathlib import Path

import pytest

from converters.pipeline import convert
from converters.post import Post, Site
from converters.problem import Problem
from converters.sites.jekyll.reader import JekyllReader
from tests.test_jekyll_themes import write_site
from writers.hugo import HugoWriter

CONFIGURED = "title: A\nurl: https://example.org\nbaseurl: /base\n"
POST = "_posts/2020-01-02-hello.md"


def read(folder: Path, body: str, files: dict[str, str] | None = None) -> tuple[Post, list[Problem]]:
    """The cleaned post of a site that has no other, and what was said of it; front matter may stand in the body."""
    text = body if body.startswith("---") else f"---\ntitle: Hello\n---\n\n{body}\n"
    write_site(folder, {"_config.yml": CONFIGURED, POST: text, **(files or {})})
    site, posts = JekyllReader().read(folder, lambda problem: None)
    [post] = [each for each in posts if each.origin == POST]
    problems: list[Problem] = []
    return JekyllReader().clean(post, site, problems.append), problems


def shown(folder: Path, body: str, files: dict[str, str] | None = None) -> str:
    """What the body becomes, of which there is nothing to say."""
    post, problems = read(folder, body, files)
    assert not problems, [*map(str, problems)]
    return post.html


def said(folder: Path, body: str, files: dict[str, str] | None = None) -> tuple[str, list[str]]:
    """What the body becomes, and the codes of what is said of it."""
    post, problems = read(folder, body, files)
    return post.html, [problem.code for problem in problems]


def test_include_shows_what_its_file_makes_of_its_parameters(tmp_path: Path) -> None:
    card = "<b>{{ include.a }} {{ include.b.c }} {{ include.d }}</b>"
    front_matter = "---\ntitle: Hello\nb: {c: 2}\n---\n"
    body = front_matter + '{% include card.html a="x \\"y\\"" b=page.b d=site.title %}'
    assert shown(tmp_path, body, {"_includes/card.html": card}) == "<p><b>x “y” 2 A</b></p>"


def test_include_may_be_named_by_a_value_and_hold_markdown(tmp_path: Path) -> None:
    body = "---\nkind: note\n---\n{% include {{ page.kind }}.md text='*a*' %}"
    assert shown(tmp_path, body, {"_includes/note.md": "> {{ include.text }}"}) == (
        "<blockquote>\n<p><em>a</em></p>\n</blockquote>"
    )


def test_include_may_lie_in_the_folder_that_the_configuration_names(tmp_path: Path) -> None:
    files = {"_config.yml": CONFIGURED + "includes_dir: parts\n", "parts/a.html": "here"}
    assert shown(tmp_path, "{% include a.html %}", files) == "<p>here</p>"


def test_include_may_be_of_a_theme_that_the_site_holds(tmp_path: Path) -> None:
    theme = "vendor/bundle/ruby/3.1.0/gems/minima-2.5.1/_includes/a.html"
    files = {"_config.yml": CONFIGURED + "theme: minima\n", theme: "of the theme"}
    assert shown(tmp_path, "{% include a.html %}", files) == "<p>of the theme</p>"
    assert shown(tmp_path, "{% include a.html %}", {**files, "_includes/a.html": "of the site"}) == "<p>of the site</p>"


def test_include_relative_lies_beside_the_post(tmp_path: Path) -> None:
    assert (
        shown(tmp_path, "{% include_relative part.txt x=1 %}", {"_posts/part.txt": "n{{ include.x }}"}) == "<p>n1</p>"
    )


def test_includes_are_in_one_another_and_share_what_they_assign(tmp_path: Path) -> None:
    files = {
        "_includes/outer.html": "{% assign y = include.x %}({% include inner.html x='i' %}{{ include.x }})",
        "_includes/inner.html": "[{{ include.x }}{{ y }}]",
    }
    assert shown(tmp_path, "{% include outer.html x='o' %}{{ y }}", files) == "<p>([io]o)o</p>"


def test_known_include_shows_what_the_file_of_the_site_makes(tmp_path: Path) -> None:
    figure = '<figure><img src="{{ include.file }}" /><figcaption>{{ include.who }}</figcaption></figure>'
    html = shown(tmp_path, '{% include figure.html file="/a.png" who="Ann" %}', {"_includes/figure.html": figure})
    assert "<figcaption>Ann</figcaption>" in html


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ('<div><iframe src="//www.youtube.com/embed/{{ include.id }}"></iframe></div>', 'v=dQw4w9WgXcQ"'),
        ('<iframe src="//www.youtube.com/embed/{{ include.id }}?start=9"></iframe>', 'v=dQw4w9WgXcQ&amp;t=9"'),
        ("<script>play('{{ include.id }}')</script>", 'v=dQw4w9WgXcQ"'),
    ],
)
def test_known_medium_stays_one_where_its_file_makes_nothing_but_a_player(
    file: str, expected: str, tmp_path: Path
) -> None:
    body = '{% include youtube.html id="dQw4w9WgXcQ" %}'
    assert expected in shown(tmp_path, body, {"_includes/youtube.html": file})


def test_known_medium_with_words_beside_it_keeps_them(tmp_path: Path) -> None:
    file = '<iframe src="https://www.youtube.com/embed/{{ include.id }}"></iframe><p>{{ include.title }}</p>'
    body = '{% include youtube.html id="dQw4w9WgXcQ" title="The film" %}'
    assert "<p>The film</p>" in shown(tmp_path, body, {"_includes/youtube.html": file})


def test_known_include_is_understood_by_its_name_where_its_file_cannot_be_run(tmp_path: Path) -> None:
    body = '{% include figure.html src="/a.png" %}\n\n{% include figure.html src="/a.png" %}'
    html, codes = said(tmp_path, body, {"_includes/figure.html": "{{ include.src | responsive }}"})
    assert (html.count("<figure><img "), codes) == (2, ["name-stands-in"])


def test_front_matter_has_its_types(tmp_path: Path) -> None:
    body = """---
number: 7
text: "7"
yes: true
list: [1, two]
---
{% if page.number > 5 %}a{% endif %}{% if page.text == "7" %}b{% endif %}{{ page.list | jsonify }}{{ page.list[1] }}"""
    assert shown(tmp_path, body) == "<p>ab[1,”two”]two</p>"


def test_defaults_of_the_configuration_are_fields_of_the_page(tmp_path: Path) -> None:
    defaults = "defaults: [{scope: {path: ''}, values: {level: 3}}]\n"
    assert shown(tmp_path, "{% if page.level == 3 %}y{% endif %}", {"_config.yml": CONFIGURED + defaults}) == "<p>y</p>"


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.yml", "- {n: x}"), ("a.json", '[{"n": "x"}]'), ("a.csv", "n\nx\n"), ("a.tsv", "n\tm\nx\ty\n")],
)
def test_data_are_read_whatever_their_format(name: str, text: str, tmp_path: Path) -> None:
    assert shown(tmp_path, "{% for e in site.data.a %}{{ e.n }}{% endfor %}", {f"_data/{name}": text}) == "<p>x</p>"


@pytest.mark.parametrize(
    "condition",
    ["{{page.title}}", "(page.title)", "page.title | size", "page.title == 'Hello' and (page.x or page.title)"],
)
def test_conditions_are_read_as_leniently_as_jekyll_reads_them(condition: str, tmp_path: Path) -> None:
    assert shown(tmp_path, f"{{% if {condition} %}}y{{% endif %}}") == "<p>y</p>"


def test_what_a_value_holds_is_not_run_again(tmp_path: Path) -> None:
    body = "---\nx: '{{ site.title }}{% include a.html %}'\n---\n{{ page.x }}{% include a.html y=page.x %}"
    html = shown(tmp_path, body, {"_includes/a.html": "({{ include.y }})"})
    assert html == "<p>{{ site.title }}{% include a.html %}({{ site.title }}{% include a.html %})</p>"


def test_tag_that_nobody_knows_is_kept_and_stops_nothing(tmp_path: Path) -> None:
    html, codes = said(
        tmp_path, "{% if true %}{% weather 'x' %}{{ page.title }}{% endif %} {% enigma %}a{% endenigma %}"
    )
    assert html == "<p>{% weather 'x' %}Hello {% enigma %}a{% endenigma %}</p>"
    assert codes == ["template-kept", "template-kept"]


@pytest.mark.parametrize(
    "kept",
    [
        "{% for post in site.posts %}{{ post.title }}{% endfor %}",
        "{{ site.time }}",
        "{{ 'now' | date: '%Y' }}",
        "{{ site.title | sample }}",
        "{{ site.title | of_a_plugin }}",
        "{{ page.next.url }}",
        "{% include missing.html %}",
        "{% if page.title > 3 %}a{% endif %}",
    ],
)
def test_what_is_not_known_here_is_kept_as_it_was_typed_and_reported(kept: str, tmp_path: Path) -> None:
    html, codes = said(tmp_path, f"a {kept} {{{{ page.title }}}}")
    assert html.replace("&gt;", ">") == f"<p>a {kept} Hello</p>"
    assert codes == ["template-kept"]


@pytest.mark.parametrize("file", ["{% if x %}", "{{ include.x | of_a_plugin }}", "{% weather %}", "{{ x", "{% for %}"])
def test_broken_include_is_named_and_stays_as_it_was_typed(file: str, tmp_path: Path) -> None:
    post, problems = read(tmp_path, "{% include a.html %} {% include a.html %} rest", {"_includes/a.html": file})
    assert post.html == "<p>{% include a.html %} {% include a.html %} rest</p>"
    assert [problem.code for problem in problems] == ["template-not-run"]
    assert str(problems[0]).startswith("_includes/a.html cannot be run (")
    assert "\n" not in str(problems[0])


def test_body_whose_liquid_has_no_end_is_read_mark_by_mark(tmp_path: Path) -> None:
    body = "{% if page.title %} {{ page.title }} [x]({{ site.baseurl }}/x) {% highlight js %}1{% endhighlight %}"
    html, codes = said(tmp_path, body)
    assert "{% if page.title %} Hello" in html
    assert '<code class="language-js">1' in html
    assert codes == ["template-not-run", "template-kept"]


def test_tags_known_without_a_template_mean_the_same_beside_one(tmp_path: Path) -> None:
    body = (
        "{% assign a = 'b' %}{{ a | upcase }} [t]({{ site.baseurl }}{% post_url 2020-01-02-hello %})\n\n"
        "{% highlight ruby %}\n{% raw %}{{ x }}{% endraw %}\n{% endhighlight %}\n\n{% raw %}{{ y }}{% endraw %}"
    )
    html = shown(tmp_path, body)
    assert '<p>B <a href="https://example.org/base/2020/01/02/hello.html">t</a></p>' in html
    assert '<pre><code class="language-ruby">{{ x }}</code></pre>' in html
    assert "{{ y }}" in html


def test_site_can_be_sent_to_other_processes(tmp_path: Path) -> None:
    read(tmp_path, "{% include a.html %}", {"_includes/a.html": "here"})
    site, posts = JekyllReader().read(tmp_path, lambda problem: None)
    sent: Site = pickle.loads(pickle.dumps(site))
    [post] = posts
    assert JekyllReader().clean(post, sent, lambda problem: None).html == "<p>here</p>"


def test_include_that_changed_is_read_again_by_the_next_reading(tmp_path: Path) -> None:
    assert shown(tmp_path, "{% include a.html %}", {"_includes/a.html": "old"}) == "<p>old</p>"
    assert shown(tmp_path, "{% include a.html %}", {"_includes/a.html": "newer"}) == "<p>newer</p>"


def test_several_processes_write_what_one_does(tmp_path: Path) -> None:
    page = "---\ntitle: P{0}\n---\n{{% include a.html n={0} %}}"
    posts = {f"_posts/2020-01-{day:02}-p{day}.md": page.format(day) for day in range(1, 29)}
    include = "**{{ include.n }}** {{ page.title }}"
    write_site(tmp_path / "site", {"_config.yml": CONFIGURED, "_includes/a.html": include, **posts})
    made = []
    for jobs in (1, 2):
        target = tmp_path / f"by-{jobs}"
        assert convert(tmp_path / "site", target, reader=JekyllReader(), writer=HugoWriter(), jobs=jobs).complete
        made.append({path.relative_to(target): path.read_bytes() for path in target.rglob("*.md")})
    assert made[0] == made[1]
    assert b"**7** P7" in b"".join(made[0].values())


def test_without_the_packages_all_is_as_it_was_and_the_remedy_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("converters.sites.jekyll.templates")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "liquid", None)
    post, problems = read(tmp_path, "{% include a.html %} {% weather %} {{ page.title }}", {"_includes/a.html": "here"})
    assert post.html == "<p>{% include a.html %} {% weather %} Hello</p>"
    assert [problem.code for problem in problems] == ["template-needs-packages", "template-kept"]
    assert str(problems[0]).endswith("pip install 'portpress[jekyll]'")


def test_no_body_costs_the_import_that_needs_no_engine(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom converters.sites.jekyll.reader import JekyllReader\n"
        f"site, posts = JekyllReader().read(Path({str(tmp_path)!r}), lambda problem: None)\n"
        "[JekyllReader().clean(post, site, lambda problem: None) for post in posts]\n"
        "assert 'liquid' not in sys.modules"
    )
    read(tmp_path, "{% highlight js %}1{% endhighlight %} [a]({{ site.baseurl }}/a) {% post_url 2020-01-02-hello %}")
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("page", "is_read"),
    [
        ("{% include a.html %}", True),
        ("{% for e in site.data.a %}{{ e }}{% endfor %}", True),
        ("Text {% for e in site.data.a %}{{ e }}{% endfor %}", True),
        ("{% include posts.html %}", False),
        ("{% include nested.html %}", False),
        ("{% include of-the-theme.html %}", False),
        ("Text {% for post in site.posts %}{{ post.title }}{% endfor %}", False),
        ("<ul>{% for tag in site.tags %}{{ tag }}{% endfor %}</ul>", False),
    ],
)
def test_page_made_of_includes_and_data_is_content_and_one_made_of_posts_is_none(
    page: str, is_read: bool, tmp_path: Path
) -> None:
    files = {
        "page.md": f"---\ntitle: Page\n---\n{page}\n",
        "_data/a.yml": "[x]",
        "_includes/a.html": "a",
        "_includes/posts.html": "{% for post in paginator.posts %}{% endfor %}",
        "_includes/nested.html": "{% include posts.html %}",
    }
    write_site(tmp_path, {"_config.yml": CONFIGURED, POST: "Text.", **files})
    site, _ = JekyllReader().read(tmp_path, lambda problem: None)
    assert ("Page" in [entry.title for entry in site.entries]) == is_read


ATTACKS = {
    "recursion": "{% include self.html %}",
    "recursion in two": "{% include two.html %}",
    "recursion that doubles": "{% include twice.html %}",
    "long loop": "{% for i in (1..1000000000) %}x{% endfor %}",
    "long loop backwards": "{% for i in (1..1000000000) reversed %}x{% endfor %}",
    "endless loop": "{% for i in (1..9999999999999999999999999) %}x{% endfor %}",
    "long table": "{% tablerow i in (1..1000000000) cols:2 %}x{% endtablerow %}",
    "loops in loops": "".join(f"{{% for {name} in (1..999) %}}" for name in "abc") + "x" + "{% endfor %}" * 3,
    "many loops": "{% for i in (1..99999) %}{% endfor %}" * 200,
    "range as a list": "{{ (1..1000000000) | join }}",
    "range compared": "{% if (1..1000000000) contains 'a' %}x{% endif %}",
    "captures that double": "{% assign v = 'xxxxxxxx' %}" + "{% capture v %}{{ v }}{{ v }}{% endcapture %}" * 60,
    "appends that double": "{% assign v = 'xxxxxxxxxxxxxxxx' %}" + "{% assign v = v | append: v %}" * 60 + "{{ v }}",
    "lists that double": "{% assign v = 'a,b' | split: ',' %}" + "{% assign v = v | concat: v %}" * 60,
    "replacement that squares": "{% assign v = 'aaaaaaaa' %}" + "{% assign v = v | replace: 'a', v %}" * 12,
    "join that squares": "{% assign v = 'aaaaaaaa' %}" + "{% assign v = v | split: '' | join: v %}" * 12,
    "numbers that square": "{% assign v = 99999 %}" + "{% assign v = v | times: v %}" * 60 + "{{ v }}",
    "groups that share": (
        "{% assign v = 'a,b,c,d' | split: ',' %}"
        + ("{% assign v = v | concat: v | concat: v %}" * 3 + "{% assign v = v | group_by: 'x' %}") * 12
        + "{{ v | jsonify }}{{ v }}{{ v | inspect }}"
    ),
    "groups that share, written often": (
        "{% assign v = 'a,b,c,d' | split: ',' %}"
        + ("{% assign v = v | concat: v | concat: v %}" * 3 + "{% assign v = v | group_by: 'x' %}") * 2
        + "{{ v | jsonify }}" * 5_000
    ),
    "large data": "{{ site.data.large.x | group_by: 'y' | size }}" * 5_000,
    "work in a loop": "{% assign v = 'ab' %}" + "{% assign v = v | append: v %}" * 19
    + "{% for i in (1..99999) %}{% assign w = v | upcase | downcase %}{% endfor %}",
    "search in a loop": "{% assign v = 'ab' %}" + "{% assign v = v | append: v %}" * 19
    + "{% for i in (1..99999) %}{% if v contains 'ba-' %}{% endif %}{% endfor %}",
    "large file in a loop": "{% for i in (1..99999) %}{% include_relative large.txt %}{% endfor %}",
    "long name in a loop": "{% for i in (1..99999) %}{% link {{ i }}" + "x" * 100_000 + " %}{% endfor %}",
    "list in a loop": (
        "{% assign v = 'a,b' | split: ',' %}"
        + "{% assign v = v | concat: v %}" * 16
        + "{% for i in (1..99999) %}{% include figure.html src=v %}{% endfor %}"
    ),
    "much output": "{% for i in (1..99999) %}" + "x" * 1000 + "{% endfor %}",
    "deep nesting": "{% if true %}" * 5000 + "x" + "{% endif %}" * 5000,
    "long condition": "{% if " + "a and " * 50_000 + "a %}x{% endif %}",
    "long path": "{{ " + "a[" * 50_000 + " }}",
    "wide number": "{{ 1 | times: " + "9" * 100_000 + " }}",
    "wide date": "{{ '2020-01-01' | date: '%999999999d' }}",
    "Markdown in a loop": "{% for i in (1..99999) %}{{ '*a* _b_ `c` [d](e)' | markdownify }}{% endfor %}",
}  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_template_ends_soon_and_the_rest_is_shown(attack: str, tmp_path: Path) -> None:
    files = {
        "_includes/self.html": "x{% include self.html %}",
        "_includes/two.html": "{% include three.html %}",
        "_includes/three.html": "{% include two.html %}",
        "_includes/twice.html": "{% include twice.html %}" * 2,
        "_data/large.json": '{"x": [{"y": [' + ",".join(["1"] * 300_000) + "]}]}",
        "_posts/large.txt": "{% assign x = 1 %}" * 50_000,
    }
    started = time.process_time()
    post, _ = read(tmp_path, f"First.\n\n{ATTACKS[attack]}\n\nLast {{{{ page.title }}}}.", files)
    assert time.process_time() - started < 30
    assert "First." in post.html
    assert len(post.html) < 10_000_000


@pytest.mark.parametrize(
    "piece",
    [
        "{{", "{%", "{{ a", "{% if a", "{% raw %}", "{% highlight x %}", "{% comment %}", "{% note %}", "{{ '",
        "{{ a }}", "{% if a %}", "{% endif %}", "{% for i in a %}", "{% include a.html %}", "{% include a b=",
        "{% weather %}", "{{ a | b: ", "{% case a %}{% when ", "{% assign x = 1 %}", "{% increment x %}", "{{ ((((",
        "{% if 'a' ", "-%}", "{% capture x %}",
    ],
)  # fmt: skip
def test_time_of_templates_is_linear_in_the_length_of_a_body(piece: str, tmp_path: Path) -> None:
    started = time.process_time()
    read(tmp_path, "{{ page.title | upcase }}" + (piece * 30_000)[:300_000])
    assert time.process_time() - started < 30


@pytest.mark.parametrize(
    "name",
    [
        "../secret.txt", "../_includes/../secret.txt", "{{ '/etc/passwd' }}", "/etc/passwd", "link.html",
        "folder/secret.txt", ".",
    ],
)  # fmt: skip
@pytest.mark.parametrize("tag", ["include", "include_relative"])
def test_no_include_leads_out_of_its_folder(tag: str, name: str, tmp_path: Path) -> None:
    write_site(tmp_path, {"secret.txt": "SECRET", "site/secret.txt": "SECRET", "site/_includes/a.html": "a"})
    for folder in ("_includes", "_posts"):
        (tmp_path / "site" / folder).mkdir(exist_ok=True)
        (tmp_path / "site" / folder / "link.html").symlink_to(tmp_path / "secret.txt")
        (tmp_path / "site" / folder / "folder").symlink_to(tmp_path)
    html, codes = said(tmp_path / "site", f"{{% {tag} {name} %}} x")
    assert "SECRET" not in html
    assert "root:" not in html
    assert codes == ["template-kept"]


@pytest.mark.parametrize("named", ["..", "../outside", "/etc", "linked"])
def test_no_folder_of_includes_lies_out_of_the_site(named: str, tmp_path: Path) -> None:
    write_site(tmp_path, {"outside/secret.txt": "SECRET", "secret.txt": "SECRET", "site/a.txt": "a"})
    (tmp_path / "site" / "linked").symlink_to(tmp_path / "outside")
    html, _ = said(
        tmp_path / "site", "{% include secret.txt %} x", {"_config.yml": CONFIGURED + f"includes_dir: {named}\n"}
    )
    assert "SECRET" not in html


def test_broken_data_are_named_once(tmp_path: Path) -> None:
    files = {"_data/good.yml": "a", "_data/bad.yml": "a: [b\nc: d"}
    post, problems = read(tmp_path, "{{ site.data.good }} {{ site.data.bad }} {{ page.title }}", files)
    assert post.html == "<p>{{ site.data.good }} {{ site.data.bad }} Hello</p>"
    assert [str(problem).partition(" (")[0] for problem in problems] == ["bad.yml cannot be run"]


def test_no_data_lie_out_of_the_site(tmp_path: Path) -> None:
    write_site(tmp_path, {"secret.yml": "SECRET", "site/_data/b.yml": "b"})
    (tmp_path / "site" / "_data" / "a.yml").symlink_to(tmp_path / "secret.yml")
    assert shown(tmp_path / "site", "{{ site.data.a }}{{ site.data.b }}") == "<p>b</p>"


@pytest.mark.parametrize(
    "path", ["page.__class__", "page.title.__class__", "site.__init__.__globals__", "page.keys", "site.data.__dict__",
             "forloop.__class__", "page['__class__']", "page._name", "site._unknown"],
)  # fmt: skip
def test_no_template_reaches_what_values_are_made_of(path: str, tmp_path: Path) -> None:
    assert shown(tmp_path, f"a{{{{ {path} }}}}{{% for i in (1..1) %}}{{{{ {path} }}}}{{% endfor %}}b") == "<p>ab</p>"


def test_no_clock_and_no_luck_are_in_what_is_shown(tmp_path: Path) -> None:
    body = "{{ 'now' | date: '%s' }} {{ 'today' | date: '%s' }} {{ page.title | sample }} {{ site.time | date: '%s' }}"
    html, codes = said(tmp_path, body)
    assert html.replace("‘", "'").replace("’", "'") == f"<p>{body}</p>"
    assert codes == ["template-kept"] * 4


def test_module_of_templates_is_imported_only_when_one_is_run() -> None:
    assert "converters.sites.jekyll.templates" not in Path(
        importlib.import_module("converters.sites.jekyll.reader").__file__ or ""
    ).read_text(encoding="utf-8")
