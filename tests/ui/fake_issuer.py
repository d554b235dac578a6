"""An OpenID provider on this machine that really signs: it says who comes next, without asking."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "on-record", "the client's secret"


class Issuer:
    """The provider. `person`: the claims of who signs in next."""

    def __init__(self) -> None:
        self.person: dict[str, Any] = {}
        self.url, self._nonces = "", dict[str, str]()
        self._key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})

    @property
    def description(self) -> str:
        """The address of what describes it."""
        return f"{self.url}/.well-known/openid-configuration"

    def answer(self, path: str, query: dict[str, str]) -> tuple[str, dict[str, Any]]:
        """Where to send the browser, or what to say."""
        if path == "/authorize":
            code = f"code-{len(self._nonces)}"
            self._nonces[code] = query["nonce"]
            back = urlencode({"code": code, "state": query["state"]})
            return f"{query['redirect_uri']}?{back}", {}
        if path == "/token":
            now = int(time.time())
            claims = {
                "iss": self.url,
                "aud": CLIENT,
                "iat": now,
                "exp": now + 3600,
                "nonce": self._nonces.pop(query["code"]),
                **self.person,
            }
            token = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self._key)
            return "", {"access_token": "x", "token_type": "Bearer", "id_token": token}
        if path == "/keys":
            return "", {"keys": [self._key.as_dict(private=False)]}
        return "", {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "response_types_supported": ["code"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }


@contextmanager
def issuing() -> Iterator[Issuer]:
    """A provider that answers."""
    issuer = Issuer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self, body: str = "") -> None:
            url = urlsplit(self.path)
            query = {k: v[0] for k, v in parse_qs(url.query + "&" + body).items()}
            to, said = issuer.answer(url.path, query)
            self.send_response(302 if to else 200)
            self.send_header("Location" if to else "Content-Type", to or "application/json")
            self.end_headers()
            self.wfile.write(b"" if to else json.dumps(said).encode())

        def do_POST(self) -> None:
            self.do_GET(self.rfile.read(int(self.headers["Content-Length"])).decode())

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    issuer.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield issuer
    finally:
        server.shutdown()
