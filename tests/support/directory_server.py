"""A local directory of companies that answers in the format of the API recherche-entreprises.

``python -m tests.support.directory_server --port 8090``, then ``SIRENE_URL=http://127.0.0.1:8090``.
The companies are made up; their numbers are valid. Asking for some of them is asking for trouble:

==================  ==========================================================
80000001000010      a bakery in Cergy, open
80000005100014      a hairdresser in Saint-Denis, open, with a trade sign
80000002800012      a garage in Pontoise, closed
80000003600023      a sole trader who keeps their name to themselves
90000004300019      never answers
81234567600033      500
80000006900016      429
80000007700019      answers something that is no JSON
any other           an empty list
==================  ==========================================================

Names are searched by their words: « fournil » finds two bakeries, in Cergy and in Créteil.
"""

import argparse
import unicodedata
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

OPEN = "80000001000010"
WITH_SIGN = "80000005100014"
CLOSED = "80000002800012"
MASKED = "80000003600023"
SLOW = "90000004300019"
BROKEN = "81234567600033"
BUSY = "80000006900016"
GIBBERISH = "80000007700019"

HIDDEN = "[NON-DIFFUSIBLE]"


def _unit(
    siret: str,
    name: str,
    naf: str,
    place: tuple[str, str, str],
    *,
    size: str = "03",
    open_: bool = True,
    visible: bool = True,
    sign: str | None = None,
) -> dict[str, Any]:
    """One company whose only establishment is its seat. ``place``: INSEE code, postcode, town."""
    insee, postcode, town = place
    where = {
        "siret": siret,
        "activite_principale": naf,
        "adresse": f"12 RUE DE LA GARE {postcode} {town}" if visible else HIDDEN,
        "code_postal": postcode if visible else HIDDEN,
        "commune": insee,
        "libelle_commune": town,
        "etat_administratif": "A" if open_ else "F",
        "est_siege": True,
        "statut_diffusion_etablissement": "O" if visible else "P",
        "tranche_effectif_salarie": size,
        "nom_commercial": None,
        "liste_enseignes": [sign] if sign else None,
    }
    return {
        "siren": siret[:9],
        "nom_complet": name if visible else HIDDEN,
        "nom_raison_sociale": name if visible else HIDDEN,
        "sigle": None,
        "nombre_etablissements": 1,
        "nombre_etablissements_ouverts": int(open_),
        "activite_principale": naf,
        "section_activite_principale": "C",
        "categorie_entreprise": "PME",
        "etat_administratif": "A" if open_ else "C",
        "statut_diffusion": "O" if visible else "P",
        "tranche_effectif_salarie": size,
        "siege": {**where, "departement": insee[:2]},
        "matching_etablissements": [where],
        "dirigeants": [],
        "complements": {"est_entrepreneur_individuel": not visible},
    }


COMPANIES = (
    _unit(OPEN, "LE FOURNIL DE CERGY", "10.71C", ("95127", "95000", "CERGY")),
    _unit(
        WITH_SIGN,
        "SARL COIFFURE ET STYLE",
        "96.02A",
        ("93066", "93200", "SAINT-DENIS"),
        size="NN",
        sign="L'ATELIER DE NADIA",
    ),
    _unit(CLOSED, "GARAGE DU PONT", "45.20A", ("95500", "95300", "PONTOISE"), open_=False),
    _unit(MASKED, "DUPONT", "43.34Z", ("13055", "13003", "MARSEILLE"), size="NN", visible=False),
    _unit(
        "80000008500012", "FOURNIL DES HALLES", "10.71C", ("94028", "94000", "CRETEIL"), size="11"
    ),
    _unit("80000009300016", "ACME INDUSTRIES", "25.11Z", ("59512", "59100", "ROUBAIX"), size="52"),
)


async def search(request: Request) -> Response:
    """``GET /search?q=…&departement=…&per_page=…``"""
    query = request.query_params.get("q", "")
    request.app.state.asked.append(query)
    digits = "".join(query.split())
    if digits == SLOW:
        while (await request.receive())["type"] != "http.disconnect":
            continue
        return Response(status_code=499)
    if digits == BROKEN:
        return PlainTextResponse("Internal Server Error", 500)
    if digits == BUSY:
        return JSONResponse({"erreur": "trop de requêtes"}, 429, {"Retry-After": "5"})
    if digits == GIBBERISH:
        return PlainTextResponse("<html>maintenance</html>", headers={"content-type": "text/html"})
    if len(query) < 3:
        erreur = "3 caractères minimum pour les termes de la requête"
        return JSONResponse({"erreur": erreur}, 400)
    found = [unit for unit in COMPANIES if _matches(unit, query, digits)]
    department = request.query_params.get("departement")
    if department:
        found = [unit for unit in found if unit["siege"]["departement"] == department]
    size = int(request.query_params.get("per_page", "10"))
    return JSONResponse(
        {
            "results": found[:size],
            "total_results": len(found),
            "page": 1,
            "per_page": size,
            "total_pages": 1,
        }
    )


def _matches(unit: dict[str, Any], query: str, digits: str) -> bool:
    if digits.isdigit():
        return digits in (unit["siren"], unit["siege"]["siret"])
    if unit["statut_diffusion"] != "O":
        return False
    known = _words(f"{unit['nom_complet']} {unit['siege']['liste_enseignes']}")
    return bool(_words(query)) and _words(query) <= known


def _words(text: str) -> set[str]:
    plain = unicodedata.normalize("NFD", text.lower())
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return set(kept.split())


def application() -> Starlette:
    """The server; ``application.state.asked`` lists the queries it got."""
    app = Starlette(routes=[Route("/search", search)])
    app.state.asked = []
    return app


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8090)
    port = parser.parse_args().port
    uvicorn.run(application(), host="127.0.0.1", port=port, log_level="warning")


if __name__ == "__main__":
    main()
