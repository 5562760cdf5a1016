"""Babel's way into ``domain.yml``: the texts and button titles of its responses."""

from collections.abc import Iterator, Mapping
from typing import IO, Any

import yaml

Found = tuple[int, str | None, str, list[str]]
"""Line, gettext function (none: a plain msgid), message, comments."""


def domain(
    fileobj: IO[bytes],
    keywords: Mapping[str, Any],
    comment_tags: object,
    options: Mapping[str, Any],
) -> Iterator[Found]:
    """Every text and button title of every response, with its line and the response's name."""
    del keywords, comment_tags, options
    root = yaml.compose(fileobj, Loader=yaml.SafeLoader)
    for name, variations in _pairs(_child(root, "responses")):
        if not isinstance(variations, yaml.SequenceNode):
            continue
        for variation in variations.value:
            yield from _of_variation(name.value, variation)


def _of_variation(name: str, variation: yaml.Node) -> Iterator[Found]:
    for key, value in _pairs(variation):
        if key.value == "text" and isinstance(value, yaml.ScalarNode):
            yield _found(value, name)
        elif key.value == "buttons" and isinstance(value, yaml.SequenceNode):
            for button in value.value:
                for field, title in _pairs(button):
                    if field.value == "title":
                        yield _found(title, name)


def _found(node: yaml.Node, name: str) -> Found:
    return node.start_mark.line + 1, None, str(node.value), [name]


def _child(node: yaml.Node | None, key: str) -> yaml.Node | None:
    return next((value for name, value in _pairs(node) if name.value == key), None)


def _pairs(node: yaml.Node | None) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
    return list(node.value) if isinstance(node, yaml.MappingNode) else []
