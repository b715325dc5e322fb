"""What can be said of the files of a blog: what is missing and why, and what was done with the others."""

from dataclasses import dataclass

from converters.problem import Problem, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaLost(Problem):
    """A file that readers saw did not arrive."""

    code = "media-lost"
    severity = Severity.LOSS
    text = "{url} did not arrive: {reason}; links to it still lead to the old host"
    url: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaNotHeld(Problem):
    """A file that readers saw is not among those that the source holds, and nobody asked for it to be got."""

    code = "media-not-held"
    severity = Severity.WARNING
    text = "{url} is not among the files of the source: links to it are left as they are"
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaGone(Problem):
    """A file was gone at the old host already, so that readers did not see it there either."""

    code = "media-gone"
    severity = Severity.WARNING
    text = "{url} was gone before: {reason}; links to it are left as they are"
    url: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaNoFile(Problem):
    """A picture has the address of a script, so that there is no file to bring."""

    code = "media-no-file"
    severity = Severity.WARNING
    text = "{url} is the address of a script, not of a file: links to it still lead to the old host"
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionMissing(Problem):
    """A file that the source merely mentions, in a setting or a custom field, did not arrive."""

    code = "mention-missing"
    severity = Severity.NOTE
    text = "{url}, which is mentioned but not shown, did not arrive: {reason}"
    url: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaReplaced(Problem):
    """Another file of the same picture takes the place of one that is not there."""

    code = "media-replaced"
    severity = Severity.NOTE
    text = "{url} is not there: {given} takes its place"
    url: str
    given: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaRenamed(Problem):
    """A file could not keep its path: no file system, or not the generator, would take it."""

    code = "media-renamed"
    severity = Severity.NOTE
    text = "{url} cannot keep its path: it stands at {given}"
    url: str
    given: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaKept(Problem):
    """A person has another file at the place of one."""

    code = "media-kept"
    severity = Severity.NOTE
    text = "{given} was made or edited by hand and is kept (--force overwrites it)"
    given: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaCutOff(Problem):
    """A picture ends before its end."""

    code = "media-cut-off"
    severity = Severity.WARNING
    text = "{url} ends too early at the old host: half a picture arrived"
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaLeftOut(Problem):
    """Files that belong to posts which are not taken, and that nothing else refers to."""

    code = "media-left-out"
    severity = Severity.NOTE
    text = (
        "{count} {count:file belongs to a post|files belong to posts} left out, and {count:is|are} left out with "
        "{count:it|them}"
    )
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaToFetch(Problem):
    """A dry run asks the network for nothing."""

    code = "media-to-fetch"
    severity = Severity.NOTE
    text = "{count} {count:file|files} would be fetched"
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaGathered(Problem):
    """The account of all files: every one that is wanted arrived, stood there already, or is missing for a reason."""

    code = "media-gathered"
    severity = Severity.NOTE
    text = "{wanted} files wanted = {arrived} arrived + {standing} there already + {missing} missing"
    wanted: int
    arrived: int
    standing: int
    missing: int
