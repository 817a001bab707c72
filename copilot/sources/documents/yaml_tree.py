"""YAML read guarded: with line numbers, without bombs, double keys reported."""

from collections.abc import Iterator
from typing import Any

import yaml
from yaml.reader import ReaderError

from copilot.errors import SourceError

LINE = "__line__"
"""Key under which each mapping carries the line it starts on."""

MAX_NODES = 100_000
"""So many values may a file unfold to once its aliases are followed."""


class _Loader(yaml.SafeLoader):
    """Safe loader that remembers lines and double keys."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.doubles: list[tuple[str, int]] = []

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        del deep  # mappings are always built whole, since the line is added to them
        self._note_doubles(node)
        made: dict[Any, Any] = super().construct_mapping(node, deep=True)
        made[LINE] = node.start_mark.line + 1
        return made

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """Keep a value that only looks like a date or number, like 2026-02-31, as it stands."""
        try:
            return super().construct_object(node, deep=deep)
        except ValueError:  # only scalars raise it
            return node.value

    def _note_doubles(self, node: yaml.MappingNode) -> None:
        seen: set[str] = set()
        for key, _ in node.value:
            name = str(key.value)
            if name in seen:
                self.doubles.append((name, key.start_mark.line + 1))
            seen.add(name)


def load_yaml(text: str, shown: str) -> Iterator[tuple[Any, list[tuple[str, int]]]]:
    """Yield each YAML document with the keys that stand twice in it, and their lines.

    Raises:
        SourceError: it is malformed (names the line) or unfolds beyond reason.
    """
    loader = None
    try:
        loader = _Loader(text)
        while loader.check_node():
            node = loader.get_node()
            if node is None:
                return
            _refuse_bomb(node, {}, set(), shown)
            yield loader.construct_document(node), loader.doubles
            loader.doubles = []
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f", line {mark.line + 1}" if mark else ""
        raise SourceError(
            f"{shown}{line}: is no valid YAML ({error.problem}); check indentation and quotes"
        ) from error
    except ReaderError as error:
        place = text.count("\n", 0, error.position) + 1
        raise SourceError(
            f"{shown}, line {place}: holds the character U+{ord(text[error.position]):04X},"
            " which YAML does not allow; remove it"
        ) from error
    except RecursionError as error:
        depth = loader.line + 1 if loader else 1
        raise SourceError(
            f"{shown}, line {depth}: nests too deep to be read; write goals with a few levels"
        ) from error
    finally:
        if loader is not None:
            loader.dispose()


def _refuse_bomb(node: yaml.Node, known: dict[int, int], path: set[int], shown: str) -> int:
    """Count what a node unfolds to; SourceError beyond the limit or where it holds itself."""
    if id(node) in known:
        return known[id(node)]
    if id(node) in path:
        raise _bomb(node, shown)
    path.add(id(node))
    total = 1 + sum(_refuse_bomb(child, known, path, shown) for child in _children(node))
    path.discard(id(node))
    if total > MAX_NODES:
        raise _bomb(node, shown)
    known[id(node)] = total
    return total


def _children(node: yaml.Node) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.SequenceNode):
        yield from node.value
    elif isinstance(node, yaml.MappingNode):
        for pair in node.value:
            yield from pair


def _bomb(node: yaml.Node, shown: str) -> SourceError:
    return SourceError(
        f"{shown}, line {node.start_mark.line + 1}: its aliases unfold to more than {MAX_NODES:,}"
        " values; write the goals out"
    )
