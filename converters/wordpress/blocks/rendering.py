"""Block-editor markup → HTML: every block shown as its family says, reusable ones put in place."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from converters.problem import Problem, Severity
from converters.wordpress.blocks.embeds import EMBED_BLOCKS
from converters.wordpress.blocks.grammar import Block, BlockRenderer, Part, parse_blocks
from converters.wordpress.blocks.media import MEDIA_BLOCKS
from converters.wordpress.blocks.overrides import bind, override
from converters.wordpress.blocks.settings import show_settings
from converters.wordpress.blocks.site import DYNAMIC_BLOCKS, SITE_BLOCKS
from converters.wordpress.blocks.text import TEXT_BLOCKS
from converters.wordpress.context import Context
from converters.wordpress.rules.applying import renderer_of

BLOCKS: Mapping[str, BlockRenderer] = {**TEXT_BLOCKS, **MEDIA_BLOCKS, **EMBED_BLOCKS, **SITE_BLOCKS}
"""What each block that is more than its saved HTML becomes: HTML and blocks, in order."""

_MOST_REUSED = 10_000_000
_LONGEST_EXAMPLE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class DynamicBlockDropped(Problem):
    """A block that holds no content: WordPress made it of the rest of the site each time it was shown."""

    code = "dynamic-block-dropped"
    severity = Severity.NOTE
    text = "the block {name} is made by WordPress and holds no content: left out ({count} of them)"
    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenBlockLeftOut(Problem):
    """A block that its author hid, with all it holds: WordPress 6.9 and newer shows it to nobody."""

    code = "hidden-block-left-out"
    severity = Severity.NOTE
    text = "the block {name} is hidden from readers in WordPress: left out ({count} of them)"
    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownBlock(Problem):
    """A block that nobody here knows; the HTML that it saved stays."""

    code = "unknown-block"
    severity = Severity.NOTE
    text = "the block {name} is unknown: the HTML that it saved stays ({count} of them)"
    name: str
    count: int
    example: str = ""
    """How the first of them begins: `<!-- wp:acme/quote {"author":"Ann"} -->`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownEmptyBlock(Problem):
    """A block that nobody here knows and that saved no HTML."""

    code = "unknown-empty-block"
    severity = Severity.WARNING
    text = "the block {name} is unknown and saved no HTML: of what its plugin showed, {kept}"
    name: str
    kept: str
    example: str = ""
    """How it is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenBlockSettings(Problem):
    """The settings of a block are not JSON; what it saved as HTML stays."""

    code = "broken-block-settings"
    severity = Severity.WARNING
    text = "the settings of a block {name} cannot be read: what stands only in them is missing"
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReusableBlockMissing(Problem):
    """A reusable block (a synced pattern) that is not in the source, or that holds itself."""

    code = "reusable-block-missing"
    severity = Severity.LOSS
    text = "the reusable block {ref} {reason}: its content is missing here"
    ref: str
    reason: str


@dataclass(frozen=True, slots=True)
class _EndOfReused:
    """The place where the content of a reusable block ends."""

    ref: int


class _Rendering:
    """One body on its way to HTML."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.told: set[tuple[str, str]] = set()
        self.unknown: Counter[str] = Counter()
        self.examples: dict[str, str] = {}
        self.dynamic: Counter[str] = Counter()
        self.hidden: Counter[str] = Counter()
        self.reused: set[int] = set()
        self.reused_size = 0

    def tell(self, problem: Problem) -> None:
        """Report a problem, once."""
        if (problem.code, problem.sentence) not in self.told:
            self.told.add((problem.code, problem.sentence))
            self.context.report(problem)

    def show(self, block: Block) -> "list[Part | _EndOfReused]":
        """What a block becomes."""
        if _is_hidden(block):
            self.hidden[block.name] += 1
            return []
        if block.broken:
            self.tell(BrokenBlockSettings(name=block.name))
        bind(block, self.context.post)
        if block.name in self.context.rules.blocks:
            return [*renderer_of(self.context.rules.blocks[block.name])(block, self.context)]
        if block.name == "core/block":
            return self.show_reusable(block)
        if block.name in BLOCKS:
            return [*BLOCKS[block.name](block, self.context)]
        if block.name in DYNAMIC_BLOCKS or (block.name.startswith(("jetpack/field", "core/comment", "core/post-"))):
            self.dynamic[block.name] += 1
            return [*block.parts] if block.name == "core/spacer" else []
        if not block.name.startswith("core/"):
            return self.show_unknown(block)
        return [*block.parts]

    def show_unknown(self, block: Block) -> "list[Part | _EndOfReused]":
        """The HTML that a stranger's block saved; without any, the words and addresses of its settings."""
        if block.children or block.html.strip():
            self.unknown[block.name] += 1
            self.examples.setdefault(block.name, _example(block))
            return [*block.parts]
        shown = show_settings(block.attributes)
        kept = "the text in its settings stays" if shown else "nothing can be kept"
        self.tell(UnknownEmptyBlock(name=block.name, kept=kept, example=_example(block)))
        return [shown]

    def show_reusable(self, block: Block) -> "list[Part | _EndOfReused]":
        """A reusable block's body in its place (WordPress: render_block_core_block)."""
        ref = block.attributes.get("ref")
        if not isinstance(ref, int) or ref not in self.context.site.blocks:
            self.tell(ReusableBlockMissing(ref=str(ref), reason="is not in the source"))
            return [*block.parts]
        body = self.context.site.blocks[ref]
        self.reused_size += len(body)
        if ref in self.reused or self.reused_size > _MOST_REUSED:
            reason = "holds itself" if ref in self.reused else "is used too often"
            self.tell(ReusableBlockMissing(ref=str(ref), reason=reason))
            return []
        self.reused.add(ref)
        return [*override(parse_blocks(body), block.attributes.get("content")), _EndOfReused(ref)]


def _is_hidden(block: Block) -> bool:
    """Whether nobody sees a block; one hidden on some screens only, others still see."""
    metadata = block.attributes.get("metadata")
    return isinstance(metadata, Mapping) and metadata.get("blockVisibility") is False


def _example(block: Block) -> str:
    """The comment with which a block begins, unless it is long."""
    settings = json.dumps(block.attributes, ensure_ascii=False, separators=(",", ":")) if block.attributes else ""
    if len(settings) > _LONGEST_EXAMPLE:
        settings = f"{settings[: _LONGEST_EXAMPLE - 1]}…"
    return " ".join(f"<!-- wp:{block.name} {settings} -->".split())


def render_blocks(text: str, context: Context) -> str:
    """The HTML of a body written in the block editor (WordPress: do_blocks)."""
    rendering = _Rendering(context)
    written: list[str] = []
    stack: list[Part | _EndOfReused] = [*reversed(parse_blocks(text))]
    while stack:
        part = stack.pop()
        if isinstance(part, str):
            written.append(part)
        elif isinstance(part, _EndOfReused):
            rendering.reused.discard(part.ref)
        else:
            stack.extend(reversed(rendering.show(part)))
    for name, count in rendering.unknown.items():
        context.report(UnknownBlock(name=name, count=count, example=rendering.examples[name]))
    for name, count in rendering.dynamic.items():
        context.report(DynamicBlockDropped(name=name, count=count))
    for name, count in rendering.hidden.items():
        context.report(HiddenBlockLeftOut(name=name, count=count))
    return "".join(written)
