"""Runs the graph of the model's components in an order that is found once.

Rasa has dask find it at every message and at every prediction, and queue each component as if it
could wait for others: a fifth of what a press of a button costs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphNode, GraphNodeHook, GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.storage import ModelStorage

#: A component's name, the component, and whose outputs it takes.
_Step = tuple[str, GraphNode, tuple[str, ...]]


class OrderedGraphRunner(GraphRunner):
    """Gives the results of Rasa's own runner.

    Args:
        schema: the graph that makes predictions.
        nodes: its components, loaded, by name.
    """

    def __init__(self, schema: GraphSchema, nodes: Mapping[str, GraphNode]) -> None:
        self._schema = schema
        self._nodes = nodes
        self._orders: dict[tuple[str, ...], list[_Step]] = {}

    @classmethod
    def create(
        cls,
        graph_schema: GraphSchema,
        model_storage: ModelStorage,
        execution_context: ExecutionContext,
        hooks: list[GraphNodeHook] | None = None,
    ) -> OrderedGraphRunner:
        """Load the components and make the runner."""
        return cls.of(DaskGraphRunner(graph_schema, model_storage, execution_context, hooks))

    @classmethod
    def of(cls, loaded: DaskGraphRunner) -> OrderedGraphRunner:
        """A runner of the components that Rasa's has loaded."""
        return cls(loaded._graph_schema, loaded._instantiated_nodes)

    def run(
        self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
    ) -> dict[str, Any]:
        """The outputs of ``targets``, by name.

        Args:
            inputs: what the graph takes from outside, by name.
            targets: the components asked for; without them, the schema's.
        """
        wanted = tuple(targets or self._schema.target_names)
        order = self._orders.get(wanted)
        if order is None:
            order = self._orders[wanted] = self._order(wanted)
        done = {name: (name, value) for name, value in (inputs or {}).items()}
        for name, node, needs in order:
            if name not in done:
                # What nobody gives goes by its name alone: the component says what is missing.
                done[name] = node(*(done.get(need, need) for need in needs))
        return dict(done[name] for name in wanted)

    def _order(self, wanted: Sequence[str]) -> list[_Step]:
        """Each component that ``wanted`` depend on, after those whose outputs it takes."""
        needed = self._schema.minimal_graph_schema(list(wanted)).nodes
        order: list[_Step] = []
        seen: set[str] = set()

        def add(name: str) -> None:
            if name in seen or name not in needed:
                return
            seen.add(name)
            needs = tuple(needed[name].needs.values())
            for need in needs:
                add(need)
            order.append((name, self._nodes[name], needs))

        for name in wanted:
            add(name)
        return order
