"""Leaves out the heavy libraries of the parts of Rasa that are not used here.

Importing ``rasa.core.agent`` imports TensorFlow, the clients of a dozen messengers and of two
cloud databases: 12 of 18 seconds and more than half of the memory, for classes that no part of
this engine ever makes. ``leave_out()`` puts stand-ins in their place: names that can be imported,
subclassed and named in annotations, and that refuse to be used.
"""

# ruff: noqa: ARG002 - the signatures are Rasa's or Python's
from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any

#: Libraries behind DIET, TED, the messenger channels and the cloud tracker stores.
UNUSED = frozenset(
    {
        "aiogram",
        "boto3",
        "botocore",
        "cachecontrol",
        "fbmessenger",
        "google.auth",
        "google.oauth2",
        "keras",
        "mattermostwrapper",
        "matplotlib",
        "pymongo",
        "rocketchat_API",
        "slack_sdk",
        "socketio",
        "tensorflow",
        "tensorflow_hub",
        "tensorflow_text",
        "twilio",
        "webexteamssdk",
    }
)


class LeftOutError(RuntimeError):
    """Something tried to use a library that the engine runs without."""


class _StandInType(type):
    """Type of every stand-in: any attribute is a stand-in again."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _stand_in(f"{cls.__module__}.{cls.__qualname__}", name)

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        if getattr(cls, "__stand_in__", None) is not cls:
            raise LeftOutError(f"{cls.__qualname__} needs a library that this engine leaves out.")
        return cls  # a decorator or a factory at import time


def _stand_in(parent: str, name: str) -> Any:
    # An Exception, so that an `except` clause may name it.
    made = _StandInType(name, (Exception,), {"__module__": parent})
    made.__stand_in__ = made
    return made


class _StandInModule(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        made = _stand_in(self.__name__, name)
        setattr(self, name, made)
        return made


class _StandInFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the stand-ins for the names in ``UNUSED`` and for all below them."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        parts = fullname.split(".")
        if any(".".join(parts[:n]) in UNUSED for n in range(1, len(parts) + 1)):
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _StandInModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing runs: the module makes its names when asked for them."""


def leave_out() -> None:
    """Put the stand-ins in place; to be called before the first import of Rasa."""
    if not any(isinstance(finder, _StandInFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _StandInFinder())
