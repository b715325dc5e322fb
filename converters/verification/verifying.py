"""A destination held against its source: every post that was to be there, and everything that is to be seen of it."""

import glob
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

from converters.abilities import ReadsBack, Shown
from converters.conversion import EDITED_OUT, Edit, describe, edited
from converters.formats import Reader, Writer
from converters.ledger import Account, Ledger
from converters.parallel import parallel_map
from converters.pipeline import Work, as_it_wrote, choose, workers_at_work
from converters.post import Post, Site
from converters.problem import ConversionError, ItemLost, PostFailed, Problem, Report, Where
from converters.selection import Selection
from converters.verification.comparison import Comparison, compare_shown, count
from converters.verification.sightings import Sightings
from converters.verification.verdict import PostDiffers, PostDoubled, PostMissing, PostSurplus, Verdict

_BODIES_KEPT = 100
"""Posts that differ whose bodies are kept for a report."""
_LONGEST_BODY = 200_000


def verify(
    source: Path,
    destination: Path,
    *,
    reader: Reader,
    writer: Writer,
    selection: Selection | None = None,
    jobs: int = 1,
    executor: Executor | None = None,
    report: Report = lambda problem: None,
    advance: Callable[[int], None] = lambda total: None,
    in_process: bool = False,
    edit: Edit | None = None,
    edit_site: Callable[[Site], Site] = lambda site: site,
) -> Verdict:
    """Look at a destination as its readers do, and compare it with its source: post by post, fact by fact.

    Reader, writer, selection and edits are those of the conversion. What differs goes to `report` as it is found, and
    is counted in the verdict. `advance` is called once for each item of the source, with the number of all items.
    `in_process` runs no other program, even where that would show what readers see (a site's generator).

    Raises ConversionError when the source cannot be read, or when the destination cannot be looked at.
    """
    if not destination.exists() and not list(destination.parent.glob(f"{glob.escape(destination.stem)}-*")):
        raise ConversionError(f"there is no file or folder {destination}: check the name, or convert first")
    verdict = Verdict()

    def record(problem: Problem) -> None:
        verdict.problems[problem.code] += 1
        report(problem)

    account = Account(Ledger(), lambda fate: None)

    def record_of_source(problem: Problem) -> None:
        account.note(problem)
        if isinstance(problem, ItemLost):
            verdict.compared += 1
            verdict.missing += 1
            record(problem)

    site, posts = reader.read(source, record_of_source)
    site = edit_site(site)
    work = Work(reader, source, site, selection or Selection(), edit, jobs, executor)
    knowing = as_it_wrote(writer, work, destination)
    if not isinstance(knowing, ReadsBack):
        raise ConversionError("what this format writes cannot be read back, so that there is nothing to compare")
    with Sightings() as sightings, workers_at_work():
        with knowing.read_back(destination, site, record, in_process=in_process) as sight:
            verdict.rendered_by = sight.rendered_by
            for shown in parallel_map(sight.show, sight.pieces, jobs=jobs, executor=executor):
                sightings.add(shown)
        chosen = choose(posts, site, work.selection, knowing, account, lambda: advance(len(site.entries)))
        pairs = ((post, sightings.take_by_key(knowing.remembered(post, site))) for post in chosen)
        compared = parallel_map(Pairing(reader, knowing, site, edit), pairs, jobs=jobs, executor=executor)
        for result in compared:
            where = account.give_back(result.key) or Where()
            if result.left_out:
                account.ledger.left_out[EDITED_OUT] += 1
            else:
                _judge(result, where, sightings, knowing, verdict, record)
        _judge_the_rest(sightings, verdict, record)
    verdict.left_out.update(account.ledger.left_out)
    return verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """What came of one post of the source."""

    key: str
    expected: Shown | None = None
    """Not of a post that cannot be cleaned; without its body where nothing differs."""
    found: Shown | None = None
    """Where it was looked for by its key, and differs."""
    comparison: Comparison | None = None
    """Where it was found by its key."""
    there: Mapping[str, int] | None = None
    """Where it was not: the facts that it has."""
    problems: tuple[Problem, ...] = ()
    left_out: bool = False
    """Whether a script left it out."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """The pure middle: what is expected of one post, and how what was found differs. It runs in any process."""

    reader: Reader
    writer: ReadsBack
    site: Site
    edit: Edit | None

    def __call__(self, pair: tuple[Post, Shown | None]) -> Paired:
        """The post compared with what was found under its key."""
        post, found = pair
        try:
            given: Post | None = self.reader.clean(post, self.site, lambda problem: None)
            if given is not None and self.edit is not None:
                given = edited(given, self.edit)
            if given is None:
                return Paired(key=post.key, left_out=True)
            expected = self.writer.expected(given, self.site)
            if found is None:
                return Paired(key=post.key, expected=expected, there=count(expected))
            comparison = compare_shown(expected, found, self.writer.fairness())
        except Exception as error:  # whatever a post does to us, the next one must come
            return Paired(key=post.key, problems=(PostFailed(reason=describe(error)),))
        if not comparison.summary:
            return Paired(key=post.key, expected=replace(expected, html=""), comparison=comparison)
        return Paired(key=post.key, expected=expected, found=found, comparison=comparison)


def _judge(
    result: Paired, where: Where, sightings: Sightings, writer: ReadsBack, verdict: Verdict, record: Report
) -> None:
    """Count what came of a post, and report how it differs."""
    verdict.compared += 1
    for problem in result.problems:
        record(problem.at(where))
    expected, found, comparison = result.expected, result.found, result.comparison
    if expected is None:
        return
    verdict.dropped.update(expected.dropped)
    if comparison is None:
        found = sightings.take_like(expected)
        if found is None:
            verdict.missing += 1
            verdict.facts.update(result.there or {})
            record(PostMissing(key=result.key, where=where))
            return
        comparison = compare_shown(expected, found, writer.fairness())
    verdict.facts.update(comparison.there)
    verdict.arrived.update(comparison.arrived)
    if not comparison.summary or found is None:
        verdict.intact += 1
        return
    keeps = verdict.problems[PostDiffers.code] < _BODIES_KEPT
    keeps = keeps and max(len(expected.html), len(found.html)) <= _LONGEST_BODY
    record(
        PostDiffers(
            summary=comparison.summary,
            key=result.key,
            place=found.place,
            fields=comparison.fields,
            facts=comparison.facts,
            source_html=expected.html if keeps else "",
            result_html=found.html if keeps else "",
            where=where,
        )
    )


def _judge_the_rest(sightings: Sightings, verdict: Verdict, record: Report) -> None:
    """Report what the destination shows besides."""
    for shown, twin in sightings.left():
        if twin is not None:
            verdict.doubled += 1
            where = Where(post=_title_of(shown) or shown.key)
            record(PostDoubled(key=shown.key, first=twin.place, again=shown.place, where=where))
        else:
            verdict.surplus += 1
            record(PostSurplus(place=shown.place, title=_title_of(shown)))


def _title_of(shown: Shown) -> str:
    return " ".join(shown.fields.get("title", ()))
