"""Who may use the desk: anyone who has its link."""

from __future__ import annotations

import hmac
import secrets
from typing import Any

from flask import Flask, Response, abort, request


def protect(app: Flask) -> str:
    """Admit only requests whose path begins with the desk's key, and return the key.

    Another user of this computer can reach the port, but not the grades. The key is no cookie:
    browsers send cookies to every port of an address, so to the pages of other users, too, and
    with requests that other pages make. No other page learns the path, so forms need no token.
    """
    key = secrets.token_urlsafe(24)
    root = f"/{key}"
    answer = app.wsgi_app

    def behind_the_key(environ: Any, start_response: Any) -> Any:
        begin, rest = environ["PATH_INFO"][: len(root)], environ["PATH_INFO"][len(root) :]
        if hmac.compare_digest(begin.encode(), root.encode()):
            environ.update(SCRIPT_NAME=root, PATH_INFO=rest)
        return answer(environ, start_response)

    app.wsgi_app = behind_the_key  # type: ignore[method-assign]

    @app.before_request
    def check() -> None:
        _ = request.host  # raises an error for a foreign name, before anything is answered
        if request.root_path != root:
            abort(403)

    @app.after_request
    def seal(response: Response) -> Response:
        response.headers.update(
            {
                "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
                "img-src data:; font-src data:; frame-src 'self'; form-action 'self'; "
                "base-uri 'none'; frame-ancestors 'self'",
                "Cache-Control": "no-store",
                "Cross-Origin-Resource-Policy": "same-origin",
                "Referrer-Policy": "no-referrer",
                "X-Content-Type-Options": "nosniff",
            }
        )
        return response

    return key
