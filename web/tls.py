"""The certificates that connections are checked against, read once for the process."""

from __future__ import annotations

import ssl
from functools import cache

import httpx


@cache
def tls_context() -> ssl.SSLContext:
    """What every client of this process checks servers with.

    Reading the certificates takes a twentieth of a second and a megabyte: not once a client.
    """
    return httpx.create_ssl_context()
