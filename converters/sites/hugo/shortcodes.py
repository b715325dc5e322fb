"""Hugo's shortcodes in a body: the site's own are run, others are known by their names, the rest stays and is reported.

As in Hugo, each is replaced by one word, the body goes through Markdown, and then HTML takes the word's place; what one
between `{{%` and `%}}` shows is put into the body before that.
"""

from typing import TYPE_CHECKING

from converters.post import Post, Site
from converters.problem import Report
from converters.sites.embeds import NameStandsIn, PageNotFound, TemplateNotRun, medium_shown, report_kept
from converters.sites.hugo.calls import Call, calls_in
from converters.sites.hugo.passthrough import hold_formulas
from converters.sites.hugo.shown import BOXES, PAINTED, SHOWN, WITH_CONTENT
from converters.sites.hugo.sources import HugoSite
from converters.sites.hugo.templates.bounds import NotRun
from converters.sites.pages import MarkdownSite, address_of_page
from converters.sites.placeholders import Placeholders

if TYPE_CHECKING:
    from converters.sites.hugo.templates.calling import Calls
    from converters.sites.hugo.templates.pages import ShortcodeCall
    from converters.sites.hugo.templates.syntax import Template

MAX_DEPTH = 50
"""Shortcodes inside one another; deeper ones stay as they are."""
_WIDEST = 200
"""White space that a line may begin with; more is none."""


def expand_shortcodes(body: str, post: Post, site: Site, report: Report) -> tuple[str, Placeholders]:
    """A body with a placeholder for each shortcode, and what the placeholders stand for."""
    places = Placeholders(body)
    own = site.templates if isinstance(site, HugoSite) and ("{{<" in body or "{{%" in body) else None
    calls = None
    if own is not None and isinstance(site, HugoSite):
        from converters.sites.hugo.templates.calling import Calls  # most conversions run no templates
        from converters.sites.hugo.templates.engine import engine_of

        calls = Calls(engine_of(own), post, site)
    expansion = _Expansion(places, post, site, report, calls)
    expanded = expansion.expanded(body, 0, None, is_body=True)
    report_kept(expansion.kept, report)
    return hold_formulas(expanded, site.formulas if isinstance(site, MarkdownSite) else (), places), places


class _Expansion:
    """One body, whose shortcodes are expanded."""

    def __init__(self, places: Placeholders, post: Post, site: Site, report: Report, calls: "Calls | None") -> None:
        self._places, self._post, self._site, self._report = places, post, site, report
        self.kept: dict[str, None] = {}
        """Those that are not known, as they are written."""
        self._calls = calls
        """None where the site has no shortcodes of its own."""
        self._stood_in: set[str] = set()
        """The files that were not run and for which a known name stands in."""
        self._failed: dict[str, set[str]] = {}
        """The files that were not run, by the names of their shortcodes."""
        self._failures: dict[tuple[str, str], NotRun] = {}
        """Why calls with a content were not run."""

    def expanded(self, body: str, depth: int, parent: "ShortcodeCall | None", *, is_body: bool) -> str:
        """A text with its shortcodes expanded: as Markdown, or (not `is_body`) as a template is given it."""
        calls = list(calls_in(body))
        closings = _closings_of(calls)
        written: list[str] = []
        at = index = ordinal = 0
        while index < len(calls):
            call = calls[index]
            index += 1
            if call.start < at:
                continue
            written.append(body[at : call.start])
            at = call.end
            if call.literal is not None:
                written.append(self._places.hold_text(call.literal))
                continue
            made, end = None, call.end
            if depth < MAX_DEPTH and not call.closes:
                made, end = self._made(call, closings.get(index - 1), body, ordinal, depth, parent, is_body=is_body)
            ordinal += 0 if call.closes else 1
            if made is None:
                if call.name not in self._failed:
                    mark = body[call.start + 2]
                    self.kept[f"{{{{{mark} {call.name} {'>' if mark == '<' else '%'}}}}}"] = None
                made = self._places.hold_text(call.source)
            else:
                at = end
            written.append(made)
        return "".join([*written, body[at:]])

    def _made(
        self, call: Call, closing: Call | None, body: str, ordinal: int, depth: int, parent: "ShortcodeCall | None",
        *, is_body: bool,
    ) -> tuple[str | None, int]:  # fmt: skip
        """What stands in the place of a call, None where it stays; and where what it replaces ends."""
        held = self._calls.call(call, ordinal, parent) if self._calls else None
        failure: NotRun | None = None
        if self._calls is not None and held is not None and call.name not in PAINTED:
            try:
                template = self._calls.engine.shortcode(call.name, self._calls.language)
                is_whole = template is not None and (not template.has_content or closing or call.complete)
                if template is not None and is_whole and not (call.named and call.positional):
                    closing_mark = closing if template.has_content else None
                    held.indentation = _indentation_of(call, body)
                    inner = body[call.end : closing_mark.start] if closing_mark else ""
                    shown = self._run(template, call, held, inner, depth, self._calls, is_nested=not is_body)
                    end = closing_mark.end if closing_mark else call.end
                    return self._placed(shown, template, call, is_body=is_body), end
            except NotRun as error:
                failure = error
        if call.name not in WITH_CONTENT:
            closing = None
        known = None
        if closing is not None or call.name not in WITH_CONTENT:
            known = self._known(call, body[call.end : closing.start] if closing else "", held, depth)
        if known is None and failure is not None:
            self._report_failed(call, failure)
        elif failure is not None and failure.file not in self._stood_in:
            self._stood_in.add(failure.file)
            self._report(NameStandsIn(file=failure.file, reason=failure.reason))
        return known, closing.end if closing else call.end

    def _run(
        self, template: "Template", call: Call, held: "ShortcodeCall", inner: str, depth: int, calls: "Calls",
        *, is_nested: bool,
    ) -> str:  # fmt: skip
        """What a template of the site shows. Raises NotRun."""
        failed = self._failures.get((call.source, inner))
        if failed is not None:  # once is enough: what is in it is looked at again
            raise failed
        is_markdown = call.source[2] == "%"
        try:
            calls.bounds.spend(20 + len(inner) // 8)
            content = self.expanded(inner, depth + 1, held, is_body=False) if inner else ""
            if inner and is_markdown and (is_nested or template.is_old):
                content = calls.content_of(content)
            held.inner = content
            shown = calls.shown(template, held)
            if not self._places.are_whole_in(shown):
                raise NotRun("it changes what another shortcode shows")
        except NotRun as error:
            failure = NotRun(error.reason, error.file or template.file)
            self._failures[call.source, inner] = failure
            raise failure from error
        return shown if inner or not held.indentation else shown.replace("\n", f"\n{held.indentation}")

    def _placed(self, shown: str, template: "Template", call: Call, *, is_body: bool) -> str:
        known = SHOWN.get(call.name)
        medium = medium_shown(known(call, "") or "", shown) if known and call.name not in WITH_CONTENT else None
        if medium is not None:
            return self._places.hold(medium)
        if not is_body or (call.source[2] == "%" and not template.is_old):
            return shown
        return self._places.hold(shown)

    def _report_failed(self, call: Call, error: NotRun) -> None:
        """Say of each file once that it was not run."""
        files = self._failed.setdefault(call.name, set())
        if error.file not in files:
            files.add(error.file)
            self._report(TemplateNotRun(file=error.file, reason=error.reason))

    def _known(self, call: Call, inner: str, held: "ShortcodeCall | None", depth: int) -> str | None:
        """What a shortcode shows by its name; None where it is not known."""
        places = self._places
        if call.name in ("ref", "relref"):
            path = call.argument("path")
            address = address_of_page(path, self._post, self._site, call.named.get("lang", ""))
            if address is None:
                self._report(PageNotFound(page=path))
            return places.hold_text(path if address is None else address)
        if box := BOXES.get(call.name):
            before, after = box(call)
            body = self.expanded(inner, depth + 1, held, is_body=True)
            if not before:
                return body
            return f"\n\n{places.hold(before)}\n\n{body}\n\n{places.hold(after) if after else ''}\n\n"
        if call.name == "param":
            values = self._post.meta_values(call.argument("name"))
            return places.hold_text(values[0]) if values else None
        show = SHOWN.get(call.name)
        html = show(call, inner) if show else None
        return None if html is None else places.hold(html)


def _indentation_of(call: Call, body: str) -> str:
    """The white space before a call that begins its line."""
    first = max(call.start - _WIDEST, 0)
    before = body[max(body.rfind("\n", first, call.start) + 1, first) : call.start]
    return before if not before.strip(" \t") else ""


def _closings_of(calls: list[Call]) -> dict[int, Call]:
    """The closing call of each that is closed, by the place of the latter in the list."""
    opened: dict[str, list[int]] = {}
    found: dict[int, Call] = {}
    for place, each in enumerate(calls):
        if each.literal is not None or each.complete:
            continue
        if not each.closes:
            opened.setdefault(each.name, []).append(place)
        elif opened.get(each.name):
            found[opened[each.name].pop()] = each
    return found
