"""The tags of Liquid within bounds, and what keeps a piece of template that is not run as it was typed."""

from typing import TextIO

from liquid import Environment
from liquid.ast import Node
from liquid.builtin.output import Output, OutputNode
from liquid.builtin.tags.capture_tag import CaptureNode, CaptureTag
from liquid.builtin.tags.for_tag import BreakNode, BreakTag, ContinueNode, ContinueTag, ForNode, ForTag
from liquid.builtin.tags.tablerow_tag import TablerowNode, TablerowTag
from liquid.context import RenderContext
from liquid.exceptions import LiquidError, LiquidInterrupt, StopRender
from liquid.expression import Expression
from liquid.stream import TokenStream
from liquid.tag import Tag
from liquid.token import TOKEN_CONTENT, TOKEN_EXPRESSION, TOKEN_OUTPUT, TOKEN_TAG, Token

from converters.sites.jekyll.templates.bounds import NotKnown, NotRun, Run, TooMuch, size_of
from converters.sites.jekyll.templates.texts import shown

MOST_ROUNDS = 100_000
"""Of one loop."""
FAILURES = (LiquidError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


class Placed(Node):
    """A piece of a template, and how it is written: in a body it stays so where it cannot be run."""

    __slots__ = ("inner", "name", "written")

    def __init__(self, inner: Node, name: str, written: str) -> None:
        super().__init__(inner.token)
        self.inner, self.name, self.written = inner, name, written
        self.blank = inner.blank

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Run it."""
        assert isinstance(context, Run)  # noqa: S101  # whoever runs templates makes one
        if not context.may_keep:
            context.bounds.spend(1)
            return self.inner.render(context, buffer)
        start = buffer.tell()
        try:
            context.bounds.spend(1)
            return self.inner.render(context, buffer)
        except (LiquidInterrupt, StopRender):
            raise
        except FAILURES as error:
            if isinstance(error, TooMuch):
                context.bounds.steps -= error.cost
            buffer.seek(start)
            buffer.truncate()
            return buffer.write(context.marks.keep(self.name, self.written, error))


class PlacedTag(Tag):
    """A tag of the library whose node knows how it is written; one that cannot be read is kept whole."""

    def __init__(self, env: Environment, inner: Tag) -> None:
        super().__init__(env)
        self.inner, self.name, self.block, self.end = inner, inner.name, inner.block, inner.end

    def get_node(self, stream: TokenStream) -> Node:
        """The node of a tag with all that belongs to it."""
        token, first, depth = stream.current, stream.pos, stream.block_depth
        node: Node
        try:
            node = self.inner.parse(stream)
        except (LiquidError, ValueError) as error:
            stream.pos, stream.block_depth = first, depth
            if self.block and not _skip(stream, first, token.value, self.end):
                raise
            if not self.block and stream.peek.kind == TOKEN_EXPRESSION:
                next(stream)
            node = Unread(token, str(getattr(error, "message", error)))
        name = token.value if token.kind == TOKEN_TAG else ""
        return Placed(node, name, _written(token, stream.current))

    def parse(self, stream: TokenStream) -> Node:
        """The same."""
        return self.get_node(stream)


def _skip(stream: TokenStream, first: int, name: str, end: str) -> bool:
    """Go to the tag that ends a block; False where none does."""
    depth = 0
    for at in range(first, len(stream.tokens)):
        kind, value = stream.tokens[at][:2]
        if kind == TOKEN_TAG and value in (name, end):
            depth += 1 if value == name else -1
            if depth == 0:
                stream.pos = at
                return True
    return False


def _written(first: Token, last: Token) -> str:
    source = first.source
    start = first.start_index - (0 if first.kind == TOKEN_OUTPUT else 2)
    mark = "}}" if first.kind == TOKEN_OUTPUT else "%}"
    end = source.find(mark, max(last.start_index, start + 2))
    return source[start : end + 2 if end >= 0 else len(source)]


class Unread(Node):
    """A piece that cannot be read."""

    __slots__ = ("reason",)

    def __init__(self, token: Token, reason: str) -> None:
        super().__init__(token)
        self.reason, self.blank = reason, False

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Say that it is not run."""
        raise NotRun(self.reason)


class Unknown(Tag):
    """A tag that nobody knows here."""

    name = "illegal"
    block = False

    def parse(self, stream: TokenStream) -> Node:
        """The node of the tag."""
        token = stream.current
        if stream.peek.kind == TOKEN_EXPRESSION:
            next(stream)
        return UnknownNode(token)


class UnknownNode(Node):
    """A tag that nobody knows here."""

    __slots__ = ()

    def __init__(self, token: Token) -> None:
        super().__init__(token)
        self.blank = False

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Say that it is not known."""
        raise NotKnown(f"the tag {self.token.value} is not known here")


class ShownNode(OutputNode):
    """A value in the page, as Ruby writes it."""

    __slots__ = ()

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Write it."""
        return buffer.write(shown(self.expression.evaluate(context)))


class ShownValue(Output):
    """What shows a value."""

    node_class = ShownNode


class Bounded(Expression):
    """What a loop goes through, which has a bounded number of values."""

    __slots__ = ("inner",)

    def __init__(self, inner: Expression) -> None:
        super().__init__(inner.token)
        self.inner = inner

    def __str__(self) -> str:
        return str(self.inner)

    def evaluate(self, context: RenderContext) -> object:
        """The values. Raises TooMuch."""
        value = self.inner.evaluate(context)
        if isinstance(value, list | range) and size_of(value) > 8 * MOST_ROUNDS:
            raise TooMuch(f"a loop goes through more than {MOST_ROUNDS:,} values")
        return value

    def children(self) -> list[Expression]:
        """What it is made of."""
        return [self.inner]


class BoundedFor(ForTag):
    """A loop of a bounded number of rounds."""

    def parse(self, stream: TokenStream) -> Node:
        """The node of the loop."""
        node = super().parse(stream)
        if isinstance(node, ForNode) and node.default:
            node.block.blank = node.default.blank = node.block.blank and node.default.blank
        return _bounded(node)


class BoundedTablerow(TablerowTag):
    """The rows of a table, a bounded number of them."""

    def parse(self, stream: TokenStream) -> TablerowNode:
        """The node of the table."""
        node = super().parse(stream)
        node.block.blank = False  # white space in a cell is shown
        _bounded(node)
        return node


class ShownBreak(BreakTag):
    """`break`, beside which white space is shown."""

    def parse(self, stream: TokenStream) -> BreakNode:
        """The node of the tag."""
        node = super().parse(stream)
        node.blank = False
        return node


class ShownContinue(ContinueTag):
    """`continue`, beside which white space is shown."""

    def parse(self, stream: TokenStream) -> ContinueNode:
        """The node of the tag."""
        node = super().parse(stream)
        node.blank = False
        return node


class WholeCapture(CaptureTag):
    """A capture, which takes white space, too."""

    def parse(self, stream: TokenStream) -> CaptureNode:
        """The node of the capture."""
        node = super().parse(stream)
        node.block.blank = False
        return node


def _bounded(node: Node) -> Node:
    if isinstance(node, ForNode | TablerowNode):
        node.expression.iterable = Bounded(node.expression.iterable)
    return node


LANGUAGE: tuple[type[Tag], ...] = (
    BoundedFor, BoundedTablerow, ShownBreak, ShownContinue, ShownValue, Unknown, WholeCapture,
)  # fmt: skip
"""What is otherwise here than in the library."""


def place(env: Environment, *tags: type[Tag]) -> None:
    """Give an environment tags, and let all of its tags keep what they cannot run."""
    for tag in tags:
        env.add_tag(tag)
    for name in ("include", "render", "liquid", "doc", "echo", "#"):
        if not any(tag.name == name for tag in tags):
            env.tags.pop(name, None)
    for name, inner in env.tags.items():
        if name != TOKEN_CONTENT:
            env.tags[name] = PlacedTag(env, inner)
