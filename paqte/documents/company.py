"""What every document says of the company at its head."""

from paqte.i18n import N_, Speech
from paqte.models import Company

PROGRAMME_LONG = N_("{programme} · Pacte avec les quartiers pour toutes les entreprises")
REFERENCE, SIRET, TOWN = N_("Référence"), N_("SIRET"), N_("Commune")


def facts(company: Company, speech: Speech) -> list[list[str]]:
    """Pairs of a heading and its value; what is not known is left out."""
    town = f"{company.town} ({company.department})" if company.department else company.town
    found: list[tuple[str, str | None]] = [
        (REFERENCE, company.reference),
        (SIRET, _spaced(company.siret)),
        (TOWN, town),
    ]
    return [[speech.gettext(name), value] for name, value in found if value]


def _spaced(siret: str | None) -> str | None:
    """« 800 000 010 00010 »."""
    if siret is None:
        return None
    return "\u00a0".join((siret[:3], siret[3:6], siret[6:9], siret[9:]))
