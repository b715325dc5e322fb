"""A folder of posts with front matter → the site and its posts; and their bodies cleaned."""

import os
import time
from pathlib import Path

import pytest

from converters.canonical import assert_canonical
from converters.frontmatter.dialect import dialect_of
from converters.frontmatter.exporter_marks import fence_highlights
from converters.frontmatter.families import Family
from converters.frontmatter.folder import FrontMatterReader
from converters.markdown import to_html
from converters.pipeline import convert
from converters.post import Dialect, Post, Site, Status
from converters.problem import ConversionError, Problem, Severity
from writers.posts import PostsWriter

ROOT = Path(__file__).parent.parent
GITHUB_SYNC = ROOT / "fixtures" / "exports" / "github-sync"
POST = "---\nID: {id}\npost_title: {title}\npermalink: https://x.example/{title}/\n---\nbody\n"


def read(source: Path, timezone: str = "UTC") -> tuple[Site, dict[str, Post], list[Problem]]:
    problems: list[Problem] = []
    site, posts = FrontMatterReader(timezone=timezone).read(source, problems.append)
    return site, {post.key: post for post in posts}, problems


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.md").write_text(text)


def said(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.where.origin, problem.code) for problem in problems]


def clean(raw: str, dialect: Dialect) -> str:
    post = Post(key="a", url="https://x.example/a/", raw=raw, dialect=dialect)
    html = FrontMatterReader().clean(post, Site(url="https://x.example"), lambda problem: None).html
    assert_canonical(html)
    return html


def test_posts_come_sorted_by_path_with_their_entries() -> None:
    site, posts, _ = read(GITHUB_SYNC)
    assert list(posts) == [entry.key for entry in site.entries] == [
        "_drafts/2019-05-01-Private thoughts on fog.md",
        "_pages/about.md",
        "_pages/crew.md",
        "_posts/2013-08-28-the-keepers-view.md",
        "_posts/2018-01-26-nebele284a2-am-morgen.md",
        "_posts/2019-04-17-a-lighthouse-keeper-writes-home-before-the-winter-storms.md",
    ]  # fmt: skip
    for entry in site.entries:
        assert {name: getattr(posts[entry.key], name) for name in entry.__slots__} == {
            name: getattr(entry, name) for name in entry.__slots__
        }


def test_folded_title_entities_and_long_excerpt_arrive_whole() -> None:
    post = list(read(GITHUB_SYNC, "Europe/Berlin")[1].values())[-1]
    assert post.title == "A Lighthouse Keeper Writes Home – Before the Winter & Its Storms Arrive"
    assert len(post.excerpt.split("\n")) == 11
    assert post.excerpt.endswith("<em>She waited.</em>\nAt dawn all three came in.")
    assert post.date is not None
    assert post.date.isoformat() == "2019-04-17T22:56:31+02:00"
    assert post.raw.startswith("The lamp was lit — as always — at four.\n\n<figure><img")
    assert post.raw.endswith("\n---\nThat line is three hyphens, and no boundary.")
    assert (post.dialect, post.author, post.id) == ("wordpress", "Ada Quill", 412)


def test_windows_1252_and_commas_in_a_list_go_through_the_line_grammar() -> None:
    _, posts, problems = read(GITHUB_SYNC)
    post = posts["_posts/2013-08-28-the-keepers-view.md"]
    assert post.title == "There’s No Such Thing As Calm… Weather"
    assert post.meta_values("item_tags") == (",,,,,,",)
    assert post.meta_values("logbook") == ("first", "second")
    assert post.meta_values("reddit") == ('a:2:{s:5:"count";s:1:"0";s:4:"time";s:10:"1345678901";}',)
    assert post.dialect == "markdown"
    assert said(problems) == [("README.md", "not-a-post"), (post.key, "front-matter-not-yaml")]


def test_slug_without_its_percent_signs_is_recovered() -> None:
    post = read(GITHUB_SYNC)[1]["_posts/2018-01-26-nebele284a2-am-morgen.md"]
    assert (post.slug, post.title) == ("nebel™-am-morgen", "Forecast: what's next?")
    assert post.raw == "\u3000\u3000Indented by two ideographic spaces.\n\nSecond paragraph."


def test_page_stands_under_the_page_above_its_address() -> None:
    posts = read(GITHUB_SYNC)[1]
    assert (posts["_pages/crew.md"].parent, posts["_pages/about.md"].parent) == (2, None)
    assert posts["_pages/crew.md"].title == "The Crew of <Lantern> &amp; Co"


def test_private_draft_is_private() -> None:
    post = read(GITHUB_SYNC)[1]["_drafts/2019-05-01-Private thoughts on fog.md"]
    assert (post.status, post.title, post.slug) == (Status.PRIVATE, "Thoughts on fog", "private-thoughts-on-fog")


def test_site_is_what_the_posts_share() -> None:
    site, _, _ = read(GITHUB_SYNC, "Europe/Berlin")
    assert (site.url, site.title, site.timezone) == ("https://lighthouse.example", "", "Europe/Berlin")
    assert [author.login for author in site.authors] == ["Ada Quill"]


def test_every_body_becomes_canonical_html() -> None:
    site, posts, _ = read(GITHUB_SYNC)
    for post in posts.values():
        html = FrontMatterReader().clean(post, site, lambda problem: None).html
        assert_canonical(html)
        assert bool(html) is bool(post.raw)


def test_zone_that_is_assumed_is_said_once() -> None:
    assert [p.code for p in read(GITHUB_SYNC, "")[2]].count("zone-assumed") == 1
    assert "zone-assumed" not in [p.code for p in read(GITHUB_SYNC, "Europe/Berlin")[2]]


def test_unknown_zone_stops_the_conversion() -> None:
    with pytest.raises(ConversionError, match="Atlantis"):
        read(GITHUB_SYNC, "Europe/Atlantis")


def test_single_file_is_a_source_too() -> None:
    file = GITHUB_SYNC / "_drafts" / "2019-05-01-Private thoughts on fog.md"
    _, posts, _ = read(file)
    assert [(key, post.status) for key, post in posts.items()] == [(file.name, Status.PRIVATE)]


def test_drafts_folder_as_the_source_holds_drafts(tmp_path: Path) -> None:
    write(tmp_path / "_drafts", a=POST.format(id=1, title="a"))
    assert [post.status for post in read(tmp_path / "_drafts")[1].values()] == [Status.DRAFT]


def test_folders_above_the_source_say_nothing_unless_they_are_the_exporter_s(tmp_path: Path) -> None:
    for folder, status in (("drafts/blog", Status.PUBLISHED), ("_drafts/2019", Status.DRAFT)):
        write(tmp_path / folder, a=POST.format(id=1, title="a"))
        assert [post.status for post in read(tmp_path / folder)[1].values()] == [status]


def test_former_addresses_lead_to_the_post(tmp_path: Path) -> None:
    addresses = "[/old/, '2009/a.html', https://elsewhere.example/a/]"
    write(tmp_path, a=POST.format(id=1, title="a").replace("---\nbody", f"aliases: {addresses}\n---\nbody"))
    write(tmp_path, b="---\ntitle: B\ndate: 2020-01-01\nredirect_from: /old-b/\n---\nbody\n")
    site, posts, _ = read(tmp_path)
    a, b = posts["a.md"], posts["b.md"]
    assert a.old_paths == ("/old/", "/2009/a.html")
    assert a.meta == (("aliases", "https://elsewhere.example/a/"),)
    assert (b.old_paths, b.meta) == (("/old-b/",), ())
    assert [entry.old_paths for entry in site.entries] == [a.old_paths, b.old_paths]


def test_source_is_recognised_by_its_content(tmp_path: Path) -> None:
    reader = FrontMatterReader()
    assert reader.recognises(GITHUB_SYNC) == "WordPress GitHub Sync 2.x, a folder of posts"
    assert reader.recognises(GITHUB_SYNC / "_pages" / "about.md") == "WordPress GitHub Sync 2.x, one post"
    write(tmp_path, a="# no front matter")
    (tmp_path / "blog.xml").write_text("<rss/>")
    assert reader.recognises(tmp_path) is None
    assert reader.recognises(tmp_path / "a.md") is None
    (tmp_path / "standard-input").write_text(POST.format(id=1, title="a"))
    assert reader.recognises(tmp_path / "standard-input") == "WordPress GitHub Sync 2.x, one post"
    assert reader.recognises(tmp_path / "blog.xml") is None


def test_folder_without_posts_is_refused_in_one_sentence(tmp_path: Path) -> None:
    write(tmp_path, README="# nothing")
    with pytest.raises(ConversionError, match="there is no post in"):
        read(tmp_path)


def test_hidden_folders_and_the_site_s_machinery_are_passed_over(tmp_path: Path) -> None:
    for folder in (".git", ".github/x", "_layouts", "_site/2019", "node_modules/x", "_posts"):
        write(tmp_path / folder, a=POST.format(id=1, title="a"))
    _, posts, problems = read(tmp_path)
    assert list(posts) == ["_posts/a.md"]
    assert said(problems) == [(name, "folder-passed-over") for name in ("_layouts", "_site", "node_modules")]


def test_file_that_is_not_a_post_is_left_out_with_the_reason(tmp_path: Path) -> None:
    write(tmp_path, a=POST.format(id=1, title="a"), b="---\nlayout: default\n---\n", c="text")
    (tmp_path / "x.png").write_bytes(b"\x89PNG")
    (tmp_path / "Makefile").write_text("all:")
    _, posts, problems = read(tmp_path)
    assert list(posts) == ["a.md"]
    assert [str(problem) for problem in problems] == [
        "2 files are not text that may hold a post (.png, no extension) and were not read",
        "b.md: left out: its front matter is not that of a post, which has a title and one of date, tags or the like",
        "c.md: left out: it has no front matter",
    ]


def test_untitled_file_in_a_posts_folder_is_a_post(tmp_path: Path) -> None:
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_posts" / "2020-01-01-a.md").write_text("---\nlayout: post\n---\nbody")
    assert [post.slug for post in read(tmp_path)[1].values()] == ["a"]


def test_two_files_with_one_id_are_both_kept_and_reported(tmp_path: Path) -> None:
    write(tmp_path, a=POST.format(id=1, title="a"), b=POST.format(id=1, title="b"))
    _, posts, problems = read(tmp_path)
    assert list(posts) == ["a.md", "b.md"]
    assert said(problems) == [("b.md", "same-id")]


def test_file_that_cannot_be_read_is_lost_alone(tmp_path: Path) -> None:
    write(tmp_path, a="---\ntitle: never closed\n", b=POST.format(id=1, title="b"), c=POST.format(id=2, title="c"))
    os.mkfifo(tmp_path / "d.md")
    (tmp_path / "e.md").symlink_to(tmp_path / "gone.md")
    bomb = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 20))
    write(tmp_path, f=f"---\ntitle: bomb\na0: &a0 [x]\n{bomb}\n---\n")
    _, posts, problems = read(tmp_path)
    assert list(posts) == ["b.md", "c.md"]
    assert said(problems) == [(name, "item-lost") for name in ("a.md", "d.md", "e.md", "f.md")]
    assert {problem.severity for problem in problems} == {Severity.LOSS}


def test_links_lead_neither_in_circles_nor_out(tmp_path: Path) -> None:
    write(tmp_path / "site" / "_posts", a=POST.format(id=1, title="a"))
    write(tmp_path / "elsewhere", secret=POST.format(id=2, title="secret"))
    (tmp_path / "site" / "loop").symlink_to(tmp_path / "site")
    (tmp_path / "site" / "_posts" / "out.md").symlink_to(tmp_path / "elsewhere" / "secret.md")
    (tmp_path / "site" / "_posts" / "in.md").symlink_to(tmp_path / "site" / "_posts" / "a.md")
    _, posts, problems = read(tmp_path / "site")
    assert list(posts) == ["_posts/a.md", "_posts/in.md"]
    assert ("loop", "folder-passed-over") in said(problems)
    assert ("_posts/out.md", "not-a-post") in said(problems)


def test_link_that_turns_in_a_circle_is_lost_alone(tmp_path: Path) -> None:
    write(tmp_path, a=POST.format(id=1, title="a"))
    (tmp_path / "b.md").symlink_to(tmp_path / "c.md")
    (tmp_path / "c.md").symlink_to(tmp_path / "b.md")
    assert list(read(tmp_path)[1]) == ["a.md"]


def test_name_that_is_no_text_is_read(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.md"
    Path(os.fsdecode(path)).write_text(POST.format(id=1, title="a"))
    (key,) = read(tmp_path)[1]
    assert key == "caf\ufffd.md"


def test_name_of_255_bytes_is_read(tmp_path: Path) -> None:
    name = "é" * 126 + ".md"
    (tmp_path / name).write_text(POST.format(id=1, title="a"))
    assert list(read(tmp_path)[1]) == [name]


def test_file_that_vanishes_between_the_readings_is_lost_alone(tmp_path: Path) -> None:
    write(tmp_path, a=POST.format(id=1, title="a"), b=POST.format(id=2, title="b"))
    problems: list[Problem] = []
    _, posts = FrontMatterReader(timezone="UTC").read(tmp_path, problems.append)
    (tmp_path / "a.md").unlink()
    assert [post.key for post in posts] == ["b.md"]
    assert said(problems) == [("a.md", "item-lost")]


def test_relative_addresses_join_the_site_s(tmp_path: Path) -> None:
    write(
        tmp_path,
        a="---\nid: 1\ntitle: A\nguid: 'https://x.example/?p=1'\npermalink: /2020/a/\nimage: /i.jpg\n---\n",
        b="---\nid: 2\ntitle: B\nguid: 'https://x.example/?p=2'\npermalink: https://bit.example/b\n---\n",
        c="---\nid: 3\ntitle: C\nguid: 'https://x.example/?p=3'\npermalink: https://x.example/c/\n---\n",
        d="---\nid: 4\ntitle: D\nguid: 'https://x.example/?p=4'\npermalink: https://x.example/d/\n---\n",
    )
    site, posts, _ = read(tmp_path)
    assert site.url == "https://x.example"
    assert [post.url for post in posts.values()][:2] == ["https://x.example/2020/a/", "https://bit.example/b"]
    image = posts["a.md"].image
    assert image is not None
    assert image.url == "https://x.example/i.jpg"


def test_address_that_makes_no_sense_is_kept(tmp_path: Path) -> None:
    write(
        tmp_path,
        a="---\nID: 1\npost_title: A\npermalink: 'http://[x/'\nlayout: page\n---\n",
        b=POST.format(id=2, title="b"),
    )
    assert read(tmp_path)[1]["a.md"].url == "http://[x/"


def test_two_thousand_files_are_read_in_seconds(tmp_path: Path) -> None:
    for number in range(2_000):
        (tmp_path / f"{number}.md").write_text(POST.format(id=number, title=f"t{number}"))
    started = time.process_time()
    assert len(read(tmp_path)[1]) == 2_000
    assert time.process_time() - started < 20


@pytest.mark.parametrize(
    ("body", "family", "dialect"),
    [
        ("Plain text.\n\nMore.", Family.WPGHS_2, "wordpress"),
        ("<p>HTML</p>", Family.WPGHS_2, "wordpress"),
        ("<!-- wp:paragraph --><p>**x** [a](b) # c</p>", Family.WPGHS_2, "wordpress"),
        ("# One sign is not enough", Family.WPGHS_2, "wordpress"),
        ("## Head\n\nSee [this](https://x.example).", Family.WPGHS_2, "markdown"),
        ("See [this][1].\n\n [1]: https://x.example", Family.WOGH, "markdown"),
        ("$_G['style'][logo] = $a[1][dbhost]; $b[2][x]", Family.WPGHS_2, "wordpress"),
        ("<pre># a\n# b\n# c</pre> <a href='x'>text</a>", Family.WPGHS_2, "wordpress"),
        ("[code]\n# a\n# b\n```\n[/code]\nText", Family.WPGHS_2, "wordpress"),
        ("<p>One.</p>\n<p>Two.</p>", Family.JEKYLL_IMPORT_EXPORT, "html"),
        ("Plain", Family.JEKYLL_IMPORT_EXPORT, "html"),
        ("<p>[caption id='a']<img src='x'> c[/caption]</p>", Family.JEKYLL_IMPORT_EXPORT, "wordpress"),
        ("Plain text.\n\nMore.", Family.JEKYLL_EXPORTER, "markdown"),
        ("Some *emphasis* and\n\n- a list", Family.HUGO_EXPORTER, "markdown"),
        ("<p>One.</p>\n<p>Two.</p>", Family.JEKYLL_EXPORTER, "html"),
        ("", Family.WPGHS_2, "wordpress"),
        (
            '# <a name="x"></a>Head\n\n1.  `a`\n\n    <a href="/a.png"><img src="/a-300.png" width="300" /></a>\n\n'
            "2.  **b** and `c`, see [this][1].\n\n [1]: /x/",
            Family.WPGHS_2, "markdown",
        ),
        (
            '# 1 at sea\n\n<a href="a"><img src="a.png" /></a>\n\n# 2 at sea\n\n<a href="b"><img src="b.png" /></a>',
            Family.WPGHS_2, "wordpress",
        ),
    ],
)  # fmt: skip
def test_dialect_is_decided_by_the_body(body: str, family: Family, dialect: str) -> None:
    assert dialect_of(body, family) == dialect


@pytest.mark.parametrize(
    ("body", "family", "dialect"),
    [
        ("A line\n\nand [code]#a[/code].", Family.JEKYLL_IMPORT_DATABASE, "wordpress"),
        ("## Head\n\n**Not** [Markdown](x).", Family.EXITWP, "wordpress"),
        ("<p>One.</p>", Family.JEKYLL_IMPORT_DATABASE, "html"),
        ("Plain", Family.JEKYLL_IMPORT_EXPORT, "html"),
        ("**Plain** [x](y)", Family.OTHER, "html"),
    ],
)
def test_file_of_html_holds_no_markdown(body: str, family: Family, dialect: str) -> None:
    assert dialect_of(body, family, is_html=True) == dialect


def test_what_is_left_of_another_language_is_said_and_stays(tmp_path: Path) -> None:
    head = "---\ntitle: A\nwordpress_id: 1\ndate: 2005-11-03\n---\n"
    tags = "{% codeblock a.js %}\nx\n{% endcodeblock %}\n\n{{< note >}}"
    body = f"{tags}\n\n[caption id='a']![x](y)[/caption] **a** `{{% raw %}} [gallery]`"
    write(tmp_path, a=head + body)
    site, posts, problems = read(tmp_path)
    made = FrontMatterReader().clean(posts["a.md"], site, problems.append).html
    assert "{% codeblock a.js %}" in made
    assert [str(problem) for problem in problems if problem.code in ("template-kept", "unknown-shortcode")] == [
        "the shortcode [caption] is unknown: it stays in the text as it is (1 of them)",
        "{% codeblock %} is the site's own and not known here: it stays in the text as it is",
        "{{< note >}} is the site's own and not known here: it stays in the text as it is",
    ]


def test_brackets_of_a_site_that_no_exporter_wrote_are_none_of_wordpress(tmp_path: Path) -> None:
    write(tmp_path, a="---\ntitle: A\ndate: 2005-11-03\n---\n[TOC]\n\n[a b='c']\n")
    site, posts, problems = read(tmp_path)
    FrontMatterReader().clean(posts["a.md"], site, problems.append)
    assert not [problem for problem in problems if problem.code == "unknown-shortcode"]


def test_tags_whose_slashes_an_exporter_escaped_are_closed(tmp_path: Path) -> None:
    head = "---\ntitle: A\nwordpress_id: 1\nauthor_login: a\ndate: 2005-11-03\n---\n"
    write(tmp_path, a=head + '<a href="http:&#47;&#47;x.example&#47;">link<&#47;a> and text', b=head + "a &#47; b")
    site, posts, problems = read(tmp_path)
    made = FrontMatterReader().clean(posts["a.md"], site, problems.append).html
    assert made == '<p><a href="http://x.example/">link</a> and text</p>'
    assert [str(problem) for problem in problems if problem.code == "slashes-repaired"] == [
        "a.md: 4 slashes were written as &#47; by an exporter, so that no tag was closed: read as /"
    ]


@pytest.mark.parametrize("unit", ["[", "<pre>", "<pre", "[a](", "`", "* ", "[x][", "&", "<!-- ", "**a", "#", "a\n"])
def test_dialect_is_decided_in_time(unit: str) -> None:
    started = time.process_time()
    dialect_of(unit * (1_000_000 // len(unit)), Family.WPGHS_2)
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("markdown", "piece"),
    [
        ("# A\n\ntext", "<h1>A</h1>"),
        ("| a |\n|---|\n| b |", "<td>b</td>"),
        ("~~x~~", "<s>x</s>"),
        ("a[^1]\n\n[^1]: note", 'class="footnotes"'),
        ("term\n: meaning", "<dd>meaning</dd>"),
        ("- [x] done", 'type="checkbox"'),
        ("<div>raw</div>", "<div>raw</div>"),
        ("{% highlight ruby linenos %}\n```\nx\n{% endhighlight %}", '<code class="language-ruby">```\nx\n</code>'),
    ],
)
def test_markdown_with_its_extensions(markdown: str, piece: str) -> None:
    assert piece in to_html(fence_highlights(markdown), lambda problem: None)


def test_markdown_body_becomes_canonical_html() -> None:
    assert clean("See [it](/b/) and ![]({{ site.baseurl }}/i.png)", "markdown") == (
        '<p>See <a href="https://x.example/b/">it</a> and <img src="https://x.example/i.png" alt="" /></p>'
    )


def test_html_body_gets_its_more_mark_back() -> None:
    html = clean('<p>a</p><a id="more"></a><a id="more-12"></a><p>b</p><script>x</script>', "html")
    assert "<!--more-->" in html
    assert "script" not in html


@pytest.mark.parametrize(
    "unit", ["[", "<", "*", "`", "> ", "- ", "![", "&", "\\", "{% highlight x %}\n", "[a]: ", "_a", "^[", "[^a]"]
)
def test_markdown_takes_time_in_proportion(unit: str) -> None:
    started = time.process_time()
    to_html(fence_highlights(unit * (60_000 // len(unit))), lambda problem: None)
    assert time.process_time() - started < 10


def test_links_that_are_not_looked_for_are_reported() -> None:
    problems: list[Problem] = []
    to_html("[" * 30_000, problems.append)
    assert [problem.code for problem in problems] == ["links-given-up"]
    to_html("[a](b) " * 5_000, problems.append)
    assert len(problems) == 1


def test_file_without_front_matter_is_left_out_in_the_ledger(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "post.md").write_text(POST.format(id=1, title="a"))
    (source / "notes.md").write_text("Just notes.")
    ledger = convert(source, tmp_path / "posts.jsonl", reader=FrontMatterReader(), writer=PostsWriter())
    assert (ledger.read, ledger.written, ledger.complete) == (2, 1, True)
    assert ledger.left_out == {"it has no front matter": 1}


@pytest.mark.parametrize("line", ["Draft: true", "DRAFT: true", "Published: false", "publish: false"])
def test_key_that_hides_a_post_does_so_however_it_is_written(line: str, tmp_path: Path) -> None:
    tmp_path.joinpath("a.md").write_text(f"---\nTitle: A\nDate: 2020-01-01\n{line}\n---\n\nText.\n", encoding="utf-8")
    _, posts = FrontMatterReader().read(tmp_path, lambda problem: None)
    assert [(post.title, post.status) for post in posts] == [("A", Status.DRAFT)]


def test_a_link_to_the_file_of_a_post_leads_to_the_post_or_is_reported(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    links = "[b](sub/b.md#x) [c](/c.md) [d](d%20e.md) [gone](gone.md)"
    texts = {
        "a.md": f"title: A\ndate: 2020-01-01\npermalink: https://blog.example/a/\n---\n{links}\n",
        "sub/b.md": "title: B\ndate: 2020-01-02\npermalink: https://blog.example/b/\n---\n[up](../a.md)\n",
        "c.md": "title: C\ndate: 2020-01-03\npermalink: https://blog.example/c/\n---\n",
        "d e.md": "title: D\ndate: 2020-01-04\n---\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(f"---\n{text}", encoding="utf-8")
    problems: list[Problem] = []
    site, posts = FrontMatterReader().read(tmp_path, lambda problem: None)
    shown = {post.title: FrontMatterReader().clean(post, site, problems.append).html for post in posts}
    assert 'href="https://blog.example/b/#x"' in shown["A"]
    assert 'href="https://blog.example/c/"' in shown["A"]
    assert 'href="https://blog.example/a/"' in shown["B"]
    assert [(problem.code, getattr(problem, "target", "")) for problem in problems] == [("link-to-file", "d e.md")]
