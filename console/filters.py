"""The list of conversations as addresses say it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field, field_validator

from console import days
from console.days import Day
from paqte.services.staff.inbox import Cursor, Wanted
from paqte.services.staff.lines import Speaks, State


class Filters(BaseModel):
    """The list as its address says it. What makes no sense counts as not asked."""

    model_config = ConfigDict(extra="ignore")

    etat: State | None = None
    moi: bool = False
    mentions: bool = False
    libres: bool = False
    departement: str | None = Field(None, max_length=3)
    qui: Speaks | None = None
    intention: str | None = Field(None, max_length=60)
    sous: int | None = Field(None, ge=0, le=100)
    formulaire: str | None = Field(None, max_length=60)
    depuis: Day | None = None
    jusqu: Day | None = None
    etiquette: str | None = Field(None, max_length=40)
    mots: str | None = Field(None, max_length=100)
    apres: str | None = Field(None, max_length=80)

    @field_validator("*", mode="wrap")
    @classmethod
    def _or_nothing(cls, value: Any, handler: Any) -> Any:
        if value == "":
            return None
        try:
            return handler(value)
        except ValueError:
            return None

    def wanted(self) -> Wanted:
        """As the service takes it."""
        return Wanted(
            state=self.etat,
            mine=bool(self.moi),
            mentioned=bool(self.mentions),
            unassigned=bool(self.libres),
            department=self.departement,
            speaks=self.qui,
            intent=self.intention,
            below=self.sous / 100 if self.sous is not None else None,
            form=self.formulaire,
            since=self.depuis,
            until=self.jusqu,
            words=self.mots,
            label=self.etiquette,
        )

    def cursor(self) -> Cursor | None:
        """Where the page begins."""
        at, _, identity = (self.apres or "").partition("_")
        moment = days.moment(at)
        return Cursor(moment, identity) if moment and identity else None

    def address(self, **changes: Any) -> str:
        """The list with these changes, from its first page."""
        told = self.model_dump(exclude_none=True, exclude={"apres"}, mode="json") | changes
        said = _question(told)
        return f"/?{said}" if said else "/"

    def followed(self) -> str:
        """The list, as the address of what follows it says it."""
        return _question({"liste": True} | self.model_dump(exclude_none=True, mode="json"))


def _question(told: dict[str, Any]) -> str:
    return urlencode(
        {name: value for name, value in told.items() if value not in (None, False, "")}
    )
