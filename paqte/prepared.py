"""Statements of tables asked of the driver itself: their text, how values go in and how rows come
out are put together once and kept.

Such a statement is the same text each time. SQLAlchemy's own way to the driver looks it up, sets up
what might be asked about it later, and wraps its rows: several times what SQLite takes for it, and
twice what PostgreSQL and its driver take.
"""

import types
from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, TypeAlias

from sqlalchemy import BindParameter, ClauseElement, Column, Dialect, Executable, Integer, String
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


class _WithConstants(SQLCompiler):
    """Writes what is the same each time as itself, and not as a parameter.

    A parameter that is compared with what an index of some rows alone is about (« WHERE state = ? »
    with an index « WHERE state = 'live' ») has the database plan the statement anew each time it is
    given a value: four times what SQLite takes to run it.
    """

    def visit_bindparam(self, bindparam: BindParameter[Any], *about: Any, **more: Any) -> Any:
        fixed = not bindparam.required and bindparam.callable is None
        if fixed and bindparam.value is not None and isinstance(bindparam.type, String | Integer):
            more["literal_binds"] = True
        visit: Any = super().visit_bindparam
        return visit(bindparam, *about, **more)


@lru_cache(_KEPT)
def _compiler(dialect: Dialect) -> type[SQLCompiler]:
    made: type[SQLCompiler] = types.new_class(
        "Compiler", (_WithConstants, dialect.statement_compiler)
    )
    return made


class Prepared:
    """A statement, for values of certain names.

    Attributes:
        text: what the driver is asked.
    """

    __slots__ = ("_dialect", "_fixed", "_given", "_made", "_named", "_types", "_ways_back", "text")

    def __init__(self, statement: Executable, compiled: SQLCompiler, names: Sequence[str]) -> None:
        self._dialect = dialect = compiled.dialect
        self.text: str = compiled.string
        self._made = _defaults(compiled)
        self._fixed: dict[str, Any] = {}
        self._given: list[tuple[str, str, _Way]] = []
        known = {*names, *self._made}
        for name in compiled.positiontup or compiled.binds:
            bind = compiled.binds[name]
            key = bind.key if bind.key in known else name
            if key not in known:
                if bind.required:
                    raise TypeError(f"no value is given for {name}")
                self._fixed[key] = bind.effective_value
            way = bind.type.dialect_impl(dialect).bind_processor(dialect)
            self._given.append((name, key, way))
        columns = statement.exported_columns if isinstance(statement, ReturnsRows) else None
        self._named = _named(map(str, columns.keys())) if columns else None
        self._types = [column.type.dialect_impl(dialect) for column in columns or ()]
        self._ways_back: list[_Way] | None = None

    def by_place(self, values: Values) -> list[Any]:
        """What a driver is given whose parameters have places."""
        values = self._all(values)
        return [values[key] if way is None else way(values[key]) for _, key, way in self._given]

    def by_name(self, values: Values) -> dict[str, Any]:
        """What a driver is given whose parameters have names."""
        values = self._all(values)
        return {
            name: values[key] if way is None else way(values[key]) for name, key, way in self._given
        }

    def _all(self, values: Values) -> Values:
        if self._made:
            values = {name: make() for name, make in self._made.items()} | dict(values)
        return {**self._fixed, **values} if self._fixed else values

    @property
    def gives_rows(self) -> bool:
        """Whether there is something to fetch, be it nothing."""
        return self._named is not None

    def rows(
        self,
        found: Iterable[Sequence[Any]],
        kinds: Callable[[], Sequence[Any]] | None = None,
    ) -> Rows:
        """What the driver gave.

        Args:
            kinds: of the columns, as the driver says, if it does.
        """
        if self._named is None:
            return Rows()
        if self._ways_back is None:
            said = kinds() if kinds else [None] * len(self._types)
            self._ways_back = [
                type_.result_processor(self._dialect, kind)
                for type_, kind in zip(self._types, said, strict=True)
            ]
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
    compiler = _compiler(dialect)
    compiled = compiler(dialect, statement, column_keys=names, for_executemany=several)
    if (
        compiled.post_compile_params
        or compiled.escaped_bind_names
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
