"""A blog in which every field is an attack: as a WordPress export, and as the model that any reader may hand on."""

import json
from pathlib import Path
from typing import Any

CLIMB = "../../../../../../outside"
SCRIPTS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">a</a>',
    '<a href=" java&#x0a;script:alert(1)">b</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD4=">c</a>',
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<object data="javascript:alert(1)"></object><embed src="javascript:alert(1)">',
    '<form action="javascript:alert(1)"><input onfocus=alert(1) autofocus></form>',
    "<p onclick=alert(1) style=\"background:url('javascript:alert(1)')\">word</p>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'><base href='javascript:alert(1)//'>",
    "<!--><script>alert(1)</script>-->",
    '<math><mtext><object data="javascript:alert(1)"></object><embed src="javascript:alert(1)"></mtext></math>',
    "<math><mtext><form action='javascript:alert(1)'><input formaction='javascript:alert(1)'></mtext></math>",
    "<svg><desc><meta http-equiv=refresh content='0;url=javascript:alert(1)'><base href='//evil.example'></desc></svg>",
    '<svg><a><animate attributeName="xlink:href" to="javascript:alert(1)"/><text>d</text></a></svg>',
    "<svg><foreignObject><video poster='javascript:alert(1)'></video></foreignObject></svg>",
)
TEMPLATES = (
    "{{ 6 | mul 7 }}", "{{< ref nowhere >}}", "{{% ref nowhere %}}", "{{- printf `%s` `bad` -}}", "{{/* x */}}",
    "{{ 6 | times: 7 }}", "{% include ../../secret.txt %}", "{% assign x = 42 %}", "{% raw %}", "{% endraw %}",
    "{{ site.config }}", "{% comment %}", "{{", "}}", "{%", "%}",
)  # fmt: skip
"""What Hugo or Liquid would carry out, stop at, or swallow."""


def cdata(text: str) -> str:
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"


def export(items: str, prolog: str = "", channel: str = "") -> str:
    """A WordPress export around some items."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>'
        "<title>Blog</title><link>https://blog.example</link><wp:wxr_version>1.2</wp:wxr_version>"
        f"<wp:base_blog_url>https://blog.example</wp:base_blog_url>{channel}{items}</channel></rss>"
    )


def item(number: int, *, title: str = "Title", body: str = "Body", slug: str = "", more: str = "") -> str:
    """A published post; its title, body and slug are taken as text, the rest as markup."""
    return (
        f"<item><title>{cdata(title)}</title><link>https://blog.example/?p={number}</link>"
        f"<content:encoded>{cdata(body)}</content:encoded><wp:post_id>{number}</wp:post_id>"
        f"<wp:post_date>2020-01-02 03:04:{number:02}</wp:post_date>"
        f"<wp:post_date_gmt>2020-01-02 03:04:{number:02}</wp:post_date_gmt>"
        f"<wp:post_name>{cdata(slug or f'post-{number}')}</wp:post_name><wp:status>publish</wp:status>"
        f"<wp:post_type>post</wp:post_type>{more}</item>"
    )


def meta(key: str, value: str) -> str:
    """A custom field."""
    return f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value>{cdata(value)}</wp:meta_value></wp:postmeta>"


def comment(text: str, author: str = "") -> str:
    """A comment that readers see."""
    return (
        f"<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_author>{cdata(author)}</wp:comment_author>"
        f"<wp:comment_approved>1</wp:comment_approved><wp:comment_content>{cdata(text)}</wp:comment_content></wp:comment>"
    )


def write(file: Path, *items: str, **around: str) -> Path:
    file.write_text(export("".join(items), **around), encoding="utf-8")
    return file


def climbing_lines(folder: Path) -> Path:
    """JSON lines in which every name that could become part of a path climbs out of the destination."""
    names = (CLIMB, f"/{CLIMB}", CLIMB.replace("/", "\\"), "..", ".", "a/../..", "C:\\x", "\x00", "~", "%2e%2e%2f", "")
    authors = [{"login": name, "name": name} for name in names]
    terms = [
        {"taxonomy": taxonomy, "slug": name, "name": name, "parent": CLIMB}
        for taxonomy in ("category", "post_tag", CLIMB)
        for name in names
    ]
    posts = [
        {
            "key": f"{kind}:{number}:{CLIMB}", "id": number, "kind": kind, "slug": name, "title": name,
            "url": f"https://blog.example/{name}", "date": "2020-01-02T03:04:05+00:00", "author": name,
            "status": "published", "html": "<p>Body</p>", "terms": terms[:14], "old_slugs": [CLIMB],
            "comments": [{"id": number, "author": name, "raw": "Hello", "html": "<p>Hello</p>"}],
            "template": CLIMB, "attachment_url": f"https://blog.example/wp-content/uploads/{CLIMB}.jpg",
            "image": {"url": f"https://blog.example/wp-content/uploads/{CLIMB}.jpg", "file": f"{CLIMB}.jpg"},
        }
        for number, (kind, name) in enumerate(
            ((kind, name) for kind in ("post", "page", CLIMB) for name in names), 1
        )
    ]  # fmt: skip
    site: dict[str, Any] = {
        "title": CLIMB, "url": f"https://blog.example/{CLIMB}", "authors": authors, "terms": terms,
        "menus": [{"menu": CLIMB, "id": 1, "title": "Home", "url": f"https://blog.example/{CLIMB}"}],
    }  # fmt: skip
    file = folder / "climbing.jsonl"
    lines = [{"version": 1, "site": site}, *posts]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return file
