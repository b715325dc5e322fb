"""Where the real Hugo and Jekyll put the pages of a site, and where the readers say that they are."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from converters.formats import Reader
from converters.post import Post
from converters.sites.hugo.reader import HugoReader
from converters.sites.jekyll.reader import JekyllReader
from tests import hugo_site, jekyll_site

HUGO_PATTERNS = {
    "a": "/:year/:month/:day/:slug/",
    "b": "/:year/:monthname/:title/",
    "c": "/:section/:sections/:filename/",
    "d": "/:sections[1:]/:slugorfilename/",
    "e": "/x/:yearday/:weekday/:weekdayname/:slug",
    "f": "/:year-:month/:slug.html",
}
HUGO_NAMES = ["Über Ähm.md", "a b--c.md", "it's & so.md", "dots.v1.2.md", "C++ #1.md", "2020-05-06-dated.md", "日本.md"]
JEKYLL_STYLES = [
    "date", "pretty", "ordinal", "weekdate", "none", "/:categories/:title/", "/blog/:year/:i_month/:slug.html",
    "/:short_year/:long_month/:short_day/:title:output_ext", "/:year/:month/:day/:hour:minute/:title",
]  # fmt: skip
JEKYLL_NAMES = ["hello-world", "Good Day", "über-ähm", "a_b.c", "日本", "it's-so"]


def read(reader: Reader, folder: Path) -> list[Post]:
    _, posts = reader.read(folder, lambda problem: None)
    return list(posts)


def missing(posts: list[Post], built: Path) -> list[str]:
    """Addresses at which nothing was built."""
    gone = []
    for post in posts:
        path = unquote(urlsplit(post.url).path).strip("/")
        files = [built / path / "index.html", built / path, built / f"{path}.html"]
        if not any(file.is_file() for file in files):
            gone.append(f"{post.key}: {post.url}")
    return gone


@pytest.mark.parametrize("setting", ["", "disablePathToLower = true", "uglyURLs = true"])
def test_hugo_puts_pages_where_the_reader_says(setting: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    write(site / "layouts" / "_default" / "single.html", "<main>{{ .Content }}</main>")
    patterns = "\n".join(f'{section} = "{pattern}"' for section, pattern in HUGO_PATTERNS.items())
    write(site / "hugo.toml", f'baseURL = "https://blog.example/"\n{setting}\n[permalinks]\n{patterns}\n')
    for section in [*HUGO_PATTERNS, "plain", "plain/Deep Down"]:
        for number, name in enumerate(HUGO_NAMES):
            slug = 'slug: "Own Slug"\n' if number == 3 else ""
            text = f'---\ntitle: "The title, N° {number}: A/B"\ndate: 2020-01-0{number + 1}\n{slug}---\nText.'
            write(site / "content" / section / name, text)
    for number, url in enumerate(["/own/place/", "own.html", "Own Place/"]):
        write(site / "content" / f"url-{number}.md", f'---\ntitle: T\nurl: "{url}"\n---\nText.')
    built = hugo_site.build(site, strictly=("--quiet",))
    posts = read(HugoReader(), site)
    assert len(posts) == (len(HUGO_PATTERNS) + 2) * len(HUGO_NAMES) + 3
    assert missing(posts, built.folder) == []


@pytest.mark.jekyll
@pytest.mark.parametrize("style", JEKYLL_STYLES)
def test_jekyll_puts_pages_where_the_reader_says(style: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    config = (
        f"url: https://blog.example\npermalink: {style}\ntimezone: Asia/Tokyo\ncollections: {{boats: {{output: true}}}}"
    )
    write(site / "_config.yml", config)
    for number, name in enumerate(JEKYLL_NAMES):
        fields = "categories: [News, Old Boats]\n" if number % 2 else "date: 2020-02-03 20:30:00\n"
        fields += 'slug: "Own Slug"\n' if number == 3 else ""
        write(site / "_posts" / f"2020-02-0{number + 1}-{name}.md", f"---\ntitle: T {number}\n{fields}---\nText.")
        write(site / "_boats" / f"{name}.md", "---\ntitle: Boat\n---\nText.")
        write(site / "some" / f"{name}.md", "---\ntitle: Page\n---\nText.")
    write(site / "news" / "_posts" / "2020-03-01-below.md", "---\ntitle: Below\n---\nText.")
    write(site / "some" / "index.md", "---\ntitle: Index\n---\nText.")
    write(site / "own.md", "---\ntitle: Own\npermalink: /own/:basename/\n---\nText.")
    built = jekyll_site.build(site)
    posts = read(JekyllReader(), site)
    assert len(posts) == 3 * len(JEKYLL_NAMES) + 3
    assert missing(posts, built.folder) == []


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
