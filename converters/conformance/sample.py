"""A small blog in memory that has what is hard for a writer: twins, secrets, hostile names, every shape of a body."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path

from converters.canonical import to_canonical
from converters.post import Author, Comment, Entry, Post, Site, Status, Term
from converters.problem import Report

HOME = "https://sample.example"
SECRETS = ("secretprivateword", "secretpendingword", "secrettrashword", "secretlockedword")
"""Words that stand in posts which strangers must not read."""
PERSONAL = ("commenter@personal.example", "203.0.113.77")
"""What a commenter gave to the blog's owner alone."""
DRAFT = "draftword"
"""The word of a draft."""

_KEY = "sesame"
_TERMS = (
    Term(taxonomy="category", slug="news", name="News & “views”", id=1, description="<p>What is <em>new</em>.</p>"),
    Term(taxonomy="category", slug="local", name="Local", parent="news", id=2),
    Term(taxonomy="post_tag", slug="c", name="C++ {{ tag }}", id=3),
)
_BODIES = (
    "<p>Plain text, <strong>strong</strong>, <em>emphasised</em>, <code>code</code>.</p>",
    "<h2>Heading</h2><ul><li>one<ul><li>two</li></ul></li></ul><ol start='3'><li>three</li></ol>",
    '<pre><code class=\'language-c\'>if (a &lt; b) { printf("%s\\n", "{{ x }}"); }\n\n# no heading</code></pre>',
    "<table><thead><tr><th>a | b</th></tr></thead><tbody><tr><td>1<br>2</td></tr></tbody></table>",
    "<blockquote><p>Said.</p></blockquote><hr><p>{{ site.title }} {% include x %} {{&lt; x &gt;}} &lt;%= 1 %&gt;</p>",
    f'<p><a href="{HOME}/twin/">A twin</a> and <a href="https://other.example/?a=1&amp;b=2">another</a></p>',
    f'<figure><img src="{HOME}/wp-content/uploads/2020/01/x.jpg" alt="A &quot;boat&quot;"><figcaption>A boat'
    "</figcaption></figure>",
    "<p>日本語、العربية, עברית, 🙂, a\u00a0no-break space, *stars*, _lines_, `ticks`, # sharp, &lt;tag&gt;, \\.</p>",
    "",
)
_NAMES = (  # slug, title
    ("twin", "A twin"),
    ("twin", "Another twin"),
    ("TWIN", "A third twin"),
    ("", ""),
    ("../../outside", "Climbs: {{ .Site }} {% raw %}"),
    ("con", "<script>alert(1)</script> & “quotes” 'here' \"there\""),
    ("x" * 300, "Long " + "title " * 60),
    ("%e3%81%82", "あ: yes, - [x] # no"),
    ("a/b\\c", "|>*&!%@`---"),
)


@dataclass(frozen=True)
class SampleReader:
    """Reads the sample, whatever path it is given."""

    empty: bool = False

    def recognises(self, source: Path) -> str | None:
        """Nothing: it is given, never found."""
        return None

    def read(self, source: Path, report: Report) -> tuple[Site, Iterator[Post]]:
        """The site and its posts."""
        posts = [] if self.empty else sample_posts()
        return sample_site(posts), iter(posts)

    def clean(self, post: Post, site: Site, report: Report) -> Post:
        """The post as it is: its HTML is canonical."""
        return post


def sample_site(posts: list[Post]) -> Site:
    """The site of some posts of the sample."""
    return Site(
        title="Sample & Söhne “blog”",
        url=HOME,
        description="What a <writer> must bear",
        language="en-GB",
        authors=(Author(login="ann", name="Ann O'Neil “the 2nd”", id=1), Author(login="bø", name="Bø", id=2)),
        terms=_TERMS,
        entries=tuple(Entry(**{each.name: getattr(post, each.name) for each in fields(Entry)}) for post in posts),
    )


def sample_posts() -> list[Post]:
    """The posts of the sample, the same each time."""
    posts = [_post(1 + number, *name, body=_BODIES[number]) for number, name in enumerate(_NAMES)]
    posts.append(_post(20, "about", "About", kind="page", body="<p>Page above.</p>"))
    posts.append(_post(21, "below", "Below", kind="page", parent=20, body="<p>Page below.</p>"))
    hidden = (Status.PRIVATE, Status.PENDING, Status.TRASHED)
    for number, (status, word) in enumerate(zip(hidden, SECRETS, strict=False)):
        posts.append(_post(30 + number, f"hidden-{number}", f"Hidden {word}", status=status, body=f"<p>{word}</p>"))
    locked = SECRETS[3]
    posts.append(_post(40, "locked", f"Locked {locked}", protected=True, password=_KEY, body=f"<p>{locked}</p>"))
    posts.append(_post(41, "", f"A {DRAFT}", status=Status.DRAFT, body=f"<p>{DRAFT}</p>"))
    return posts


def _post(
    number: int,
    slug: str,
    title: str,
    *,
    body: str,
    kind: str = "post",
    status: Status = Status.PUBLISHED,
    parent: int | None = None,
    protected: bool = False,
    password: str = "",
) -> Post:
    date = datetime(2020, 1, 31, 23, 30, tzinfo=UTC) + timedelta(days=7 * number)
    html = to_canonical(body, base=HOME)
    comment = Comment(
        id=1, author="Zoë <b>", email=PERSONAL[0], ip=PERSONAL[1], date=date, raw="Nice!", html="<p>Nice!</p>"
    )
    answer = Comment(id=2, parent=1, author="Ann", date=date, raw="{{ thanks }}", html="<p>{{ thanks }}</p>")
    return Post(
        key=str(number),
        id=number,
        kind=kind,
        status=status,
        status_word={"published": "publish"}.get(status, str(status)),
        slug=slug,
        title=title,
        title_html=title.replace("&", "&amp;").replace("<", "&lt;"),
        url=f"{HOME}/{slug}/" if slug and "/" not in slug and len(slug) < 100 else f"{HOME}/?p={number}",
        date=date,
        parent=parent,
        protected=protected,
        password=password,
        raw=html,
        dialect="html",
        html=html,
        author="ann" if number % 2 else "bø",
        modified=date,
        guid=f"{HOME}/?p={number}",
        terms=_TERMS[: number % 4] if kind == "post" else (),
        meta=(("mood", "{{ good }}"),) if number == 2 else (),
        comments=(comment, answer) if number == 1 else (),
        origin=f"sample:{number}",
    )
