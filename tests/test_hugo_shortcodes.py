"""A Hugo site's own shortcodes in its bodies: what runs, what is kept as it was typed, and what strangers may not."""

import pickle
from pathlib import Path

import pytest

from converters.pipeline import convert
from converters.post import Post, Site
from converters.problem import Problem
from converters.sites.hugo.reader import HugoReader
from tests.test_jekyll_themes import write_site
from writers.hugo import HugoWriter

CONFIGURED = (
    'baseURL = "https://example.org/base/"\ntitle = "A"\n[params]\nHost = "Anna"\nshy = false\n'
    "[markup.goldmark.renderer]\nunsafe = true\n"
)
POST = "content/posts/hello.md"
FRONT_MATTER = "---\ntitle: Hello\ndate: 2020-01-02\nword: wo<rd\nsome: [a, 2]\n---\n\n"


def read(folder: Path, body: str, files: dict[str, str]) -> tuple[Post, list[Problem]]:
    """The cleaned post of a site; files without a folder are its shortcodes."""
    named = {
        name if "/" in name or "." in name else f"layouts/shortcodes/{name}.html": text for name, text in files.items()
    }
    write_site(folder, {"hugo.toml": CONFIGURED, POST: FRONT_MATTER + body + "\n", **named})
    site, posts = HugoReader().read(folder, lambda problem: None)
    [post] = [each for each in posts if each.origin in (POST, "content/posts/hello/index.md")]
    problems: list[Problem] = []
    return HugoReader().clean(post, site, problems.append), problems


def shown(folder: Path, body: str, **files: str) -> str:
    """What the body becomes, of which there is nothing to say."""
    post, problems = read(folder, body, files)
    assert not problems, [*map(str, problems)]
    return post.html


def kept(folder: Path, template: str, body: str = "{{< z >}}", **files: str) -> str:
    """Why the template of `z` is not run: the call stays as it was typed, and that is all that is said."""
    post, problems = read(folder, body, {"z": template, **files})
    assert "{{&lt; z &gt;}}" in post.html
    [problem] = problems
    assert problem.code == "template-not-run"
    return str(problem)


def test_template_shows_what_it_makes_of_named_and_placed_arguments(tmp_path: Path) -> None:
    x = "<b>{{ .Get 0 }}{{ .Get `a` }} {{ add (.Get `n` | default 1) 1 }} {{ .IsNamedParams }} {{ len .Params }}</b>"
    assert shown(tmp_path, '{{< z one "2" >}} {{< z a="<y>" n=4 >}}', z=x) == (
        "<p><b>one 2 false 2</b> <b>&lt;y&gt; 5 true 2</b></p>"
    )


def test_only_arguments_without_quotes_are_numbers_and_truths(tmp_path: Path) -> None:
    assert shown(
        tmp_path, '{{< z 1 "1" true "true" >}}', z="{{ range .Params }}{{ printf `%v;` (eq . 1 true) }}{{ end }}"
    ) == ("<p>true;false;true;false;</p>")


def test_content_is_text_until_the_template_makes_html_of_its_markdown(tmp_path: Path) -> None:
    body = "{{< z >}}*a*{{< /z >}}"
    assert shown(tmp_path, body, z="<p>{{ .Inner }} {{ .Inner | markdownify }}</p>") == "<p>*a* <em>a</em></p>"


def test_what_percent_signs_show_is_markdown_of_the_body(tmp_path: Path) -> None:
    assert shown(tmp_path, "- one\n\n  {{% z %}}", z="two *e*\n\n> three") == (
        "<ul>\n<li>\n<p>one</p>\n<p>two <em>e</em></p>\n<blockquote>\n<p>three</p>\n</blockquote>\n</li>\n</ul>"
    )


def test_shortcodes_in_one_another_know_their_parents(tmp_path: Path) -> None:
    body = "{{< z n=3 >}}{{< y a >}}{{< y b >}}{{< /z >}}"
    y = "{{ .Get 0 }}{{ .Ordinal }}/{{ .Parent.Get `n` }} "
    assert shown(tmp_path, body, z="<p>{{ .Inner }}</p>", y=y) == "<p>a0/3 b1/3 </p>"


def test_child_may_leave_something_with_its_parent(tmp_path: Path) -> None:
    x = "{{ $_ := .Inner }}{{ range .Store.Get `l` }}<p>{{ .t }}: {{ .c }}</p>{{ end }}"
    y = "{{ .Parent.Store.Add `l` (slice (dict `t` (.Get 0) `c` .Inner)) }}"
    assert shown(tmp_path, '{{< z >}}{{< y "A" >}}a{{< /y >}}{{< y "B" >}}b{{< /y >}}{{< /z >}}', z=x, y=y) == (
        "<p>A: a</p><p>B: b</p>"
    )


def test_known_shortcode_may_stand_in_one_of_the_site(tmp_path: Path) -> None:
    html = shown(
        tmp_path, '{{< z >}}\n{{< figure src="/a.png" >}}\n{{< /z >}}', z="<div>{{ .Inner | markdownify }}</div>"
    )
    assert html == '<div><figure><img src="https://example.org/a.png" alt="" /></figure></div>'


def test_shortcode_of_the_site_may_stand_in_a_known_one(tmp_path: Path) -> None:
    assert shown(tmp_path, "{{< details >}}\n{{< z >}}\n{{< /details >}}", z="<p>in</p>") == (
        "<details><summary>Details</summary>\n<p>in</p>\n</details>"
    )


def test_page_site_and_data_are_at_hand(tmp_path: Path) -> None:
    x = (
        "{{ .Page.Title }} {{ .Page.Params.Word }} {{ .Page.Date.Format `2 Jan 2006` }} {{ .Site.Params.host }} "
        "{{ with site.Params.shy }}loud{{ else }}shy{{ end }} {{ index .Page.Params.some 1 }} "
        "{{ (index hugo.Data.t.l 0).n }}"
    )
    files = {"z": x, "data/t.yaml": "l:\n- n: 7\n"}
    assert read(tmp_path, "{{< z >}}", files)[0].html == "<p>Hello wo&lt;rd 2 Jan 2020 Anna shy 2 7</p>"


def test_picture_beside_the_page_is_found_and_resized_it_is_itself(tmp_path: Path) -> None:
    write_site(tmp_path, {"content/posts/hello/a.png": "x", "content/posts/hello/index.md": FRONT_MATTER + "{{< z >}}"})
    x = '{{ with (.Page.Resources.GetMatch "*.png").Resize "20x" }}<img src="{{ .RelPermalink }}" alt="">{{ end }}'
    write_site(tmp_path, {"hugo.toml": CONFIGURED, "layouts/shortcodes/z.html": x})
    site, posts = HugoReader().read(tmp_path, lambda problem: None)
    [post] = posts
    assert HugoReader().clean(post, site, lambda problem: None).html == (
        '<p><img src="https://example.org/base/posts/hello/a.png" alt="" /></p>'
    )


@pytest.mark.parametrize("folder", ["layouts/_shortcodes", "themes/shore/layouts/shortcodes"])
def test_template_may_lie_in_the_new_folder_or_in_that_of_a_theme(folder: str, tmp_path: Path) -> None:
    files = {f"{folder}/z.html": "here", "hugo.toml": 'theme = ["shore"]\n' + CONFIGURED}
    assert read(tmp_path, "{{< z >}}", files)[0].html == "<p>here</p>"


def test_template_of_the_site_comes_before_that_of_its_theme_and_before_a_known_name(tmp_path: Path) -> None:
    files = {
        "hugo.toml": 'theme = "shore"\n' + CONFIGURED,
        "themes/shore/layouts/shortcodes/notice.html": "theirs",
        "notice": "<p>ours: {{ .Inner }}</p>",
    }
    assert read(tmp_path, "{{< notice >}}a{{< /notice >}}", files)[0].html == "<p>ours: a</p>"


def test_known_medium_stays_one_where_the_template_only_frames_it(tmp_path: Path) -> None:
    frame = '<div><iframe src="https://www.youtube.com/embed/{{ .Get 0 }}?start=30"></iframe></div>'
    assert 'data-url="https://www.youtube.com/watch?v=abc&amp;t=30"' in shown(
        tmp_path, "{{< youtube abc >}}", youtube=frame
    )
    html = shown(tmp_path / "more", "{{< youtube abc >}}", youtube=f"{frame}<p>By us</p>")
    assert "By us" in html and "data-url" not in html


def test_known_name_stands_in_for_a_template_that_is_not_run(tmp_path: Path) -> None:
    post, problems = read(
        tmp_path, '{{< figure src="/a.png" >}}\n\n{{< figure src="/a.png" >}}', {"figure": "{{ now }}"}
    )
    assert post.html.count('<figure><img src="https://example.org/a.png" alt="" /></figure>') == 2
    [problem] = map(str, problems)
    assert problem.startswith("layouts/shortcodes/figure.html cannot be run (")
    assert problem.endswith("what others of that name show stands there, so look at it")


def test_partials_take_what_they_are_given_and_may_return_a_value(tmp_path: Path) -> None:
    files = {
        "z": "{{ partial `p.html` (dict `a` 1) }}{{ partial `sub/q` 4 }}",
        "layouts/partials/p.html": "<i>{{ .a }}</i>",
        "layouts/partials/sub/q.html": "{{ return add . 1 }}",
    }
    assert read(tmp_path, "{{< z >}}", files)[0].html == "<p><i>1</i>5</p>"


def test_values_cannot_become_markup_or_scripts(tmp_path: Path) -> None:
    body = '{{< z `" onclick="x` `javascript:x` `<script>x</script>` >}}'
    x = '<a title="{{ .Get 0 }}" href="{{ .Get 1 }}">{{ .Get 2 }}</a>'
    assert shown(tmp_path, body, z=x) == (
        '<p><a title="&quot; onclick=&quot;x" href="#ZgotmplZ">&lt;script&gt;x&lt;/script&gt;</a></p>'
    )


def test_scripts_of_templates_are_dropped(tmp_path: Path) -> None:
    post, problems = read(tmp_path, "{{< z >}}", {"z": "<script>alert({{ .Name }})</script><p onclick='x'>a</p>"})
    assert post.html == "<p>a</p>"
    assert [problem.code for problem in problems] == ["elements-dropped"]


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("{{ now.Year }}", "the function now is not run here"),
        ("{{ readFile `hugo.toml` }}", "the function readFile is not run here"),
        ("{{ os.Getenv `HOME` }}", "the function os is not run here"),
        ("{{ (resources.GetRemote `https://a.example`).Content }}", "the function resources is not run here"),
        ("{{ getJSON `https://a.example` }}", "the function getJSON is not run here"),
        ("{{ .Page.Content }}", ".Content is not known here"),
        ("{{ site.RegularPages }}", ".RegularPages is not known here"),
        ("{{ define `a` }}{{ end }}", "define is not run here"),
        ("{{ if }}", "it has a command without a word"),
        ("{{ if true }}", "it has a block without an end"),
        ("{{ end }}", "it has an end without a beginning"),
        ("{{ 1 | }}", "it has a command without a word"),
        ("{{ .Parent.Name }}", "it asks for .Name of nothing"),
        ("{{ index 1 2 }}", "index is given what has no parts"),
        ("{{ add 1 }}", "add is given what it does not take"),
        ("{{ partial `none.html` . }}", "there is no partial none.html"),
        ("<p>half {{ div 1 0 }}", "it divides by nought"),
    ],
)
def test_what_cannot_be_run_is_kept_whole_and_named(template: str, reason: str, tmp_path: Path) -> None:
    said = kept(tmp_path, template)
    assert said.startswith(f"layouts/shortcodes/z.html cannot be run ({reason}): ")


def test_partial_that_is_to_blame_is_named(tmp_path: Path) -> None:
    said = kept(tmp_path, "{{ partial `p.html` . }}", **{"layouts/partials/p.html": "{{ now }}"})
    assert said.startswith("layouts/partials/p.html cannot be run")


def test_content_of_a_call_that_is_kept_is_shown(tmp_path: Path) -> None:
    post, problems = read(tmp_path, "{{< z >}}\n*a* {{< y >}}\n{{< /z >}}", {"z": "{{ .Inner }}{{ now }}", "y": "why"})
    assert [problem.code for problem in problems] == ["template-not-run"]
    assert "<em>a</em> why" in post.html and "{{&lt; z &gt;}}" in post.html and "{{&lt; /z &gt;}}" in post.html


def test_call_without_its_end_or_with_arguments_of_both_kinds_is_kept(tmp_path: Path) -> None:
    post, problems = read(tmp_path, "{{< z >}} {{< y 1 a=2 >}}", {"z": "{{ .Inner }}", "y": "y"})
    assert post.html == "<p>{{&lt; z &gt;}} {{&lt; y 1 a=2 &gt;}}</p>"
    assert [problem.code for problem in problems] == ["template-kept"] * 2


def test_what_changes_another_shortcode_is_not_run(tmp_path: Path) -> None:
    body = '{{< z >}}{{< figure src="/a.png" >}}{{< /z >}}'
    post, problems = read(tmp_path, body, {"z": "{{ lower .Inner }}"})
    assert "portpressplace" not in post.html.lower()
    assert [problem.code for problem in problems] == ["template-not-run"]


@pytest.mark.parametrize(
    "template",
    [
        "{{ range seq 2000 }}{{ range seq 2000 }}a{{ end }}{{ end }}",
        "{{ range 999999999999 }}{{ end }}",
        "{{ $s := `ab` }}{{ range seq 60 }}{{ $s = print $s $s }}{{ end }}",
        "{{ $s := slice 1 }}{{ range seq 60 }}{{ $s = slice $s $s }}{{ end }}{{ $s }}",
        "{{ $s := slice 1 }}{{ range seq 60 }}{{ $s = slice $s $s }}{{ end }}{{ jsonify $s }}",
        "{{ $s := 1 }}{{ range seq 40 }}{{ $s = slice $s $s }}{{ end }}{{ in $s 3 }}",
        "{{ $n := 2 }}{{ range seq 90 }}{{ $n = mul $n $n }}{{ end }}{{ $n }}",
        "{{ strings.Repeat 99999999999 `a` }}",
        "{{ $s := strings.Repeat 100000 `a` }}{{ replace $s `a` $s }}",
        "{{ $s := strings.Repeat 100000 `a` }}{{ range seq 2000 }}{{ $s }}{{ end }}",
        "{{ printf `%999999999d` 1 }}",
        "{{ printf `%.999999999f` 1.5 }}",
        "{{ seq 99999999999 }}",
        "{{ replaceRE `(a+)+$` `` (strings.Repeat 40 `a` | printf `%sb`) }}",
        "{{ replaceRE `(a|a)*b` `` (strings.Repeat 4000 `a`) }}",
        "{{ replaceRE `a*a*a*a*b` `` (strings.Repeat 4000 `a`) }}",
        "{{ findRE `a{9999999}` `a` }}",
        "{{ math.Pow 10 999 }}",
        "{{ partial `loop.html` . }}",
        "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
        "{{ if 1 }}" * 5000 + "{{ end }}" * 5000,
        "{{ " + "not " * 1 + "(not " * 500 + "1" + ")" * 500 + " }}",
        "a" * (1024 * 1024 + 1),
        "{{ `" + "a" * 9 + " }}",
        "{{ __import__ `os` }}",
        "{{ .__class__ }}",
        "{{ .Page.__init__ }}",
        "{{ .Name.__class__ }}",
        "{{ `x`.upper }}",
        "{{ (dict).keys }}{{ (dict `a` 1).a.real }}",
        "{{ .Page.File.Path.encode }}",
        "{{ partial `../../hugo.toml` . }}",
        "{{ partial `/etc/passwd` . }}",
    ],
)  # fmt: skip
def test_attack_of_a_template_is_kept_as_it_was_typed(template: str, tmp_path: Path) -> None:
    kept(tmp_path, template, **{"layouts/partials/loop.html": "{{ partial `loop.html` . }}{{ partial `loop.html` . }}"})


def test_many_calls_share_what_a_body_may_take(tmp_path: Path) -> None:
    x = "{{ range seq 2000 }}{{ . }}{{ end }}"
    post, problems = read(tmp_path, "{{< z >}} " * 3000, {"z": x})
    assert [problem.code for problem in problems] == ["template-not-run"]
    assert "{{&lt; z &gt;}}" in post.html


def test_calls_in_one_another_that_fail_take_no_time_beyond_the_bounds(tmp_path: Path) -> None:
    body = "{{< z >}}" * 40 + "a" + "{{< /z >}}" * 40
    post, problems = read(tmp_path, body, {"z": "{{ .Inner }}{{ now }}"})
    assert "template-not-run" in [problem.code for problem in problems]
    assert post.html.count("{{&lt; z &gt;}}") == 40


def test_template_outside_of_the_site_is_not_read(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write_site(tmp_path, {"secret.html": "secret", "outside/x.html": "secret", "outside/t.yaml": "a: secret"})
    write_site(site, {"layouts/shortcodes/y.html": "{{ with site.Data.t }}{{ .a }}{{ end }}", "data/u.yaml": "a: 1"})
    site.joinpath("layouts", "shortcodes", "z.html").symlink_to(tmp_path / "secret.html")
    site.joinpath("layouts", "shortcodes", "q").symlink_to(tmp_path / "outside")
    site.joinpath("data", "t.yaml").symlink_to(tmp_path / "outside" / "t.yaml")
    post, _ = read(site, "{{< z >}} {{< y >}} {{< q/x >}} {{< ../../../secret >}} {{< a/../../../../secret >}}", {})
    assert "{{&lt; z &gt;}}" in post.html
    assert post.html.count("secret") == 2  # as they are typed


def test_site_is_small_enough_to_be_sent_to_other_processes(tmp_path: Path) -> None:
    read(tmp_path, "{{< z >}}", {"z": "x" * 100_000})
    site, _ = HugoReader().read(tmp_path, lambda problem: None)
    sent = pickle.dumps(site)
    assert len(sent) < 20_000
    assert vars(pickle.loads(sent))["templates"] == vars(site)["templates"]


def test_site_with_shortcodes_becomes_the_same_in_one_process_or_more(tmp_path: Path) -> None:
    posts = {
        f"content/posts/{number}.md": f"---\ntitle: P{number}\ndate: 2020-01-02\n---\n{{{{< z >}}}}"
        for number in range(8)
    }
    files = {"hugo.toml": CONFIGURED, "layouts/shortcodes/z.html": "<b>{{ .Page.Title }}</b>", **posts}
    write_site(tmp_path / "site", files)
    for jobs in (1, 2):
        assert convert(
            tmp_path / "site", tmp_path / f"{jobs}", reader=HugoReader(), writer=HugoWriter(), jobs=jobs
        ).complete
    first, second = (
        {file.name: file.read_bytes() for file in (tmp_path / f"{jobs}" / "content").rglob("*.md")} for jobs in (1, 2)
    )
    assert first == second
    assert b"**P3**" in b"".join(first.values())


def test_site_without_templates_reads_as_before(tmp_path: Path) -> None:
    post, problems = read(tmp_path, "{{< z >}}", {})
    assert post.html == "<p>{{&lt; z &gt;}}</p>"
    assert [problem.code for problem in problems] == ["template-kept"]
    assert isinstance(HugoReader().read(tmp_path, lambda problem: None)[0], Site)
