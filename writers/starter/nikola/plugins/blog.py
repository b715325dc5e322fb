"""Every page of the blog, each at its old address: posts, pages of terms and authors, the archive, and the feed.

Nikola's own pages would go through a parser that drops spaces between elements; these are written as they are.
"""

import json
from itertools import groupby
from pathlib import Path

from nikola.plugin_categories import Task

DATA = Path("data")
ON_A_PAGE = 10


class Entry:
    """A post as the templates see it."""

    def __init__(self, post):
        def said(name):
            return post.meta[post.default_lang][name]

        self.title, self.date, self.updated = post.title(post.default_lang), post.date, post.updated
        self.address, self.kind, self.terms = said("address"), said("kind"), said("terms").split()
        self.wordpress = json.loads(said("wordpress") or "{}")
        self.image = json.loads(said("image") or "{}")
        self.content = Path(post.translated_base_path(post.default_lang)).read_text(encoding="utf-8")


def read(file):
    return json.loads(file.read_text(encoding="utf-8"))


class Blog(Task):
    """Writes the pages."""

    name = "blog"

    def gen_tasks(self):
        yield {
            "basename": self.name,
            "actions": [self.write_pages],
            "task_dep": ["render_posts"],
            "uptodate": [False],
        }

    def write_pages(self):
        self.site.scan_posts()
        shown = [post for post in self.site.timeline if not (post.is_draft or post.is_private or post.publish_later)]
        entries = [Entry(post) for post in shown if post.meta[post.default_lang]["address"]]
        posts = [entry for entry in entries if entry.kind == "post"]
        term_pages, term_lists = read(DATA / "termPages.json"), read(DATA / "termLists.json")
        blog = read(DATA / "blog.json")
        self.context = {
            "blog": blog,
            "menu": read(DATA / "menus.json"),
            "lists": term_lists,
            "terms": {f"{term['field']}/{term['slug']}": term for term in term_pages},
            "comments": {file.stem: read(file) for file in sorted((DATA / "comments").glob("*.json"))},
        }
        for entry in entries:
            self.write(entry.address, "post", entry=entry)
        last = max(1, -(-len(posts) // ON_A_PAGE))
        for page in range(1, last + 1):
            part = posts[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
            self.write("/" if page == 1 else f"/page/{page}/", "index", entries=part, page=page, last=last)
        for term in term_pages:
            name = f"{term['field']}/{term['slug']}"
            self.write(term["url"], "term", term=term, entries=[entry for entry in entries if name in entry.terms])
        for each in term_lists:
            self.write(each["url"], "list", each=each)
        for move in read(DATA / "moved.json"):
            self.write(move["from"], "moved", to=move["to"])
        months = [(when, list(part)) for when, part in groupby(posts, lambda post: (post.date.year, post.date.month))]
        self.write(blog["archive"], "archive", months=months)
        self.write(blog["feed"], "feed", entries=posts[:20])
        self.write("/404.html", "missing")

    def write(self, address, template, **about):
        text = self.site.template_system.render_template(f"{template}.tmpl", None, {**self.context, **about})
        file = Path(self.site.config["OUTPUT_FOLDER"], address.strip("/"), "index.html" * address.endswith("/"))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
