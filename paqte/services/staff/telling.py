"""What people are told of what the team decided: kinds of notices, worded by the bot."""

from typing import Final

COMPANY_CONFIRMED: Final = "company_confirmed"
COMPANY_DECLINED: Final = "company_declined"
ACTION_CORRECTED: Final = "action_corrected"
ACTION_DISPUTED: Final = "action_disputed"
PERSON_VERIFIED: Final = "person_verified"
OFFER_HIDDEN: Final = "offer_hidden"
KINDS: Final = frozenset(
    {
        COMPANY_CONFIRMED,
        COMPANY_DECLINED,
        ACTION_CORRECTED,
        ACTION_DISPUTED,
        PERSON_VERIFIED,
        OFFER_HIDDEN,
    }
)
