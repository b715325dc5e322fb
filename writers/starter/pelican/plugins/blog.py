"""Pages of terms and authors at their old addresses, the archive, pages at former addresses, and the feed."""

import shutil
from pathlib import Path

from pelican import signals
from pelican.generators import Generator


def _file(address):
    return address.strip("/") + ("/index.html" if address.endswith("/") else "")


class Pages(Generator):
    def generate_output(self, writer):
        def write(address, template, **about):
            writer.write_file(
                _file(address), self.get_template(template), self.context, url=address.strip("/"), **about
            )

        blog, articles = self.settings["BLOG"], self.context["articles"]
        entries = sorted(
            [*articles, *self.context["pages"]], key=lambda each: str(getattr(each, "date", "")), reverse=True
        )
        for term in self.settings["TERM_PAGES"]:
            name = f"{term['field']}/{term['slug']}"
            write(
                term["url"], "term", term=term, entries=[e for e in entries if name in getattr(e, "terms", "").split()]
            )
        for each in self.settings["TERM_LISTS"]:
            write(each["url"], "list", list=each)
        for move in self.settings["MOVED"]:
            write(move["from"], "moved", move=move)
        write(blog["archive"], "archive", entries=articles)
        write(blog["feed"], "feed", entries=articles[:20])
        write("/404.html", "missing")
        static = Path(self.path) / "static"
        if static.is_dir():
            shutil.copytree(static, self.output_path, dirs_exist_ok=True)


def register():
    signals.get_generators.connect(lambda pelican: Pages, weak=False)
