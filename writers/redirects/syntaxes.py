"""The syntaxes that redirects can be written in: one row each."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from writers.redirects import apache, caddy, cloudflare, front_matter, netlify, nginx, table, vercel
from writers.redirects.redirect import Redirect


@dataclass(frozen=True, slots=True, kw_only=True)
class Syntax:
    """How one kind of server is told what moved."""

    file: str
    """Its name in the folder of a site; one that begins with `_` is not published, unless the host wants it so."""
    published: bool = False
    """Whether the file must be among those that are published."""
    write: Callable[[Iterable[Redirect], str], Iterable[str]]
    """From redirects, and the folder of the site on its host, to the whole text, in pieces.

    It may go through the redirects as often as it likes: they may be too many for memory.
    """
    comment: str = "# "
    """What begins a line that is no rule; empty where there is no such thing."""
    help: str = ""
    """What to do with the file, in a sentence."""
    takes: Callable[[Redirect], bool] = lambda redirect: True
    """Whether the syntax can say it."""
    most: int | None = None
    """How many rules the host accepts."""
    in_pages: bool = False
    """Whether pages of the site lead on: then nothing does where another page stands, and nothing to another site."""
    cost: Callable[[Redirect], int] = lambda redirect: 1
    """How many rules one redirect takes."""


SYNTAXES: Mapping[str, Syntax] = {
    "netlify": Syntax(
        file="_redirects",
        published=True,
        write=lambda redirects, base: netlify.to_netlify(redirects),
        help="Publish it as _redirects with the site.",
    ),
    "cloudflare": Syntax(
        file="_redirects",
        published=True,
        write=lambda redirects, base: cloudflare.to_cloudflare(redirects),
        help="Publish it as _redirects with the site (Cloudflare Pages).",
        takes=cloudflare.is_possible,
        most=cloudflare.MOST,
        cost=lambda redirect: len(cloudflare.lines_of(redirect)),
    ),
    "apache": Syntax(
        file=".htaccess",
        published=True,
        write=lambda redirects, base: apache.to_apache(redirects, base=base),
        help="Publish it as .htaccess in the folder of the site; it needs mod_rewrite and AllowOverride FileInfo.\n"
        "# Of a large blog rather `Include` it in the site's <Directory>: a .htaccess is read anew for each request.",
    ),
    "nginx": Syntax(
        file="_redirects.nginx.conf",
        write=lambda redirects, base: nginx.to_nginx(redirects),
        help="\n# ".join(
            (
                "Put `include` and the path of this file into the http block (without its first two lines if they",
                "stand there already), and into the server block, below its `root`:",
                *(f"  {line}" for line in nginx.SERVER_LINES),
            )
        ),
    ),
    "caddy": Syntax(
        file="_redirects.caddy",
        write=lambda redirects, base: caddy.to_caddy(redirects),
        help="Put `import` and the path of this file into the block of the site, below its `root`.",
    ),
    "vercel": Syntax(
        file="vercel.json",
        write=lambda redirects, base: [vercel.to_vercel(redirects)],
        comment="",
        takes=vercel.is_possible,
        most=vercel.MOST,
        cost=lambda redirect: len(vercel.rules_of(redirect)),
    ),
    "csv": Syntax(
        file="_redirects.csv",
        write=lambda redirects, base: table.to_csv(redirects),
        comment="",
        takes=table.is_possible,
    ),
    "hugo-aliases": Syntax(
        file="_aliases.yaml",
        write=lambda redirects, base: front_matter.to_hugo_aliases(redirects),
        help="Put each list into the front matter of the page at the address above it.",
        takes=front_matter.is_possible,
        in_pages=True,
    ),
    "jekyll-redirect-from": Syntax(
        file="_redirect_from.yaml",
        write=lambda redirects, base: front_matter.to_redirect_from(redirects),
        help="Put each list into the front matter of the page at the address above it.",
        takes=front_matter.is_possible,
        in_pages=True,
    ),
}
