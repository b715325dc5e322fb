"""Who may import whom: the rule of the house, read off the import statements."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = {
    ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file
    for folder in ("converters", "writers")
    for file in sorted((ROOT / folder).rglob("*.py"))
    if "starter" not in file.parts  # what begins a new site is that site's
}

CORE = {
    "converters.addresses",
    "converters.machinery",
    "converters.options",
    "converters.post",
    "converters.problem",
    "converters.slugs",
}
FORMATS = {"converters.abilities", "converters.formats"}
MAY_IMPORT = [  # the first pattern that fits a module decides
    ("converters.addresses", set[str]()),
    ("converters.post", set[str]()),
    ("converters.problem", set[str]()),
    ("converters.options", set[str]()),
    ("converters.machinery", set[str]()),
    ("converters.slugs", set[str]()),
    ("converters.memory", set[str]()),
    ("converters.parcels", {"converters.signals"}),
    ("converters.signals", set[str]()),
    ("converters.parallel", {"converters.memory", "converters.parcels", "converters.signals"}),
    ("converters.html", set[str]()),
    ("converters.index", {*CORE, "converters.index"}),
    ("converters.network", {"converters.network"}),
    ("converters.editors", {*CORE, "converters.html", "converters.editors"}),
    ("converters.canonical", {*CORE, "converters.html", "converters.canonical", "converters.editors"}),
    ("converters.fidelity", {*CORE, "converters.html", "converters.fidelity"}),
    ("converters.unreadable", set[str]()),
    ("converters.formats", {*CORE, "converters.unreadable"}),
    ("converters.abilities", {*CORE, "converters.formats"}),
    ("converters.selection", CORE),
    ("converters.holdings", {*CORE, *FORMATS, "converters.html"}),
    ("converters.conversion", {*CORE, *FORMATS}),
    ("converters.ledger", {*CORE, "converters.conversion", *FORMATS, "converters.index"}),
    (
        "converters.pipeline",
        {
            *CORE,
            "converters.conversion",
            *FORMATS,
            "converters.ledger",
            "converters.parallel",
            "converters.selection",
        },
    ),
    (
        "converters.verification",
        {
            *CORE,
            "converters.conversion",
            "converters.fidelity",
            *FORMATS,
            "converters.ledger",
            "converters.parallel",
            "converters.pipeline",
            "converters.selection",
            "converters.verification",
        },
    ),
    ("converters.archives", {"converters.problem"}),
    ("converters.sources", {"converters.archives", "converters.formats", "converters.problem"}),
    (
        "converters.report",
        {
            *CORE,
            "converters.html",
            "converters.fidelity",
            "converters.ledger",
            "converters.report",
            "converters.verification.verdict",
        },
    ),
    (
        "converters.batch",
        {"converters.ledger", "converters.parallel", "converters.problem", "converters.verification.verdict"},
    ),
    ("converters.cluster", {"converters.parallel", "converters.problem"}),
    ("converters.cli", {"converters"}),
    ("converters.__main__", {"converters.cli"}),
    (
        "converters.wordpress.rest",
        {*CORE, "converters.html", "converters.canonical", "converters.network", "converters.wordpress"},
    ),
    (
        "converters.wordpress",
        {
            *CORE,
            "converters.archives",
            "converters.html",
            "converters.canonical",
            "converters.editors",
            "converters.index",
            "converters.wordpress",
            "converters.markdown",
        },
    ),
    (
        "converters.frontmatter",
        {
            *CORE,
            "converters.html",
            "converters.canonical",
            *FORMATS,
            "converters.frontmatter",
            "converters.holdings",
            "converters.markdown",
            "converters.wordpress.body",
            "converters.wordpress.rules",
            "converters.wordpress.shortcodes.unknown",
        },
    ),
    ("converters.markdown", {*CORE, "converters.markdown"}),
    (
        "converters.jsonlines",
        {
            *CORE,
            "converters.archives",
            "converters.canonical",
            "converters.jsonlines",
            "converters.markdown",
            "converters.wordpress.body",
            "converters.wordpress.rules",
        },
    ),
    (
        "converters.sites",
        {
            *CORE,
            "converters.html",
            "converters.canonical",
            *FORMATS,
            "converters.frontmatter",
            "converters.holdings",
            "converters.markdown",
            "converters.sites",
            "converters.wordpress.body",
            "converters.wordpress.embeds",
        },
    ),
    ("converters", {"converters"}),
    ("writers.posts", {*CORE, *FORMATS, "converters.jsonlines", "writers"}),
    (
        "writers.media",
        {
            *CORE,
            "converters.index",
            "converters.html",
            "converters.canonical",
            *FORMATS,
            "converters.network",
            "writers",
        },
    ),
    (
        "writers.wxr",  # both ends of one format share its words
        {
            *CORE,
            "converters.index",
            *FORMATS,
            "converters.html",
            "converters.canonical",
            "converters.sources",
            "writers",
            "converters.wordpress.vocabulary",
            "converters.wordpress.wxr.words",
            "converters.wordpress.wxr.original",
            "converters.wordpress.serialized",
        },
    ),
    (
        "writers.site_proof",  # who looks at a site reads its settings and front matter
        {
            *CORE,
            "converters.html",
            *FORMATS,
            "converters.frontmatter",
            "converters.sites.data",
            "converters.sites.hugo.configuration",
            "converters.sites.jekyll.configuration",
            "converters.sites.values",
            "writers",
        },
    ),
    (
        "writers.dialects",  # who looks at a site reads its front matter, and renders its Markdown
        {
            *CORE,
            "converters.index",
            "converters.html",
            "converters.canonical",
            *FORMATS,
            "converters.frontmatter",
            "converters.markdown",
            "converters.sites.data",
            "writers",
        },
    ),
    (
        "writers.feed",
        {
            *CORE,
            "converters.index",
            "converters.html",
            "converters.canonical",
            *FORMATS,
            "converters.selection",
            "writers",
        },
    ),
    (
        "writers.markdown.proving",
        {*CORE, "converters.html", "converters.fidelity", "converters.markdown", "writers.markdown"},
    ),
    (
        "writers.epub",
        {
            *CORE,
            "converters.index",
            "converters.html",
            "converters.canonical",
            *FORMATS,
            "converters.selection",
            "writers",
        },
    ),
    (
        "writers",
        {*CORE, "converters.html", "converters.canonical", "converters.index", *FORMATS, "writers"},
    ),
]

HOMES = {  # each third-party library in one room
    "click": "converters.cli",
    "distributed": "converters.cluster",
    "httpcore": ("converters.network.gateway", "converters.wordpress.rest.client", "writers.media"),
    "httpx": ("converters.network.gateway", "converters.wordpress.rest.client", "writers.media"),
    "ebooklib": "writers.epub.container",
    "liquid": "converters.sites.jekyll.templates",
    "latex2mathml": "converters.canonical.tex",
    "PIL": ("writers.epub.imaging", "writers.epub.painting"),
    "rich": "converters.cli",
    "selectolax": "converters.html",
    "markdownify": "writers.markdown",
    "yaml": ("converters.frontmatter", "writers.page"),
    "feedgen": "writers.feed",
    "frontmatter": ("converters.frontmatter", "writers.page"),
    "lxml": ("converters.wordpress.wxr", "writers.feed.elements", "writers.feed.reading"),
    "msgspec": "converters.jsonlines",
    "emoji": "converters.markdown",
    "markdown_it": "converters.markdown",
    "mdit_py_plugins": "converters.markdown",
    "phpserialize": ("converters.wordpress.serialized", "writers.feed.episodes"),
}


def imports_of(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            found.add(node.module or "")
            found.update(f"{node.module}.{a.name}" for a in node.names if f"{node.module}.{a.name}" in MODULES)
    return found


def is_within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def allowed_for(module: str) -> set[str]:
    return next(allowed for package, allowed in MAY_IMPORT if is_within(module, package))


@pytest.mark.parametrize("module", MODULES)
def test_module_imports_only_what_its_room_may(module: str) -> None:
    ours = {name for name in imports_of(MODULES[module]) if name in MODULES and name not in ("converters", "writers")}
    allowed = allowed_for(module)
    forbidden = {name for name in ours if name != module and not any(is_within(name, package) for package in allowed)}
    assert not forbidden


def test_converters_never_import_writers() -> None:
    assert not [
        (module, name)
        for module, file in MODULES.items()
        for name in imports_of(file)
        if is_within(module, "converters") and is_within(name, "writers")
    ]


@pytest.mark.parametrize("module", MODULES)
def test_third_party_library_stays_in_its_room(module: str) -> None:
    for name in imports_of(MODULES[module]):
        top = name.partition(".")[0]
        if top in sys.stdlib_module_names or top in ("converters", "writers"):
            continue
        homes = HOMES.get(top, ())
        homes = (homes,) if isinstance(homes, str) else homes
        assert any(is_within(module, home) for home in homes), f"{module} imports {name}"
