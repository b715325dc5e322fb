# Made by portpress. Build with: pip install pelican && pelican content
import json
from pathlib import Path

_data = Path(__file__).parent / "data"
_comments = _data / "comments"


def _read(name):
    return json.loads((_data / f"{name}.json").read_text(encoding="utf-8"))


BLOG, TERM_PAGES, TERM_LISTS, MOVED, MENU = (
    _read(name) for name in ("blog", "termPages", "termLists", "moved", "menus")
)
TERMS = {f"{term['field']}/{term['slug']}": term for term in TERM_PAGES}
COMMENTS = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted(_comments.glob("*.json"))}

SITENAME = BLOG["title"]
SITEURL = BLOG["url"] + BLOG["base"]
AUTHOR = "author"
SLUGIFY_USE_UNICODE = True
SLUG_REGEX_SUBSTITUTIONS = []
DEFAULT_LANG = BLOG["language"].partition("-")[0]
TIMEZONE = BLOG["timezone"] if "/" in BLOG["timezone"] else "UTC"
PATH = "content"
ARTICLE_PATHS = ["posts"]
PAGE_PATHS = ["pages"]
STATIC_PATHS = ["static"]
STATIC_SAVE_AS = "{path}"
STATIC_URL = "{path}"
READERS = {"rst": None, "md": None}
THEME = "theme"
PLUGIN_PATHS = ["plugins"]
PLUGINS = ["blog"]

# Former addresses are kept: each file says its own, but for posts that are still to come.
ARTICLE_URL = "{date:%Y}/{date:%m}/{date:%d}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
ARTICLE_TRANSLATION_ID = PAGE_TRANSLATION_ID = None
WITH_FUTURE_DATES = False
DRAFT_SAVE_AS = DRAFT_PAGE_SAVE_AS = ""

# The plugin makes the pages of terms and authors, the archive and the feed.
DIRECT_TEMPLATES = ["index"]
CATEGORY_SAVE_AS = TAG_SAVE_AS = AUTHOR_SAVE_AS = ""
CATEGORIES_SAVE_AS = TAGS_SAVE_AS = AUTHORS_SAVE_AS = ARCHIVES_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
TYPOGRIFY = False
DEFAULT_PAGINATION = 10
PAGINATED_TEMPLATES = {"index": None}
PAGINATION_PATTERNS = ((1, "/", "index.html"), (2, "/page/{number}/", "page/{number}/index.html"))
JINJA_FILTERS = {"json": json.loads}
