"""Fields of work that internships are looked for in. Their words: ``reading.fields``."""

from paqte.i18n import N_, Speech

_LABELS = {
    "food": N_("Alimentation et restauration"),
    "beauty": N_("Coiffure et beauté"),
    "mechanics": N_("Mécanique et automobile"),
    "building": N_("Bâtiment"),
    "health": N_("Santé"),
    "care": N_("Petite enfance et social"),
    "education": N_("Enseignement"),
    "culture": N_("Arts et culture"),
    "media": N_("Communication et médias"),
    "digital": N_("Informatique"),
    "finance": N_("Banque et assurance"),
    "law": N_("Droit et justice"),
    "retail": N_("Commerce"),
    "logistics": N_("Transport et logistique"),
    "industry": N_("Industrie"),
    "nature": N_("Agriculture et jardins"),
    "tourism": N_("Hôtellerie et tourisme"),
    "sport": N_("Sport"),
    "security": N_("Sécurité"),
    "public": N_("Service public"),
    "environment": N_("Environnement et énergie"),
    "fashion": N_("Mode et textile"),
    "animals": N_("Animaux"),
    "property": N_("Immobilier"),
    "other": N_("Autre"),
}
FIELDS = tuple(_LABELS)

_BY_NAF = (
    ("10", "food"), ("11", "food"), ("56", "food"), ("47.2", "food"), ("96.02", "beauty"),
    ("45", "mechanics"), ("95", "mechanics"), ("41", "building"), ("42", "building"),
    ("43", "building"), ("71.1", "building"), ("75", "animals"), ("86", "health"),
    ("47.73", "health"), ("87", "care"), ("88", "care"), ("85", "education"), ("90", "culture"),
    ("91", "culture"), ("59", "culture"), ("58", "media"), ("60", "media"), ("73", "media"),
    ("18", "media"), ("62", "digital"), ("63", "digital"), ("61", "digital"), ("64", "finance"),
    ("65", "finance"), ("66", "finance"), ("69.2", "finance"), ("69.1", "law"), ("68", "property"),
    ("46", "retail"), ("47", "retail"), ("49", "logistics"), ("50", "logistics"),
    ("51", "logistics"), ("52", "logistics"), ("53", "logistics"), ("13", "fashion"),
    ("14", "fashion"), ("15", "fashion"), ("55", "tourism"), ("79", "tourism"), ("93", "sport"),
    ("80", "security"), ("84", "public"), ("35", "environment"), ("36", "environment"),
    ("37", "environment"), ("38", "environment"), ("39", "environment"), ("81.2", "environment"),
    ("81.3", "nature"), ("01", "nature"), ("02", "nature"), ("03", "nature"),
)  # fmt: skip
_INDUSTRY = range(16, 34)


def label(field: str, speech: Speech) -> str:
    """« Bâtiment ». Raises ``KeyError`` for what is not a field."""
    return speech.gettext(_LABELS[field])


def of_naf(code: str | None) -> str | None:
    """The field of a NAF code (« 10.71C »: food); ``None`` where it tells none.

    The longest beginning that is listed wins: « 47.73Z », a pharmacy, is health, not retail.
    """
    if not code:
        return None
    found = [(prefix, field) for prefix, field in _BY_NAF if code.startswith(prefix)]
    if found:
        return max(found, key=lambda pair: len(pair[0]))[1]
    return "industry" if code[:2].isdigit() and int(code[:2]) in _INDUSTRY else None
