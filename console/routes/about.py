"""What the console says of itself: how accessible it is, which keys it knows."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from console.pages import page
from console.visits import Visiting

router = APIRouter()


@router.get("/accessibilite")
async def accessibility(visit: Visiting) -> Response:
    """The declaration that the law asks for (law 2005-102, article 47)."""
    return page(visit, "accessibility.html")
