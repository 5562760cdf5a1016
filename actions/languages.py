"""Other languages: which one a message is in, and what is said of it."""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from actions.turn import Turn
from paqte.database import UnitOfWork
from paqte.i18n import N_
from paqte.services import conversations

READ_AND_ANSWERED = ("fr", "en")
#: Each in its own words; the answers that follow are in French or English.
IN_ITS_WORDS: Mapping[str, str] = {
    "ar": "أفهم القليل من العربية، لكنني أجيب بالفرنسية أو الإنجليزية. استعمال الأزرار أسهل.",
    "es": "Entiendo un poco el español, pero respondo en francés o en inglés. "
    "Con los botones es más fácil.",
    "it": "Capisco un po’ l’italiano, ma rispondo in francese o in inglese. "
    "Con i pulsanti è più facile.",
    "pt": "Percebo um pouco de português, mas respondo em francês ou em inglês. "
    "Com os botões é mais fácil.",
    "tr": "Biraz Türkçe anlıyorum, ama Fransızca veya İngilizce yanıt veriyorum. "
    "Düğmelerle daha kolay.",
}
ANSWERED_IN = N_("Je réponds en français ou en anglais ; avec les boutons, c’est plus sûr.")
#: The share of French and English from which a text may be theirs: Spanish and Portuguese may well
#: share the rest. Of 15,782 French and English sentences three are taken for another language.
AT_MOST_OURS = 0.03
#: Fewer words tell too little: « Casa Lusitana » is a company.
FEWEST_WORDS = 3
#: Messages, both ways: who wrote in French for so long may well be told again.
LOOKED_THROUGH = 200


def foreign(text: str) -> str | None:
    """The code of the language of ``text``, if it is surely one of ``IN_ITS_WORDS``."""
    if len(text.split()) < FEWEST_WORDS:
        return None
    ranked = _identifier().rank(text.lower())
    ours = sum(share for language, share in ranked if language in READ_AND_ANSWERED)
    return str(ranked[0][0]) if ours <= AT_MOST_OURS else None


async def to_be_told(
    turn: Turn, reading: Callable[[], AbstractAsyncContextManager[UnitOfWork]]
) -> str | None:
    """The foreign language of the message, unless the person was told about it before.

    What was said tells, not what was heard: of a conversation, an action sees this turn only.

    Args:
        reading: opens a look at the data.
    """
    language = foreign(turn.answer.typed) if turn.answer.typed else None
    if language is None:
        return None
    async with reading() as uow:
        said = await conversations.history(uow, turn.conversation_id, LOOKED_THROUGH)
    begins = IN_ITS_WORDS[language]
    told = any(one.direction == "out" and (one.text or "").startswith(begins) for one in said)
    return None if told else language


@cache
def _identifier() -> LanguageIdentifier:
    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    found.set_languages([*READ_AND_ANSWERED, *IN_ITS_WORDS])
    return found
