"""Conditions as Ruby takes them: what cannot be compared is neither more nor less, and nothing is `blank`."""

from collections.abc import Mapping

from liquid.ast import Node
from liquid.builtin.expressions import BooleanExpression
from liquid.builtin.expressions.logical import (
    ContainsExpression,
    EqExpression,
    GeExpression,
    GtExpression,
    LeExpression,
    LogicalAndExpression,
    LogicalOrExpression,
    LtExpression,
    NeExpression,
    is_truthy,
)
from liquid.builtin.expressions.primitive import Blank
from liquid.builtin.tags.if_tag import IfNode, IfTag
from liquid.builtin.tags.unless_tag import UnlessNode, UnlessTag
from liquid.context import RenderContext
from liquid.expression import Expression
from liquid.stream import TokenStream

from converters.sites.jekyll.templates.texts import text_of

_ORDER = (GeExpression, GtExpression, LeExpression, LtExpression)


class Compared(Expression):
    """A comparison of two values, which is no where Ruby has none of their kinds."""

    __slots__ = ("inner", "left", "right")

    def __init__(self, inner: Expression, left: Expression, right: Expression) -> None:
        super().__init__(inner.token)
        self.inner, self.left, self.right = inner, left, right

    def evaluate(self, context: RenderContext) -> object:
        """Whether it is so."""
        if isinstance(self.inner, EqExpression | NeExpression):
            return isinstance(self.inner, NeExpression)  # with `blank`, which Jekyll knows of nothing
        left, right = self.left.evaluate(context), self.right.evaluate(context)
        if isinstance(self.inner, ContainsExpression):
            if not is_truthy(left) or not is_truthy(right):
                return False
            if isinstance(left, str):
                return text_of(right) in left
            return isinstance(left, list | tuple | Mapping | range) and right in left
        if any(isinstance(each, list | tuple | Mapping | bool | range) for each in (left, right)):
            return False
        return self.inner.evaluate(context)

    def children(self) -> list[Expression]:
        """What it is made of."""
        return [self.inner]


class LenientIf(IfTag):
    """`if`, by Ruby's comparisons."""

    def parse(self, stream: TokenStream) -> Node:
        """The node of the block."""
        node = super().parse(stream)
        if isinstance(node, IfNode):
            _soften(node)
        return node


class LenientUnless(UnlessTag):
    """`unless`, by Ruby's comparisons."""

    def parse(self, stream: TokenStream) -> Node:
        """The node of the block."""
        node = super().parse(stream)
        if isinstance(node, UnlessNode):
            _soften(node)
        return node


def _soften(node: IfNode | UnlessNode) -> None:
    node.condition = softened(node.condition)
    for alternative in node.alternatives:
        alternative.expression = softened(alternative.expression)


def softened(expression: Expression) -> Expression:
    """An expression whose comparisons are Ruby's."""
    if isinstance(expression, BooleanExpression):
        expression.expression = softened(expression.expression)
    elif isinstance(expression, LogicalAndExpression | LogicalOrExpression):
        expression.left, expression.right = softened(expression.left), softened(expression.right)
    elif isinstance(expression, EqExpression | NeExpression):
        if isinstance(expression.left, Blank) or isinstance(expression.right, Blank):
            return Compared(expression, expression.left, expression.right)
    elif isinstance(expression, (*_ORDER, ContainsExpression)):
        return Compared(expression, expression.left, expression.right)
    return expression
