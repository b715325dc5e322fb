"""Templates read: text → the parts that it consists of."""

import re

from converters.sites.hugo.templates.bounds import DEEPEST, NotRun
from converters.sites.hugo.templates.syntax import (
    Action,
    Block,
    Chain,
    Command,
    Dot,
    Leave,
    Literal,
    Name,
    Node,
    Pipeline,
    Template,
    Term,
    Text,
    Variable,
)
from converters.sites.hugo.templates.tokens import Piece, Token, pieces_of, value_of

_BLOCKS = ("if", "with", "range")
_NOT_RUN = ("block", "define", "template", "try")
_WORDS: dict[str, object] = {"true": True, "false": False, "nil": None}
_CONTENT = frozenset(["Inner", "InnerDeindent"])
_OLD = re.compile(r"""\$_hugo_config\s*:=\s*[`"']\s*\{[^}]*version\\?"?\s*:\s*1\b""")


def template_in(source: str, file: str) -> Template:
    """The template in the text of a file. Raises NotRun, which names the file."""
    try:
        parser = _Parser(list(pieces_of(source)))
        nodes = parser.nodes_until_end(0, in_range=False)
    except NotRun as error:
        raise NotRun(error.reason, file) from error
    return Template(file, nodes, parser.has_content, _OLD.search(source) is not None)


class _Parser:
    def __init__(self, pieces: list[Piece]) -> None:
        self._pieces = pieces
        self._at = 0
        self.has_content = False

    def nodes_until_end(self, depth: int, *, in_range: bool) -> list[Node]:
        """The nodes up to the end of the template."""
        nodes, _ = self._nodes(depth, in_range)
        return nodes

    def _nodes(self, depth: int, in_range: bool) -> tuple[list[Node], list[Token]]:
        """The nodes up to an `end` or `else` of theirs, and the tokens of that."""
        nodes: list[Node] = []
        while self._at < len(self._pieces):
            piece = self._pieces[self._at]
            self._at += 1
            if piece.tokens is None:
                if piece.text:
                    nodes.append(Text(piece.text))
                continue
            tokens = _stripped(piece.tokens)
            if not tokens:
                raise NotRun("it has an action without a word")
            word, rest = tokens[0].text if tokens[0].kind == "word" else "", tokens[1:]
            if word in ("end", "else"):
                if not depth:
                    raise NotRun(f"it has an {word} without a beginning")
                return nodes, tokens
            if word in _BLOCKS:
                nodes.append(self._block(word, rest, depth, in_range))
            elif word in _NOT_RUN:
                raise NotRun(f"{word} is not run here")
            elif word in ("break", "continue"):
                if rest or not in_range:
                    raise NotRun(f"it has a {word} outside of a loop")
                nodes.append(Leave(word))
            elif word == "return":
                nodes.append(Leave(word, self._pipeline_of(rest) if _stripped(rest) else None))
            else:
                nodes.append(Action(self._pipeline_of(tokens)))
        if depth:
            raise NotRun("it has a block without an end")
        return nodes, []

    def _block(self, word: str, tokens: list[Token], depth: int, in_range: bool) -> Block:
        if depth >= DEEPEST:
            raise NotRun(f"its blocks are more than {DEEPEST} deep in one another")
        block = Block(word, self._pipeline_of(tokens))
        inside = in_range or word == "range"
        block.body, closing = self._nodes(depth + 1, inside)
        rest = _stripped(closing[1:])
        if closing[0].text == "end":
            if rest:
                raise NotRun("it has an end with more behind it")
        elif not rest:
            block.otherwise, closing = self._nodes(depth + 1, in_range)
            if closing[0].text == "else":
                raise NotRun("it has an else after an else")
        elif rest[0].text in ("if", "with") and rest[0].text == word:
            block.otherwise = [self._block(word, rest[1:], depth + 1, in_range)]  # which takes the end of both
        else:
            raise NotRun(f"else {rest[0].text} in {word} is not run here")
        return block

    def _pipeline_of(self, tokens: list[Token]) -> Pipeline:
        expression = _Expression(tokens)
        pipeline = expression.pipeline_to_end()
        self.has_content = self.has_content or expression.has_content
        return pipeline


class _Expression:
    """The tokens of one action, read from left to right."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self.has_content = False

    def pipeline_to_end(self) -> Pipeline:
        """The pipeline that all of the tokens are."""
        variables, declares = self._variables()
        pipeline = self._pipeline(0)
        if self._at < len(self._tokens):
            raise NotRun("it has a parenthesis without a beginning")
        return Pipeline(pipeline.commands, variables, declares)

    def _variables(self) -> tuple[tuple[str, ...], bool]:
        """`$x :=`, `$x =`, `$i, $e :=`."""
        start = self._at
        names: list[str] = []
        while (token := self._next_word()) is not None and token.kind == "variable":
            names.append(token.text)
            mark = self._next_word()
            if mark is None or mark.text not in (",", ":=", "="):
                break
            if mark.text != ",":
                return tuple(names), mark.text == ":="
        self._at = start
        return (), False

    def _next_word(self) -> Token | None:
        self._skip()
        if self._at >= len(self._tokens):
            return None
        self._at += 1
        return self._tokens[self._at - 1]

    def _skip(self) -> None:
        while self._at < len(self._tokens) and self._tokens[self._at].kind == "space":
            self._at += 1

    def _peek(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _pipeline(self, depth: int) -> Pipeline:
        if depth > DEEPEST // 2:
            raise NotRun(f"its parentheses are more than {DEEPEST // 2} deep in one another")
        commands = [self._command(depth)]
        while (token := self._peek()) is not None and token.text == "|" and token.kind == "mark":
            self._at += 1
            commands.append(self._command(depth))
        return Pipeline(tuple(commands))

    def _command(self, depth: int) -> Command:
        terms: list[Term] = []
        while True:
            self._skip()
            token = self._peek()
            if token is None or (token.kind == "mark" and token.text in ("|", ")")):
                break
            terms.append(self._operand(depth))
        if not terms:
            raise NotRun("it has a command without a word")
        return Command(terms[0], tuple(terms[1:]))

    def _operand(self, depth: int) -> Term:
        token = self._tokens[self._at]
        self._at += 1
        fields: list[str] = []
        start: Term
        if token.kind in ("text", "number", "character"):
            start = Literal(value_of(token))
        elif token.kind == "variable":
            start = Variable(token.text)
        elif token.kind == "dot":
            start = Dot()
        elif token.kind == "field":
            start = Dot()
            fields.append(token.text[1:])
        elif token.kind == "word":
            start = Literal(_WORDS[token.text]) if token.text in _WORDS else Name(token.text)
        elif token.text == "(":
            variables, declares = self._variables()
            inside = self._pipeline(depth + 1)
            start = Pipeline(inside.commands, variables, declares)
            closing = self._peek()
            if closing is None or closing.text != ")":
                raise NotRun("it has a parenthesis without an end")
            self._at += 1
        else:
            raise NotRun(f"{token.text!r} in it has no sense")
        while (token_behind := self._peek()) is not None and token_behind.kind == "field":
            fields.append(token_behind.text[1:])
            self._at += 1
        following = self._peek()
        if following is not None and following.kind != "space" and following.text not in ("|", ")"):
            raise NotRun(f"{following.text!r} in it has no sense")
        if not fields:
            return start
        if isinstance(start, Literal) or (isinstance(start, Dot) and token.kind == "dot"):
            raise NotRun("it asks for a field of what has none")
        self.has_content = self.has_content or not _CONTENT.isdisjoint(fields)
        return Chain(start, tuple(fields))


def _stripped(tokens: list[Token]) -> list[Token]:
    start, end = 0, len(tokens)
    while start < end and tokens[start].kind == "space":
        start += 1
    while end > start and tokens[end - 1].kind == "space":
        end -= 1
    return tokens[start:end]
