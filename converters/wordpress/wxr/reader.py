"""WordPress's own export (WXR) → the site, then its posts one at a time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from converters.options import option
from converters.post import Post, Site
from converters.problem import ConversionError, ItemLeftOut, Report, Where
from converters.wordpress.body import comments_to_html, to_html
from converters.wordpress.rules.actions import Rules
from converters.wordpress.rules.reading import RULES_HELP, report_broken, rules_of
from converters.wordpress.wxr.copies import choose_versions
from converters.wordpress.wxr.dates import Clock, zone_named
from converters.wordpress.wxr.encoding import peek
from converters.wordpress.wxr.files import VERSION, ExportFile, export_files, is_export
from converters.wordpress.wxr.media import media_of
from converters.wordpress.wxr.posts import entry_of, post_of
from converters.wordpress.wxr.reading import Item, parts_of
from converters.wordpress.wxr.survey import GENERATED, Survey, only_once


@dataclass(frozen=True)
class WxrReader:
    """Reads WXR 1.0 to 1.2 and its dialects, well-formed or not."""

    timezone: str = option(
        "",
        help="The blog's time zone, for dates that come without GMT (an IANA name such as Europe/Berlin).",
        metavar="ZONE",
    )
    rules: str | Rules = option("", help=RULES_HELP, metavar="FILE")

    def __post_init__(self) -> None:
        object.__setattr__(self, "rules", rules_of(self.rules))  # read once, so that workers need no file

    def recognises(self, source: Path) -> str | None:
        """`WXR 1.2 by WordPress 6.4`, or None when neither the first 64 KB nor any file in a folder look like one."""
        files = export_files(source)
        start = peek(files[0].path) if files else ""
        if not is_export(start):
            return None
        version = VERSION.search(start)
        generated = GENERATED.search(start)
        words = [f"WXR {version[1] if version else 'without a version'}"]
        words += [f"by WordPress {generated[1]}"] if generated else []
        words += [f"in {len(files)} files"] if len(files) > 1 else []
        return " ".join(words)

    def read(self, source: Path, report: Report) -> tuple[Site, Iterator[Post]]:
        """The site, from a first pass over the file, and the posts, from a second one that runs as they are taken.

        A folder of files is read as one export; what stands in two of them is found in a pass before. Raises
        ConversionError when a file cannot be opened or is no export.
        """
        report_broken(self.rules, report)
        files = export_files(source, report)
        if not files:
            raise ConversionError(f"there is no WordPress export in the folder {source}: give the .xml file")
        passed_over: Mapping[int, str] = {}
        if len(files) > 1:
            passed_over, problems = choose_versions(_items(files))
            for problem in problems:
                report(problem)
        survey = Survey(Clock(zone_named(self.timezone)), passed_over)
        for file in files:
            for part in parts_of(file, only_once):
                survey.take(part, file.name)
        if not survey.is_export:
            raise ConversionError(_refusal(source))
        site = survey.site(self.timezone, files[0].name, report)
        return site, _posts(files, survey, site, report)

    def clean(self, post: Post, site: Site, report: Report) -> Post:
        """The post with canonical HTML made of its body and of its comments."""
        comments = comments_to_html(post, site, report)
        return replace(post, html=to_html(post, site, report, rules_of(self.rules)), comments=comments)


def _items(files: Sequence[ExportFile]) -> Iterator[tuple[str, Item]]:
    for file in files:
        for part in parts_of(file, only_once):
            if isinstance(part, Item):
                yield file.name, part


def _refusal(source: Path) -> str:
    start = peek(source, 2000).lstrip().lower()
    if not start:
        return f"{source} is empty: export the blog once more"
    if start.startswith(("<!doctype html", "<html")):
        return f"{source} is an HTML page, not an export: in WordPress use Tools → Export and give the .xml file"
    return f"{source} is not a WordPress export: in WordPress use Tools → Export and give the .xml file"


def _posts(files: Sequence[ExportFile], survey: Survey, site: Site, report: Report) -> Iterator[Post]:
    """The second pass."""
    terms = site.terms_by_slug
    entries = iter(site.entries)
    place = 0
    for file in files:
        for part in parts_of(file, report):
            if not isinstance(part, Item):
                continue
            reason = survey.passed_over.get(place)
            place += 1
            origin = f"{file.name}:{part.line}"
            if reason is not None:
                report(ItemLeftOut(reason=reason, where=Where(origin=origin)))
                continue
            entry = next(entries)
            name = " ".join(filter(None, (entry.kind, str(entry.id or ""), f"“{entry.title}”" if entry.title else "")))
            where = Where(origin=origin, post=name)
            for problem in part.problems:
                report(replace(problem, where=replace(problem.where, post=name)))
            stamped = _stamped(report, where)
            entry_of(part, entry.key, site.url, survey.clock, survey.raw_titles.get(file.name, True), stamped)
            if entry.kind == "attachment" and entry.id is not None:
                media_of(part.fields, entry.id, entry.title, site.url, stamped)
            post = post_of(part, entry, site, terms, survey.clock, origin, stamped)
            del part  # which may be a hundred thousand comments: they are in the post now
            yield post


def _stamped(report: Report, where: Where) -> Report:
    return lambda problem: report(problem.at(where))
