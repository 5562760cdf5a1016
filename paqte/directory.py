"""The public directory of companies, in the format of the API recherche-entreprises.

The address is ``SIRENE_URL``. Nobody waits long for it: without an answer in time the caller
asks the person instead.
"""

import asyncio
import time
from collections import OrderedDict, deque
from dataclasses import dataclass
from typing import Annotated, Self

import httpx
import structlog
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from paqte.reference import sizes, trades

CALLS_A_SECOND = 7
"""What the API allows one caller (recherche-entreprises.api.gouv.fr/docs)."""
_SECOND_S = 1.1
"""Longer than one: calls may take less time to arrive than those before them did."""
CACHE_S = 2 * 3600
CACHE_SIZE = 2_000
SEARCH_SIZE = 5
MASKED = "[NON-DIFFUSIBLE]"
"""What the API writes in place of what a company keeps to itself."""

log = structlog.stdlib.get_logger(__name__)


class DirectoryUnavailable(Exception):  # noqa: N818 - a state of the world
    """No answer in time, or not one that can be used. Ask the person."""


@dataclass(frozen=True, slots=True)
class Establishment:
    """A place of business. When it is not ``diffusible`` its name and town may be empty."""

    siret: str
    siren: str
    name: str
    legal_name: str
    naf_code: str | None
    trade_label: str | None
    size_band: str | None
    insee_code: str | None
    postcode: str | None
    city: str | None
    open: bool
    diffusible: bool


def _visible(value: object) -> object:
    return None if isinstance(value, str) and (MASKED in value or not value.strip()) else value


_Text = Annotated[str | None, BeforeValidator(_visible)]


class _Place(BaseModel):
    model_config = ConfigDict(extra="ignore")

    siret: str
    activite_principale: _Text = None
    code_postal: _Text = None
    commune: _Text = None
    libelle_commune: _Text = None
    etat_administratif: str | None = None
    nom_commercial: _Text = None
    liste_enseignes: list[str] | None = None
    statut_diffusion_etablissement: str | None = None


class _Unit(BaseModel):
    model_config = ConfigDict(extra="ignore")

    siren: str
    nom_complet: str | None = None
    nom_raison_sociale: str | None = None
    activite_principale: _Text = None
    tranche_effectif_salarie: str | None = None
    etat_administratif: str | None = None
    statut_diffusion: str | None = None
    siege: _Place | None = None
    matching_etablissements: list[_Place] = Field(default_factory=list)


class _Answer(BaseModel):
    results: list[_Unit]


class Directory:
    """A client of the directory, with its memory and its pace. One for a process.

    Args:
        timeout_s: how long a caller waits for an answer, its turn included.
        calls_a_second: that many leave at once; more wait their turn.
    """

    def __init__(
        self,
        base_url: str,
        timeout_s: float = 2.0,
        client: httpx.AsyncClient | None = None,
        calls_a_second: int = CALLS_A_SECOND,
    ) -> None:
        self._base_url = base_url.rstrip("/")
        self._timeout_s = timeout_s
        self._client = client or httpx.AsyncClient(headers={"Accept": "application/json"})
        self._owns_client = client is None
        self._memory: OrderedDict[tuple[str, str | None], tuple[float, list[_Unit]]] = OrderedDict()
        self._last_calls: deque[float] = deque(maxlen=calls_a_second)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections it opened."""
        if self._owns_client:
            await self._client.aclose()

    async def by_siret(self, siret: str) -> Establishment | None:
        """The establishment of this SIRET, open or closed; ``None`` if there is none.

        Raises:
            DirectoryUnavailable: nobody knows now.
        """
        for unit in await self._ask(siret, None):
            places = [*unit.matching_etablissements, *([unit.siege] if unit.siege else [])]
            for place in places:
                if place.siret == siret:
                    return _establishment(unit, place)
        return None

    async def search(self, query: str, department: str | None = None) -> list[Establishment]:
        """Open establishments for a name or a SIREN, the likeliest first, at most five.

        Raises:
            DirectoryUnavailable: nobody knows now.
        """
        found: dict[str, Establishment] = {}
        for unit in await self._ask(query, department):
            places = unit.matching_etablissements or ([unit.siege] if unit.siege else [])
            for place in places:
                establishment = _establishment(unit, place)
                if establishment.open:
                    found.setdefault(establishment.siret, establishment)
        return list(found.values())[:SEARCH_SIZE]

    async def _ask(self, query: str, department: str | None) -> list[_Unit]:
        key = (" ".join(query.split()).lower(), department)
        now = time.monotonic()
        if key in self._memory:
            at, units = self._memory[key]
            if now - at < CACHE_S:
                self._memory.move_to_end(key)
                return units
        units = await self._fetch(query, department)
        self._memory[key] = (now, units)
        self._memory.move_to_end(key)
        while len(self._memory) > CACHE_SIZE:
            self._memory.popitem(last=False)
        return units

    async def _fetch(self, query: str, department: str | None) -> list[_Unit]:
        params = {"q": query, "page": "1", "per_page": str(SEARCH_SIZE)}
        if department:
            params["departement"] = department
        try:
            async with asyncio.timeout(self._timeout_s):
                await self._wait_for_slot()
                response = await self._get(params)
            response.raise_for_status()
            return _Answer.model_validate_json(response.content).results
        except (TimeoutError, httpx.HTTPError, ValidationError) as error:
            status = (
                error.response.status_code if isinstance(error, httpx.HTTPStatusError) else None
            )
            if status in (400, 404):
                # The API refuses some queries (too short, nothing to look for) this way.
                return []
            log.warning("directory_unavailable", error=type(error).__name__, status=status)
            raise DirectoryUnavailable(type(error).__name__) from error

    async def _get(self, params: dict[str, str]) -> httpx.Response:
        url = f"{self._base_url}/search"
        try:
            return await self._client.get(url, params=params, timeout=self._timeout_s)
        except httpx.ConnectError:
            # Nothing was sent: asking once more cannot do harm.
            return await self._client.get(url, params=params, timeout=self._timeout_s)

    async def _wait_for_slot(self) -> None:
        now = time.monotonic()
        calls = self._last_calls
        slot = now if len(calls) < (calls.maxlen or 0) else max(now, calls[0] + _SECOND_S)
        calls.append(slot)
        if slot > now:
            await asyncio.sleep(slot - now)


def _establishment(unit: _Unit, place: _Place) -> Establishment:
    masked = MASKED in f"{unit.nom_complet}{unit.nom_raison_sociale}"
    diffusible = (
        not masked
        and unit.statut_diffusion in (None, "O")
        and place.statut_diffusion_etablissement in (None, "O")
    )
    legal = "" if masked else (unit.nom_raison_sociale or unit.nom_complet or "").strip()
    signs = [sign for sign in place.liste_enseignes or [] if _visible(sign)]
    naf = trades.normalise(place.activite_principale or unit.activite_principale)
    return Establishment(
        siret=place.siret,
        siren=unit.siren,
        name=place.nom_commercial or (signs[0] if signs else legal),
        legal_name=legal,
        naf_code=naf,
        trade_label=trades.trade(naf),
        size_band=sizes.from_insee(unit.tranche_effectif_salarie),
        insee_code=place.commune,
        postcode=place.code_postal,
        city=place.libelle_commune,
        open=place.etat_administratif == "A" and unit.etat_administratif in (None, "A"),
        diffusible=diffusible,
    )
