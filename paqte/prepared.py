"""Statements of tables asked of SQLite's driver itself: their text, how values go in and how rows
come out are put together once and kept.

Such a statement is the same text each time. SQLAlchemy's own way to the driver looks it up, sets up
what might be asked about it later, and wraps its rows: several times what SQLite takes for it.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, TypeAlias

from sqlalchemy import BindParameter, ClauseElement, Column, Dialect, Executable, Integer, String
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.selectable import ReturnsRows

Values: TypeAlias = Mapping[str, Any]
"""Of a statement's parameters, by name."""

_Way: TypeAlias = Callable[[Any], Any] | None
"""From a value of ours to one of the driver's, or back; ``None``: it stays as it is."""

_KEPT: Final = 500
"""Statements: more than the program has that are put together once."""


class Rows:
    """All that a statement gave: rows whose columns are read by name."""

    __slots__ = ("_found",)

    def __init__(self, found: Sequence[Any] = ()) -> None:
        self._found = found

    def first(self) -> Any:
        """The first row; ``None``: there is none."""
        return self._found[0] if self._found else None

    def mappings(self) -> list[dict[str, Any]]:
        """Each row as a dictionary."""
        return [row._asdict() for row in self._found]

    def scalar(self) -> Any:
        """The first column of the first row; ``None``: there is none."""
        return self._found[0][0] if self._found else None


class _WithConstants(SQLiteCompiler):
    """Writes what is the same each time as itself, and not as a parameter.

    A parameter that is compared with what an index of some rows alone is about (« WHERE state = ? »
    with an index « WHERE state = 'live' ») has SQLite plan the statement anew each time it is given
    a value: four times what running it takes.
    """

    def visit_bindparam(self, bindparam: BindParameter[Any], *about: Any, **more: Any) -> Any:
        fixed = not bindparam.required and bindparam.callable is None
        if fixed and bindparam.value is not None and isinstance(bindparam.type, String | Integer):
            more["literal_binds"] = True
        visit: Any = super().visit_bindparam
        return visit(bindparam, *about, **more)


class Prepared:
    """A statement, for values of certain names.

    Attributes:
        text: what the driver is asked.
    """

    __slots__ = ("_fixed", "_given", "_made", "_named", "_ways_back", "text")

    def __init__(self, statement: Executable, compiled: SQLCompiler, names: Sequence[str]) -> None:
        dialect = compiled.dialect
        self.text: str = compiled.string
        self._made = _defaults(compiled)
        self._fixed: dict[str, Any] = {}
        self._given: list[tuple[str, _Way]] = []
        known = {*names, *self._made}
        for name in compiled.positiontup or ():
            bind = compiled.binds[name]
            key = bind.key if bind.key in known else name
            if key not in known:
                if bind.required:
                    raise TypeError(f"no value is given for {name}")
                self._fixed[key] = bind.effective_value
            self._given.append((key, bind.type.dialect_impl(dialect).bind_processor(dialect)))
        columns = statement.exported_columns if isinstance(statement, ReturnsRows) else None
        self._named: Any = None
        self._ways_back: list[_Way] = []
        if columns:
            self._named = _named(map(str, columns.keys()))
            self._ways_back = [
                column.type.dialect_impl(dialect).result_processor(dialect, None)
                for column in columns
            ]

    def parameters(self, values: Values) -> list[Any]:
        """What the driver is given with the text."""
        if self._made:
            values = {name: make() for name, make in self._made.items()} | dict(values)
        if self._fixed:
            values = {**self._fixed, **values}
        return [values[key] if way is None else way(values[key]) for key, way in self._given]

    def rows(self, found: Iterable[Sequence[Any]]) -> Rows:
        """What the driver gave."""
        if self._named is None:
            return Rows()
        return Rows([self._named._make(map(_back, self._ways_back, row)) for row in found])


def _named(names: Iterable[str]) -> Any:
    """What a row with these columns is; one that has no name of its own is read by its place."""
    return namedtuple("Row", names, rename=True)


def _back(way: _Way, value: Any) -> Any:
    return value if way is None else way(value)


@lru_cache(_KEPT)
def prepared(
    statement: Executable, dialect: Dialect, names: tuple[str, ...], *, several: bool = False
) -> Prepared | None:
    """``statement`` for values of these names.

    ``None``: its text depends on the values, or what it gives on more than its text.

    Args:
        several: whether it is run for several sets of values at once.
    """
    if not isinstance(statement, ClauseElement):
        return None
    compiled = _WithConstants(dialect, statement, column_keys=names, for_executemany=several)
    if (
        compiled.post_compile_params
        or compiled.literal_execute_params
        or any(bind.callable is not None for bind in compiled.binds.values())
        or (several and compiled.effective_returning)
    ):
        return None
    return Prepared(statement, compiled, names)


def _defaults(compiled: SQLCompiler) -> dict[str, Callable[[], Any]]:
    """How the columns that get their values here, and were given none, get them."""
    inserted = [(column, column.default) for column in compiled.insert_prefetch]
    updated = [(column, column.onupdate) for column in compiled.update_prefetch]
    return {column.key: _maker(column, default) for column, default in [*inserted, *updated]}


def _maker(column: Column[Any], default: Any) -> Callable[[], Any]:
    if default is not None and default.is_scalar:
        return lambda: default.arg
    if default is not None and default.is_callable:
        return lambda: default.arg(None)
    raise TypeError(f"no way to make a value of {column} is known")
