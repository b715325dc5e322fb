"""Every command as a function of the same name, for migration scripts; they stream as the commands do."""

from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import ExitStack
from pathlib import Path

from converters import pipeline
from converters.blog import Blog, open_blog, silence, writer_of
from converters.census import Census
from converters.conversion import Edit
from converters.formats import Reader, Writer
from converters.pipeline import Ledger
from converters.post import Site
from converters.problem import Report
from converters.selection import Selection
from converters.verification.verdict import Verdict

Source = Blog | str | Path
"""What a function reads: a blog that is open already, or a file, a folder, an archive, `-` (standard input)."""


def convert(
    source: Source,
    destination: str | Path,
    *,
    writer: Writer | str,
    reader: Reader | str | None = None,
    selection: Selection | None = None,
    edit: Edit | None = None,
    edit_site: Callable[[Site], Site] = lambda site: site,
    jobs: int = 1,
    executor: Executor | None = None,
    report: Report = silence,
    advance: Callable[[int], None] = lambda total: None,
    dry_run: bool = False,
    prune: bool = False,
) -> Ledger:
    """`convert WRITER SOURCE DESTINATION`: the ledger says what became of each item of the source.

    A reader and a writer are given by name, or as an object with options (`HugoWriter(media="fetch")`); without a
    reader, the source says what it is. `edit` gets each cleaned post and returns it as it shall be, or None to leave it
    out; with more than one job it must be a function of a module. `edit_site` gets the site before the first post. The
    other arguments are those of `pipeline.convert`. Raises ConversionError when the source cannot be read at all or the
    destination cannot be written to.
    """
    with ExitStack() as stack:
        blog = _opened(source, reader, report, stack)
        return pipeline.convert(
            blog.path,
            Path(destination),
            reader=blog.reader,
            writer=writer_of(writer),
            selection=selection,
            edit=edit,
            edit_site=edit_site,
            jobs=jobs,
            executor=executor,
            report=report,
            advance=advance,
            dry_run=dry_run,
            prune=prune,
        )


def verify(
    source: Source,
    destination: str | Path,
    *,
    writer: Writer | str,
    reader: Reader | str | None = None,
    selection: Selection | None = None,
    edit: Edit | None = None,
    edit_site: Callable[[Site], Site] = lambda site: site,
    jobs: int = 1,
    executor: Executor | None = None,
    report: Report = silence,
    advance: Callable[[int], None] = lambda total: None,
    in_process: bool = False,
) -> Verdict:
    """`convert verify WRITER SOURCE DESTINATION`: what of the source the destination shows, and what not.

    The arguments are those that the destination was converted with; each `PostDiffers` and every other difference goes
    to `report`. `in_process` runs no other program, even where a site's generator is installed. Raises ConversionError
    when the source cannot be read at all, or the destination cannot be looked at.
    """
    from converters import verification

    with ExitStack() as stack:
        blog = _opened(source, reader, report, stack)
        return verification.verify(
            blog.path,
            Path(destination),
            reader=blog.reader,
            writer=writer_of(writer),
            selection=selection,
            edit=edit,
            edit_site=edit_site,
            jobs=jobs,
            executor=executor,
            report=report,
            advance=advance,
            in_process=in_process,
        )


def inspect(source: Source, *, reader: Reader | str | None = None, report: Report = silence) -> Census:
    """`convert inspect SOURCE`: what the source holds, counted, and what in it will need attention."""
    with ExitStack() as stack:
        return _opened(source, reader, report, stack).inspect()


def show(
    source: Source,
    post: str,
    *,
    to: Writer | str = "hugo",
    reader: Reader | str | None = None,
    report: Report = silence,
) -> str:
    """`convert show SOURCE --post ID|SLUG --to WRITER`: one post as a writer would write it.

    Raises ConversionError when there is no such post, it cannot be converted, or the writer knows no single post.
    """
    with ExitStack() as stack:
        return _opened(source, reader, report, stack).show(post, writer=to)


def _opened(source: Source, reader: Reader | str | None, report: Report, stack: ExitStack) -> Blog:
    if isinstance(source, Blog):
        return source
    return stack.enter_context(open_blog(source, reader=reader, report=report))
