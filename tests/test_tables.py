"""Tables that TablePress keeps in posts of their own, from the export into the bodies that name them."""

from pathlib import Path

from converters.post import Post, Site
from converters.problem import Problem
from converters.wordpress.body import to_html
from converters.wordpress.tables import table_html
from converters.wordpress.wxr.reader import WxrReader

EXPORT = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Blog</title><wp:wxr_version>1.2</wp:wxr_version>
<item><title>Post</title><content:encoded><![CDATA[[table id=5 /]]]></content:encoded>
<wp:post_id>1</wp:post_id><wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item>
<item><title>Prices</title><content:encoded><![CDATA[[["Tea","3"],["Salt","1"]]]]></content:encoded>
<wp:post_id>2</wp:post_id><wp:post_type>tablepress_table</wp:post_type><wp:status>publish</wp:status>
<wp:postmeta><wp:meta_key>_tablepress_export_table_id</wp:meta_key><wp:meta_value>4,5</wp:meta_value></wp:postmeta>
<wp:postmeta><wp:meta_key>_tablepress_table_options</wp:meta_key>
<wp:meta_value><![CDATA[{"table_head":false}]]></wp:meta_value></wp:postmeta></item>
</channel></rss>
"""


def table(rows: str, options: str = "{}", visibility: str = "") -> str:
    meta = {"_tablepress_table_options": options, "_tablepress_table_visibility": visibility}
    return table_html(rows, "Title", "Words", meta)


def test_a_table_of_the_export_is_shown_where_a_body_names_it(tmp_path: Path) -> None:
    (tmp_path / "blog.xml").write_text(EXPORT, encoding="utf-8")
    reader = WxrReader()
    problems: list[Problem] = []
    site, posts = reader.read(tmp_path / "blog.xml", problems.append)
    assert reader.clean(next(posts), site, problems.append).html == (
        "<table><tbody><tr><td>Tea</td><td>3</td></tr><tr><td>Salt</td><td>1</td></tr></tbody></table>"
    )


def test_the_first_row_is_the_head_unless_the_options_say_otherwise() -> None:
    assert (
        table('[["a"],["b"]]') == "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>"
    )
    assert table('[["a"],["b"]]', '{"table_head": 0, "table_foot": true}') == (
        "<table><tbody><tr><td>a</td></tr></tbody><tfoot><tr><th>b</th></tr></tfoot></table>"
    )


def test_cells_span_those_to_the_right_and_below() -> None:
    rows = '[["a","#colspan#"],["b","c"],["#rowspan#","d\\nе"]]'
    assert table(rows, '{"table_head": 1}') == (
        '<table><thead><tr><th colspan="2">a</th></tr></thead><tbody><tr><td rowspan="2">b</td><td>c</td></tr>'
        "<tr><td>d<br />\nе</td></tr></tbody></table>"
    )


def test_hidden_rows_and_columns_stay_hidden() -> None:
    shown = table('[["a","x"],["y","y"],["b","x"]]', '{"table_head": 0}', '{"rows": [1,0,1], "columns": [1,0]}')
    assert shown == "<table><tbody><tr><td>a</td></tr><tr><td>b</td></tr></tbody></table>"


def test_title_and_description_are_shown_where_readers_saw_them() -> None:
    assert table('[["a"]]', '{"table_head": 0, "print_name": true, "print_description": true}') == (
        "<h2>Title</h2><figure><table><tbody><tr><td>a</td></tr></tbody></table><figcaption>Words</figcaption></figure>"
    )


def test_rows_that_are_no_json_make_no_table() -> None:
    assert table("not json") == table('{"a": 1}') == table("[[]]") == table("[" * 100_000) == ""


def test_a_large_table_is_not_repeated_without_end() -> None:
    site = Site(tables={"1": "<table><tbody><tr><td>" + "word " * 200_000 + "</td></tr></tbody></table>"})
    problems: list[Problem] = []
    html = to_html(Post(key="1", raw="[table id=1 /]\n\n" * 2_000), site, problems.append)
    assert len(html) < 12_000_000
    assert problems
