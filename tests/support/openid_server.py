"""A provider of OpenID Connect for tests: lets in whoever it is told to, signs like a real one."""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "console", "the console's secret at the provider"
Claims = dict[str, Any]


@dataclass
class OpenIdPeer:
    """What it knows, and what a test has it say otherwise.

    ``signed`` has userinfo come as a token, as ProConnect does; ``lies`` replaces claims of the
    tokens; ``key`` is what it signs with, ``published`` what it says its key is.
    """

    issuer: str = ""
    person: Claims = field(default_factory=lambda: {"sub": "s1", "email": "claire@anct.example"})
    signed: bool = True
    lies: Claims = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1"}))
    published: RSAKey | None = None
    _codes: dict[str, Claims] = field(default_factory=dict)
    _tokens: set[str] = field(default_factory=set)

    def app(self) -> Starlette:
        """To be served."""
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._metadata),
                Route("/authorize", self._authorize),
                Route("/token", self._token, methods=["POST"]),
                Route("/userinfo", self._userinfo),
                Route("/jwks", self._jwks),
            ]
        )

    async def _metadata(self, _request: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "userinfo_endpoint": f"{self.issuer}/userinfo",
                "jwks_uri": f"{self.issuer}/jwks",
            }
        )

    async def _authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        if asked["client_id"] != CLIENT or asked["code_challenge_method"] != "S256":
            return Response(status_code=400)
        code = secrets.token_urlsafe(8)
        self._codes[code] = asked
        back = urlencode({"code": code, "state": asked["state"]})
        return RedirectResponse(f"{asked['redirect_uri']}?{back}", 302)

    async def _token(self, request: Request) -> Response:
        form = await request.form()
        asked = self._codes.pop(str(form["code"]), None)
        proof = hashlib.sha256(str(form["code_verifier"]).encode()).digest()
        challenge = base64.urlsafe_b64encode(proof).decode().rstrip("=")
        if (
            asked is None
            or form["client_secret"] != SECRET
            or form["redirect_uri"] != asked["redirect_uri"]
            or challenge != asked["code_challenge"]
        ):
            return JSONResponse({"error": "invalid_grant"}, 400)
        token = secrets.token_urlsafe(8)
        self._tokens.add(token)
        return JSONResponse(
            {
                "access_token": token,
                "token_type": "Bearer",
                "id_token": self._sign({"sub": self.person["sub"], "nonce": asked["nonce"]}),
            }
        )

    async def _userinfo(self, request: Request) -> Response:
        if request.headers["authorization"].removeprefix("Bearer ") not in self._tokens:
            return Response(status_code=401)
        if self.signed:
            return Response(self._sign(self.person), media_type="application/jwt")
        return JSONResponse(self.person)

    async def _jwks(self, _request: Request) -> Response:
        return JSONResponse({"keys": [(self.published or self.key).as_dict(private=False)]})

    def _sign(self, claims: Claims) -> str:
        now = int(time.time())
        whole = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60}
        return jwt.encode({"alg": "RS256", "kid": "1"}, whole | claims | self.lies, self.key)
