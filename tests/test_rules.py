"""Rules that a person gives: their file, their functions, and their way into the workers and onto the command line."""

import pickle
from pathlib import Path
from typing import Any

import pytest

from converters.cli import main
from converters.frontmatter.folder import FrontMatterReader
from converters.jsonlines.reader import PostsReader
from converters.post import Post, Site
from converters.problem import ConversionError, Problem
from converters.wordpress.body import to_html
from converters.wordpress.context import Context
from converters.wordpress.rules.actions import Call, Drop, Rules
from converters.wordpress.rules.reading import read_rules
from converters.wordpress.shortcodes.expansion import Shortcode
from converters.wordpress.wxr.reader import WxrReader

ROOT = Path(__file__).parent.parent


def rules_file(folder: Path, text: str) -> Path:
    file = folder / "rules.toml"
    file.write_text(text, encoding="utf-8")
    return file


def show(raw: str, rules: Rules) -> tuple[str, list[Problem]]:
    problems: list[Problem] = []
    return to_html(Post(key="1", id=1, raw=raw), Site(), problems.append, rules), problems


def run(*arguments: str) -> object:
    with pytest.raises(SystemExit) as ended:
        main([*arguments])
    return ended.value.code


def louder(shortcode: Shortcode, context: Context) -> str:
    return f"<b>{shortcode.html.upper()} {context.post.key}</b>"


def broken(shortcode: Shortcode, context: Context) -> str:
    raise KeyError("x")


def wrong(shortcode: Shortcode, context: Context) -> int:
    return 3


def test_a_function_gets_the_shortcode_and_its_surroundings() -> None:
    html, problems = show("[loud]hello[/loud]", Rules(shortcodes={"loud": Call(louder)}))
    assert (html, problems) == ("<p><b>HELLO 1</b></p>", [])


def test_a_function_is_found_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "my_chart_rules.py").write_text(
        "def chart(shortcode, context):\n    return '<p>chart ' + shortcode.get('id') + '</p>'\n"
        "def card(block, context):\n    return ['<section>', *block.children, '</section>']\n",
        encoding="utf-8",
    )
    rules = read_rules(
        rules_file(
            tmp_path,
            '[shortcodes]\nchart = { call = "my_chart_rules:chart" }\n'
            '[blocks]\n"acme/card" = { call = "my_chart_rules:card" }',
        )
    )
    assert show('[chart id="7"]', rules)[0] == "<p>chart 7</p>"
    block = "<!-- wp:acme/card --><i>x</i><!-- wp:paragraph --><p>y</p><!-- /wp:paragraph --><!-- /wp:acme/card -->"
    assert show(block, rules)[0] == "<section><p>y</p></section>"


@pytest.mark.parametrize(
    ("function", "reason"), [(broken, "raised KeyError ('x')"), (wrong, "returned a int, not HTML")]
)
def test_a_function_that_fails_leaves_the_shortcode_and_is_reported(function: Any, reason: str) -> None:
    html, problems = show("[loud]hello[/loud]", Rules(shortcodes={"loud": Call(function)}))
    assert html == "<p>[loud]hello[/loud]</p>"
    assert [problem.sentence for problem in problems] == [
        f"the function of the rule for [loud] in the given rules {reason}: [loud] stays as it is;"
        " please mend the function"
    ]


def test_rules_go_to_other_processes_whole(tmp_path: Path) -> None:
    file = rules_file(tmp_path, '[shortcodes]\nad = "drop"\nmap = { replace = "<p>{place}</p>" }')
    reader = WxrReader(rules=str(file))
    file.unlink()
    assert pickle.loads(pickle.dumps(reader)) == reader


def test_readers_take_rules_as_such(tmp_path: Path) -> None:
    rules = Rules(shortcodes={"ad": Drop()})
    post = Post(key="1", id=1, raw="[ad]a")
    assert WxrReader(rules=rules).clean(post, Site(), lambda problem: None).html == "<p>a</p>"
    assert PostsReader(rules=rules).clean(post, Site(), lambda problem: None).html == "<p>a</p>"
    assert FrontMatterReader(rules=rules).clean(post, Site(), lambda problem: None).html == "<p>a</p>"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "[shortcodes",
            "is not TOML (Expected ']' at the end of a table declaration (at end of document)): mend it there",
        ),
        ("[shortcode]\nad = 'drop'", "has a table [shortcode]: rules stand in [shortcodes] and [blocks] only"),
        ("blocks = 3", "blocks is no table: write [blocks] and a rule a line below it"),
        ("[shortcodes]\n'a b' = 'drop'", "'a b' cannot be the name of a shortcode: write it like recipe-card"),
        ("[blocks]\nAcme = 'drop'", "'Acme' cannot be the name of a block: write it like acme/card"),
        ("[shortcodes]\nad = 'remove'", "the rule for ad is not one: write"),
        ("[shortcodes]\nad = { replace = 3 }", "the rule for ad is not one: write"),
        ("[shortcodes]\nad = { replace = '<p>{x</p>' }", "the template of ad has a single {: write {{ for a brace"),
        ("[shortcodes]\nad = { replace = '<p>{}</p>' }", "the template of ad has {} without a name: write {content}"),
        (
            "[shortcodes]\nad = { replace = '<a href={url}>x</a>' }",
            'the template of ad has {url} in a tag without quotes around it: write "{url}"',
        ),
        (
            "[shortcodes]\nad = { call = 'x' }",
            "the rule for ad calls 'x', which names no function: write module:function",
        ),
        (
            "[shortcodes]\nad = { call = 'no_such_module_here:x' }",
            "the rule for ad calls 'no_such_module_here:x', which cannot be imported (ModuleNotFoundError:"
            " No module named 'no_such_module_here'): put no_such_module_here.py beside the rules, or mend it",
        ),
        ("[shortcodes]\nad = { call = 'json:x' }", "the rule for ad calls 'json:x', which is no function of"),
    ],
)
def test_a_rule_that_is_none_is_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    file = rules_file(tmp_path, text)
    with pytest.raises(ConversionError) as raised:
        read_rules(file)
    assert str(raised.value).startswith(str(file))
    assert sentence in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ConversionError, match=r"cannot be read .*: give the file of your rules"):
        WxrReader(rules=str(tmp_path / "none.toml"))


def test_the_command_takes_rules(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    export = str(ROOT / "fixtures" / "exports" / "small-blog" / "export.xml")
    file = rules_file(tmp_path, '[blocks]\nparagraph = { replace = "<p>Ruled.</p>" }')
    assert run("posts", export, str(tmp_path / "posts.jsonl"), "--rules", str(file), "--jobs", "2") == 0
    assert "<p>Ruled.</p>" in (tmp_path / "posts.jsonl").read_text(encoding="utf-8")
    file.write_text("[blocks]\nparagraph = 1", encoding="utf-8")
    assert run("posts", export, str(tmp_path / "again.jsonl"), "--rules", str(file)) == 2
    assert "the rule for paragraph is not one" in capsys.readouterr().err
