"""Files with every kind of name arrive in the built site, byte for byte, wherever a page links them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from converters.pipeline import convert
from converters.post import Post, Site
from converters.problem import Problem, Report
from tests import hugo_site, jekyll_site
from tests.blogs import entry_of
from tests.misbehaving_host import png
from writers.hugo import HugoWriter
from writers.jekyll import JekyllWriter

UP = "https://blog.example/blog/wp-content/uploads"
NAMES = [
    "plain.png", "_MG_1234.png", "#1.png", "~tilde.png", "tail.png~x.png", "100%.png", "%41.png", "a..b.png", "a b.png",
    "é.png", "你好，世界！.png", "q?.png", "a&b=c.png", "x+y@2x.png", "(1).png", "[2].png",
    "{{ 3 }}.png", "{% 4 %}.png", "it's.png", 'say "hi".png', "_config.yml", "index.html", "page.md", "style.css",
    "con.png",
]  # fmt: skip
TEXTS = {
    "front.txt": b"---\ntitle: {{ 7 | plus: 1 }}\n---\n{% raw %} text\n",
    "front.csv": b"---\n1,2\n",
    "front.html": b"---\nlayout: none\n---\n<p>{{ x }}</p>\n",
    "crlf.txt": b"---\r\na\r\n---\r\n",
}


@dataclass(frozen=True)
class Blog:
    """A reader of posts that are clean already."""

    posts: tuple[Post, ...]

    def recognises(self, source: Path) -> str | None:
        return None

    def read(self, source: Path, report: Report) -> tuple[Site, Iterator[Post]]:
        site = Site(url="https://blog.example/blog", title="A blog", entries=tuple(map(entry_of, self.posts)))
        return site, iter(self.posts)

    def clean(self, post: Post, site: Site, report: Report) -> Post:
        return post


def files() -> dict[str, bytes]:
    pictures = {name: png(number + 1) if name.endswith("g") else name.encode() for number, name in enumerate(NAMES)}
    return {**pictures, **TEXTS}


def linking(*names: str) -> Post:
    html = "".join(f'<p><a href="{UP}/2019/{quote(name)}">{number}</a></p>' for number, name in enumerate(names))
    url = "https://blog.example/blog/hello/"
    return Post(key="1", id=1, kind="page", slug="hello", title="Hello", html=html, url=url)


def convert_with(writer: HugoWriter | JekyllWriter, files: dict[str, bytes], tmp_path: Path) -> list[Problem]:
    (tmp_path / "uploads/2019").mkdir(parents=True)
    for name, content in files.items():
        (tmp_path / "uploads/2019" / name).write_bytes(content)
    problems: list[Problem] = []
    writer = replace(writer, uploads=str(tmp_path / "uploads"))
    convert(Path(), tmp_path / "site", reader=Blog((linking(*files),)), writer=writer, report=problems.append)
    return problems


def check_arrived(built: hugo_site.BuiltSite | jekyll_site.BuiltSite, files: dict[str, bytes]) -> None:
    links = [node.attributes["href"] or "" for node in built.pages["1"].css("article[data-key] p a")]
    assert len(links) == len(files)
    for link, (name, content) in zip(links, files.items(), strict=True):
        assert link.startswith("/blog/wp-content/uploads/2019/"), (name, link)
        assert (built.folder / unquote(link).removeprefix("/blog/")).read_bytes() == content, name


def test_every_file_arrives_in_a_hugo_site(tmp_path: Path) -> None:
    convert_with(HugoWriter(), files(), tmp_path)
    check_arrived(hugo_site.build(tmp_path / "site"), files())


@pytest.mark.jekyll
def test_every_file_arrives_in_a_jekyll_site(tmp_path: Path) -> None:
    convert_with(JekyllWriter(), files(), tmp_path)
    check_arrived(jekyll_site.build(tmp_path / "site"), files())


def test_file_that_jekyll_would_convert_is_reported_and_not_linked(tmp_path: Path) -> None:
    problems = convert_with(JekyllWriter(), {"front.md": b"---\na: b\n---\n", "bytes.txt": b"---\n\xff\xfe"}, tmp_path)
    assert sum(problem.code == "media-lost" for problem in problems) == 2
    assert "(https://blog.example/blog/wp-content/uploads/2019/front.md)" in (
        tmp_path / "site/pages/hello.md"
    ).read_text(encoding="utf-8")
