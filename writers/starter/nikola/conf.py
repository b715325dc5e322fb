# Made by portpress. Build with: pip install Nikola && nikola build
import json
from pathlib import Path

BLOG = json.loads((Path(__file__).parent / "data" / "blog.json").read_text(encoding="utf-8"))

BLOG_TITLE = BLOG["title"]
BLOG_DESCRIPTION = BLOG["description"]
BLOG_AUTHOR = "author"
BLOG_EMAIL = ""
SITE_URL = BASE_URL = BLOG["url"] + BLOG["base"] + "/"
DEFAULT_LANG = "en"
TRANSLATIONS = {"en": ""}
TIMEZONE = BLOG["timezone"] if "/" in BLOG["timezone"] else "UTC"
COMPILERS = {"html": [".html"]}
FILES_FOLDERS = {"files": ""}
THEME = "portpress"

# Former addresses are kept: each file says its own.
POSTS = (("content/posts/*.html", "", "post.tmpl"),)
PAGES = tuple((f"content/{folder}/*.html", "", "post.tmpl") for folder in ["pages"])
PRETTY_URLS = True
URL_TYPE = "full_path"
CATEGORY_ALLOW_HIERARCHIES = True
COPY_SOURCES = SHOW_SOURCELINK = DEPLOY_DRAFTS = False
WARN_ABOUT_TAG_METADATA = USE_TAG_METADATA = False

# The plugin "blog" makes every page, each at its old address.
GENERATE_RSS = GENERATE_ATOM = False
DISABLED_PLUGINS = [
    "classify_archive", "classify_authors", "classify_categories", "classify_indexes", "classify_page_index",
    "classify_tags", "classify_taxonomies", "copy_assets", "create_bundles", "jinja", "redirect", "render_galleries",
    "render_listings", "render_pages", "render_sources", "render_taxonomies", "robots", "scale_images", "sitemap",
]
