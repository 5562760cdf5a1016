"""OpenID Connect, the part of it that signs somebody in: a code, a proof of it, who they are.

Core 1.0 with discovery, PKCE (RFC 7636), state and nonce; what a provider signs is verified with
its keys. As ProConnect asks: the client secret in the form, ``acr_values``, and what is known of a
person (« userinfo ») as JSON or as a signed token.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

import httpx
import orjson
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from pydantic import BaseModel, ValidationError

from paqte import crypto
from paqte.errors import Refusal
from paqte.i18n import N_
from paqte.settings import Settings
from web.tls import tls_context

RETURN_PATH: Final = "/connexion/openid/retour"
LASTS_S: Final = 600
_PATIENCE_S: Final = 8.0
_KEPT_S: Final = 3600.0
_PURPOSE: Final = "console-openid"
_ALGORITHMS: Final = ["RS256", "ES256", "PS256", "RS512", "ES512"]
_LEEWAY_S: Final = 60


class OpenIdFailed(Refusal):
    """The provider is away, or what came back cannot be trusted."""

    message = N_(
        "La connexion par {name} n’a pas abouti. Réessayez, ou entrez avec votre mot de passe."
    )

    def __init__(self, why: str, name: str) -> None:
        super().__init__(why)
        self._name = name

    def values(self, speech: object) -> dict[str, object]:
        del speech
        return {"name": self._name}


class Metadata(BaseModel):
    """What a provider publishes of itself."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str


@dataclass(frozen=True, slots=True)
class Departure:
    """Where the browser goes, and what it keeps until it comes back (encrypted)."""

    address: str
    kept: str


@dataclass(frozen=True, slots=True)
class Person:
    """Who came back, and where they wanted to go."""

    subject: str
    email: str
    onward: str


class Provider:
    """The provider of the settings."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._metadata: tuple[float, Metadata] | None = None

    async def depart(self, onward: str) -> Departure:
        """Begin.

        Raises:
            OpenIdFailed: the provider does not answer.
        """
        metadata = await self._discover()
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
        asked = {
            "response_type": "code",
            "client_id": self._settings.openid_client_id,
            "redirect_uri": self._return_address,
            "scope": self._settings.openid_scope,
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge.decode().rstrip("="),
            "code_challenge_method": "S256",
        }
        if self._settings.openid_acr_values:
            asked["acr_values"] = self._settings.openid_acr_values
        kept = {
            "state": state,
            "nonce": nonce,
            "verifier": verifier,
            "onward": onward,
            "until": int(time.time()) + LASTS_S,
        }
        return Departure(
            f"{metadata.authorization_endpoint}?{urlencode(asked)}",
            crypto.encrypt(orjson.dumps(kept), _PURPOSE),
        )

    async def arrive(self, kept: str, state: str, code: str) -> Person:
        """Whoever came back with ``code``; ``kept`` is what their browser kept.

        Raises:
            OpenIdFailed: it is not who left, or what the provider says does not hold.
        """
        before = self._kept(kept)
        if not code or not secrets.compare_digest(str(before["state"]), state):
            raise self._failed("state")
        metadata = await self._discover()
        answer = await self._post(
            metadata.token_endpoint,
            {
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": self._return_address,
                "client_id": self._settings.openid_client_id,
                "client_secret": self._settings.openid_client_secret.get_secret_value(),
                "code_verifier": str(before["verifier"]),
            },
        )
        claims = await self._verified(metadata, str(answer.get("id_token", "")))
        if claims.get("nonce") != before["nonce"]:
            raise self._failed("nonce")
        # Asking is a wish (OpenID Connect Core 1.0, 3.1.2.1), so what came has to be looked at.
        asked = self._settings.openid_acr_values.split()
        if asked and claims.get("acr") not in asked:
            raise self._failed("acr")
        subject = str(claims.get("sub", ""))
        known = await self._userinfo(metadata, str(answer.get("access_token", "")))
        email = str(known.get("email", ""))
        if not subject or known.get("sub") != subject or not email:
            raise self._failed("userinfo")
        if known.get("email_verified") is False:
            raise self._failed("email not verified")
        return Person(subject, email, str(before["onward"]))

    @property
    def _return_address(self) -> str:
        return f"{self._settings.console_address}{RETURN_PATH}"

    def _kept(self, kept: str) -> dict[str, Any]:
        try:
            found = orjson.loads(crypto.decrypt(kept, _PURPOSE))
        except Exception:
            raise self._failed("nothing kept") from None
        if not isinstance(found, dict) or found.get("until", 0) < time.time():
            raise self._failed("too late")
        return found

    async def _discover(self) -> Metadata:
        now = time.monotonic()
        if self._metadata is not None and now - self._metadata[0] < _KEPT_S:
            return self._metadata[1]
        issuer = self._settings.openid_issuer.rstrip("/")
        try:
            found = Metadata.model_validate(
                await self._get(f"{issuer}/.well-known/openid-configuration")
            )
        except ValidationError:
            raise self._failed("metadata") from None
        if found.issuer.rstrip("/") != issuer:
            raise self._failed("issuer")
        self._metadata = (now, found)
        return found

    async def _verified(self, metadata: Metadata, token: str) -> dict[str, Any]:
        """What a token says, if the provider signed it for us and it is still good."""
        try:
            keys = KeySet.import_key_set(await self._get(metadata.jwks_uri))  # type: ignore[arg-type]
            claims: dict[str, Any] = jwt.decode(token, keys, algorithms=_ALGORITHMS).claims
            jwt.JWTClaimsRegistry(
                leeway=_LEEWAY_S,
                iss={"essential": True, "value": metadata.issuer},
                aud={"essential": True, "value": self._settings.openid_client_id},
                exp={"essential": True},
            ).validate(claims)
        except (JoseError, ValueError, TypeError):
            raise self._failed("token") from None
        return claims

    async def _userinfo(self, metadata: Metadata, access_token: str) -> dict[str, Any]:
        try:
            headers = {"Authorization": f"Bearer {access_token}"}
            async with self._client() as http:
                answer = await http.get(metadata.userinfo_endpoint, headers=headers)
            answer.raise_for_status()
        except httpx.HTTPError:
            raise self._failed("userinfo") from None
        if "jwt" in answer.headers.get("content-type", ""):
            return await self._verified(metadata, answer.text.strip())
        return self._object(answer)

    async def _get(self, address: str) -> dict[str, Any]:
        try:
            async with self._client() as http:
                answer = await http.get(address)
            answer.raise_for_status()
        except (httpx.HTTPError, httpx.InvalidURL):
            raise self._failed("away") from None
        return self._object(answer)

    async def _post(self, address: str, form: dict[str, str]) -> dict[str, Any]:
        try:
            async with self._client() as http:
                answer = await http.post(address, data=form)
            answer.raise_for_status()
        except httpx.HTTPError:
            raise self._failed("code refused") from None
        return self._object(answer)

    def _client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(timeout=_PATIENCE_S, verify=tls_context())

    def _object(self, answer: httpx.Response) -> dict[str, Any]:
        try:
            found = orjson.loads(answer.content)
        except orjson.JSONDecodeError:
            raise self._failed("no JSON") from None
        if not isinstance(found, dict):
            raise self._failed("no object")
        return found

    def _failed(self, why: str) -> OpenIdFailed:
        return OpenIdFailed(why, self._settings.openid_name)
