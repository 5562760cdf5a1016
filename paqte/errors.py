"""What goes wrong on purpose: rules that say no, and set-ups that cannot work."""

from collections.abc import Mapping
from typing import ClassVar

from markupsafe import Markup

from paqte.i18n import N_, Speech


class Refusal(Exception):  # noqa: N818 - a rule's answer, not a fault of the program
    """A rule said no. A subclass sets ``message`` and, if it has blanks, ``values``.

    The sentence says what is wrong and what would be right, and never more than the person
    who reads it may know.
    """

    message: ClassVar[str] = N_("Ce n’est pas possible. Vous pouvez demander à parler à quelqu’un.")

    def values(self, speech: Speech) -> Mapping[str, object]:
        """What fills the blanks of ``message``, worded for ``speech``."""
        del speech
        return {}

    def sentence(self, speech: Speech) -> Markup:
        """The sentence for the person, Telegram HTML, values escaped."""
        return speech.say(self.message, **self.values(speech))


class ConfigurationError(Exception):
    """The program cannot start as it is set up. ``str()`` is one sentence that says what to do."""


class OperatorError(Exception):
    """What was asked for on the command line cannot be done. ``str()`` is one sentence."""
