"""A code sent by e-mail shows that who writes for a school works there."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import delete

from paqte import clock
from paqte.crypto import keyed_hash
from paqte.database import UnitOfWork
from paqte.errors import Refusal
from paqte.i18n import N_, Speech
from paqte.models import EmailCode, Organisation, OrganisationMember
from paqte.reference.academies import academy_of
from paqte.services import organisations

LIFE = timedelta(minutes=30)
MOST_TRIES = 5
_PURPOSE = "email-code"


class WrongCode(Refusal):
    """Not the code that was sent."""

    message = N_("Ce n’est pas le bon code. Il a six chiffres. Essais restants : {left}.")

    def __init__(self, left: int) -> None:
        super().__init__("wrong code")
        self._left = left

    def values(self, speech: Speech) -> Mapping[str, object]:
        del speech
        return {"left": self._left}


class CodeGone(Refusal):
    """Too old, tried too often, or never sent."""

    message = N_("Ce code n’est plus valable. Demandez-en un nouveau.")


def address_shows(organisation: Organisation, email: str | None) -> bool:
    """Whether the address is one of the staff of the school's own académie."""
    academy = academy_of(organisation.department)
    domain = (email or "").lower().partition("@")[2]
    if academy is None or organisation.uai is None:
        return False
    return any(domain == one or domain.endswith(f".{one}") for one in academy.domains)


async def make(uow: UnitOfWork, member: OrganisationMember) -> str:
    """A new code for this person, six digits; the one before is void. Only its print is kept."""
    code = organisations.new_code()
    await uow.session.execute(delete(EmailCode).where(EmailCode.member_id == member.id))
    uow.session.add(
        EmailCode(
            member_id=member.id,
            code_hash=_print(member.id, code),
            expires_at=clock.now() + LIFE,
            tries=0,
        )
    )
    await uow.session.flush()
    return code


async def check(uow: UnitOfWork, member_id: str, code: str) -> None:
    """Verify the person by the code they copied. A wrong try counts: the caller commits it too.

    Raises:
        WrongCode, CodeGone.
    """
    sent = await uow.session.get(EmailCode, member_id, with_for_update=True)
    if sent is None or sent.expires_at <= clock.now() or sent.tries >= MOST_TRIES:
        raise CodeGone("gone")
    sent.tries += 1
    await uow.session.flush()
    if sent.code_hash != _print(member_id, code):
        if sent.tries >= MOST_TRIES:
            raise CodeGone("too many tries")
        raise WrongCode(MOST_TRIES - sent.tries)
    await organisations.verify(uow, member_id, "email")
    await uow.session.delete(sent)
    await uow.session.flush()


def _print(member_id: str, code: str) -> str:
    return keyed_hash(_PURPOSE, f"{member_id}:{code}")
