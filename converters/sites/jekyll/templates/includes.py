"""The tags that Jekyll adds to Liquid: includes, and those whose meaning is known here without their plugins."""

import re
from collections.abc import Mapping
from typing import TextIO

from liquid import BoundTemplate, Environment
from liquid.ast import BlockNode, Node
from liquid.builtin.expressions import parse_primitive, tokenize
from liquid.context import RenderContext
from liquid.exceptions import LiquidError
from liquid.expression import Expression
from liquid.parser import get_parser
from liquid.stream import TokenStream
from liquid.tag import Tag
from liquid.token import TOKEN_CONTENT, TOKEN_EOF, TOKEN_EXPRESSION, Token

from converters.sites.jekyll.templates.bounds import NotKnown, NotRun, Page, Run
from converters.sites.jekyll.templates.marks import PAIRED, VERBATIM
from converters.sites.jekyll.templates.tags import FAILURES
from converters.sites.jekyll.templates.texts import text_of

_FILE = re.compile(r"\s*((?:\{\{.{0,500}?\}\}|[^\s{}])+)\s*", re.DOTALL)
_GIVEN = re.compile(
    r"""([\w-]+)\s*=\s*(?:"([^"\\]*(?:\\.[^"\\]*)*)"|'([^'\\]*(?:\\.[^'\\]*)*)'|([\w.\[\]-]+))\s*""", re.DOTALL
)


class Include(Tag):
    """`{% include file name="text" other=page.field %}`."""

    name = "include"
    block = False

    def parse(self, stream: TokenStream) -> Node:
        """The node of the include. Raises NotRun where its parameters are none."""
        token = stream.current
        if stream.peek.kind != TOKEN_EXPRESSION:
            raise NotRun("it names no file")
        next(stream)
        written = stream.current.value
        file = _FILE.match(written)
        if not file:
            raise NotRun("it names no file")
        given: dict[str, Expression | str] = {}
        at = file.end()
        while at < len(written):
            found = _GIVEN.match(written, at)
            if not found:
                raise NotRun(f"its parameters cannot be read from {written[at : at + 20]!r}")
            at = found.end()
            given[found[1]] = _value(self.env, found, token)
        return IncludeNode(token, file[1], given)


def _value(env: Environment, found: "re.Match[str]", token: Token) -> Expression | str:
    if found[2] is not None:
        return found[2].replace('\\"', '"')
    if found[3] is not None:
        return found[3].replace("\\'", "'")
    try:
        return parse_primitive(env, TokenStream(tokenize(found[4], token)))
    except LiquidError:
        return ""


class IncludeRelative(Include):
    """`{% include_relative file %}`: beside the post."""

    name = "include_relative"


class IncludeCached(Include):
    """`{% include_cached file %}`: of a plugin that is only faster."""

    name = "include_cached"


class IncludeNode(Node):
    """An include: a template that knows its parameters as `include.name`."""

    __slots__ = ("file", "given")

    def __init__(self, token: Token, file: str, given: dict[str, Expression | str]) -> None:
        super().__init__(token)
        self.file, self.given, self.blank = file, given, False

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Write what the file shows; or what it is known to show, where that is the same or the file cannot be run."""
        assert isinstance(context, Run)  # noqa: S101  # whoever runs templates makes one
        file = rendered_text(self.file, context) if "{{" in self.file else self.file
        given = {
            name: value if isinstance(value, str) else value.evaluate(context) for name, value in self.given.items()
        }
        is_relative = self.token.value == "include_relative"
        known = None if is_relative else context.marks.include(file, _texts(given))
        template = context.template_of(file, is_relative=is_relative)
        if template is None:
            if known is None:
                raise NotKnown(f"the file {file} is not there")
            return buffer.write(known.held())
        try:
            text = self._rendered(template, given, context)
        except NotRun as error:
            if known is None:
                raise
            context.marks.stand_in(error.file or template.name, error.reason)
            return buffer.write(known.held())
        return buffer.write(known.held() if known is not None and known.shows(text) else text)

    def _rendered(self, template: BoundTemplate, given: dict[str, object], context: Run) -> str:
        page = Page(context.bounds)
        context.enter(template.name)
        try:
            with context.extend({"include": given}, template=template):
                template.render_with_context(context, page, partial=True)
        except NotRun as error:
            error.file = error.file or template.name
            raise
        except FAILURES as error:
            raise NotRun(str(getattr(error, "message", error)), template.name) from error
        finally:
            context.leave()
        return page.getvalue()


def _texts(given: dict[str, object]) -> dict[str, str]:
    """Parameters that are texts, or may be taken for such."""
    return {name: "" if isinstance(value, list | tuple | Mapping) else text_of(value) for name, value in given.items()}


def rendered_text(written: str, context: Run) -> str:
    """A piece of template that stands in the arguments of a tag, run."""
    context.bounds.spend(1 + len(written) // 50)
    page = Page(context.bounds)
    for node in context.env.from_string(written).nodes:
        node.render(context, page)
    return page.getvalue()


class Known(Tag):
    """A tag whose meaning is known here: what it stands for is made of its arguments alone."""

    block = False

    def parse(self, stream: TokenStream) -> Node:
        """The node of the tag."""
        token = stream.current
        if stream.peek.kind != TOKEN_EXPRESSION:
            return KnownNode(token, "")
        next(stream)
        return KnownNode(token, stream.current.value)


class KnownNode(Node):
    """A tag whose meaning is known here."""

    __slots__ = ("arguments",)

    def __init__(self, token: Token, arguments: str) -> None:
        super().__init__(token)
        self.arguments, self.blank = arguments, False

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Write what it stands for."""
        assert isinstance(context, Run)  # noqa: S101  # whoever runs templates makes one
        arguments = rendered_text(self.arguments, context) if "{{" in self.arguments else self.arguments
        made = context.marks.tag(self.token.value, arguments)
        if made is None:
            raise NotKnown(f"the tag {self.token.value} is not understood")
        return buffer.write(made)


class Pair(Tag):
    """Two tags whose meaning is known here, and what is between them."""

    def parse(self, stream: TokenStream) -> Node:
        """The node of both."""
        token, arguments = stream.current, ""
        if stream.peek.kind == TOKEN_EXPRESSION:
            next(stream)
            arguments = stream.current.value
        next(stream)
        block: BlockNode | str
        if self.name in VERBATIM:
            block = stream.expect(TOKEN_CONTENT).value if stream.current.kind == TOKEN_CONTENT else ""
            next(stream)
        else:
            block = get_parser(self.env).parse_block(stream, (self.end, TOKEN_EOF))
            block.blank = False
            stream.expect("tag", value=self.end)
        return PairNode(token, arguments, block)


class PairNode(Node):
    """Two tags, and what is between them."""

    __slots__ = ("arguments", "block")

    def __init__(self, token: Token, arguments: str, block: BlockNode | str) -> None:
        super().__init__(token)
        self.arguments, self.block, self.blank = arguments, block, False

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Write what they stand for."""
        assert isinstance(context, Run)  # noqa: S101  # whoever runs templates makes one
        inside = self.block
        if isinstance(inside, BlockNode):
            page = Page(context.bounds)
            inside.render(context, page)
            inside = page.getvalue()
        return buffer.write(context.marks.paired(self.token.value, self.arguments, inside))


def tags_known(names: list[str]) -> list[type[Tag]]:
    """The tags of Jekyll, and those of the given names whose meaning is made of their arguments."""
    alone = [type("Known", (Known,), {"name": name}) for name in names]
    pairs = [type("Pair", (Pair,), {"name": name, "end": f"end{name}"}) for name in sorted(VERBATIM | PAIRED)]
    return [Include, IncludeRelative, IncludeCached, *alone, *pairs]
