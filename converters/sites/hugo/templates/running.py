"""A template run: its nodes one after the other, its values asked for field by field."""

from collections.abc import Callable, Mapping

from converters.sites.hugo.templates.bounds import DEEPEST_PARTIAL, Bounds, NotRun
from converters.sites.hugo.templates.escaping import Writing
from converters.sites.hugo.templates.syntax import (
    Action,
    Block,
    Chain,
    Command,
    Dot,
    Literal,
    Name,
    Node,
    Pipeline,
    Template,
    Term,
    Text,
    Variable,
)
from converters.sites.hugo.templates.values import Fields, Method, Params, SafeHtml, called, is_true

Functions = Mapping[str, Method]
_LAZY = ("and", "or")


class _Left(Exception):
    """A loop or a template is left."""

    def __init__(self, word: str, value: object = None) -> None:
        super().__init__(word)
        self.word, self.value = word, value


class Run:
    """One template on its way, with what it was given and the variables that it makes."""

    def __init__(
        self,
        functions: Functions,
        partial_of: Callable[[str], Template],
        bounds: Bounds,
        given: object,
        depth: int = 0,
    ) -> None:
        self._functions, self._partial_of, self._bounds = functions, partial_of, bounds
        self._given = given
        self._scopes: list[dict[str, object]] = [{"$": given}]
        self._writing = Writing(bounds)
        self._depth = depth
        """Partials in one another."""

    def shown(self, template: Template) -> object:
        """What a template shows, or returns. Raises NotRun, which names the file."""
        try:
            self._nodes(template.nodes, self._given)
        except _Left as left:
            if left.word == "return":
                if not self._depth:
                    raise NotRun("it has a return outside of a partial", template.file) from left
                return left.value
        except NotRun as error:
            raise NotRun(error.reason, error.file or template.file) from error
        except RecursionError as error:
            raise NotRun("it is nested too deep", template.file) from error
        except ValueError as error:  # half a letter, as JSON may hold it, has no place in an address
            raise NotRun("it shows what is no text", template.file) from error
        return SafeHtml(self._writing.text)

    def _nodes(self, nodes: list[Node], dot: object) -> None:
        for node in nodes:
            self._bounds.spend(1)
            if isinstance(node, Text):
                self._writing.literal(node.text)
            elif isinstance(node, Action):
                value = self._pipeline(node.pipeline, dot)
                if not node.pipeline.variables:
                    self._writing.value(value)
            elif isinstance(node, Block):
                self._scopes.append({})
                if node.word == "range":
                    self._range(node, dot)
                else:
                    value = self._pipeline(node.pipeline, dot)
                    if is_true(value):
                        self._nodes(node.body, value if node.word == "with" else dot)
                    else:
                        self._nodes(node.otherwise, dot)
                self._scopes.pop()
            else:
                raise _Left(node.word, self._pipeline(node.pipeline, dot) if node.pipeline else None)

    def _range(self, node: Block, dot: object) -> None:
        variables = node.pipeline.variables
        value = self._pipeline(Pipeline(node.pipeline.commands), dot)
        scope = len(self._scopes)
        rounds = 0
        for key, each in _rounds(value, self._bounds):
            rounds += 1
            self._bounds.spend(1)
            self._scopes.append({})
            taken = (key, each)[-len(variables) :] if variables else ()
            if len(variables) > 2:
                raise NotRun("it has a loop with more than two variables")
            for name, held in zip(variables, taken, strict=True):
                self._set(name, held, declares=node.pipeline.declares)
            try:
                self._nodes(node.body, each)
            except _Left as left:
                if left.word == "return":
                    raise
                if left.word == "break":
                    break
            finally:
                del self._scopes[scope:]
        if not rounds:
            self._nodes(node.otherwise, dot)

    def _set(self, name: str, value: object, *, declares: bool) -> None:
        if declares:
            self._scopes[-1][name] = value
            return
        for scope in reversed(self._scopes):
            if name in scope:
                scope[name] = value
                return
        raise NotRun(f"it has no variable {name}")

    def _pipeline(self, pipeline: Pipeline, dot: object) -> object:
        value: object = None
        for at, command in enumerate(pipeline.commands):
            value = self._command(command, dot, [value] if at else [])
        for name in pipeline.variables:
            self._set(name, value, declares=pipeline.declares)
        return value

    def _command(self, command: Command, dot: object, piped: list[object]) -> object:
        self._bounds.spend(1)
        word = command.word
        if isinstance(word, Name) and word.name in _LAZY:
            return self._lazy(word.name, command.arguments, dot, piped)
        if isinstance(word, Name | Chain):
            arguments = [self._term(each, dot) for each in command.arguments]
            return self._called(word, dot, [*arguments, *piped])
        if command.arguments or piped:
            raise NotRun("it gives arguments to what takes none")
        return self._term(word, dot)

    def _lazy(self, name: str, terms: tuple[Term, ...], dot: object, piped: list[object]) -> object:
        """`and`, `or`: the first that decides, and no more is looked at."""
        value: object = None
        for term in terms:
            value = self._term(term, dot)
            if is_true(value) == (name == "or"):
                return value
        if not terms and not piped:
            raise NotRun(f"{name} is given nothing")
        return piped[0] if piped else value

    def _term(self, term: Term, dot: object) -> object:
        if isinstance(term, Literal):
            return term.value
        if isinstance(term, Dot):
            return dot
        if isinstance(term, Variable):
            for scope in reversed(self._scopes):
                if term.name in scope:
                    return scope[term.name]
            raise NotRun(f"it has no variable {term.name}")
        if isinstance(term, Pipeline):
            return self._pipeline(term, dot)
        return self._called(term, dot, [])

    def _called(self, term: Name | Chain, dot: object, arguments: list[object]) -> object:
        """What a function, or the last of some fields, makes of its arguments."""
        if isinstance(term, Name):
            return self._function(term.name, arguments)
        fields, was_mapping = term.fields, False
        if isinstance(term.start, Name):
            family = f"{term.start.name}.{fields[0]}"
            if family in self._functions or family.partition(".")[0] == "partials":
                if len(fields) == 1:
                    return self._function(family, arguments)
                value, fields = self._function(family, []), fields[1:]
            else:
                value = self._function(term.start.name, [])
        else:
            value = self._term(term.start, dot)
        for at, name in enumerate(fields):
            self._bounds.spend(1)
            if value is None and at and was_mapping:
                return None  # below a key that is not there, nothing is there
            was_mapping = isinstance(value, Mapping)
            value = _field(value, name, arguments if at == len(fields) - 1 else [])
            self._bounds.take(value)
        return value

    def _function(self, name: str, arguments: list[object]) -> object:
        if name in ("partial", "partialCached", "partials.Include", "partials.IncludeCached"):
            return self._partial(arguments, is_cached=name.endswith("Cached"))
        method = self._functions.get(name)
        if method is None:
            raise NotRun(f"the function {name} is not run here")
        self._bounds.spend(1)
        for argument in arguments:
            self._bounds.take(argument)
        value = called(method, arguments, name)
        self._bounds.take(value)
        return value

    def _partial(self, arguments: list[object], *, is_cached: bool) -> object:
        if not arguments or not isinstance(arguments[0], str) or (len(arguments) > 2 and not is_cached):
            raise NotRun("partial is given what it does not take")
        if self._depth >= DEEPEST_PARTIAL:
            raise NotRun(f"partials are more than {DEEPEST_PARTIAL} deep in one another")
        template = self._partial_of(str(arguments[0]))
        given = arguments[1] if len(arguments) > 1 else None
        return Run(self._functions, self._partial_of, self._bounds, given, self._depth + 1).shown(template)


def _field(value: object, name: str, arguments: list[object]) -> object:
    if isinstance(value, Fields):
        return value.field(name, arguments)
    if isinstance(value, Mapping):
        if arguments:
            raise NotRun(f".{name} is given arguments and takes none")
        return value.get(name.lower() if isinstance(value, Params) else name)
    raise NotRun(f"it asks for .{name} of {'nothing' if value is None else 'what has no fields'}")


def _rounds(value: object, bounds: Bounds) -> list[tuple[object, object]]:
    """What a loop goes over: places and values, keys and values, or numbers."""
    if value is None:
        return []
    if isinstance(value, bool) or not isinstance(value, list | Mapping | int):
        raise NotRun("it loops over what is no list")
    if isinstance(value, int):
        bounds.spend(max(value, 0))
        return [(number, number) for number in range(value)]
    bounds.spend(len(value) // 20)
    if isinstance(value, list):
        return list(enumerate(value))
    return [(key, value[key]) for key in sorted(value)]
