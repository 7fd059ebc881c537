"""Who may use the desk: anyone who has its link, and only from the desk's own pages."""

from __future__ import annotations

import hmac
import secrets
from typing import Any

from flask import Flask, Response, abort, redirect, request

_COOKIE = "fundamentals-desk"


def protect(app: Flask) -> str:
    """Admit only requests with the desk's key, and return the key.

    The link that the command prints carries the key, and the answer keeps it in a cookie: another
    user of this computer can reach the port, but not the grades. A page elsewhere can make the
    browser send a request, but neither with this cookie (SameSite) nor with the token that every
    form carries.
    """
    key, token = secrets.token_urlsafe(24), secrets.token_urlsafe(24)

    @app.before_request
    def check() -> Any:
        _ = request.host  # raises an error for a foreign name, before anything is answered
        given = request.args.get("key")
        if given is not None and _same(given, key):
            answer = redirect(request.path)
            answer.set_cookie(_COOKIE, key, httponly=True, samesite="Strict")
            return answer
        if not _same(request.cookies.get(_COOKIE, ""), key):
            abort(403)
        if request.method == "POST":
            own = f"{request.scheme}://{request.host}"
            foreign = request.headers.get("Origin", own) != own
            if foreign or not _same(request.form.get("token", ""), token):
                abort(403)
        return None

    @app.context_processor
    def give_token() -> dict[str, str]:
        return {"token": token}

    @app.after_request
    def seal(response: Response) -> Response:
        response.headers.update(
            {
                "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
                "img-src data:; font-src data:; frame-src 'self'; form-action 'self'; "
                "base-uri 'none'; frame-ancestors 'self'",
                "Cache-Control": "no-store",
                "Cross-Origin-Resource-Policy": "same-origin",
                "Referrer-Policy": "same-origin",
                "X-Content-Type-Options": "nosniff",
            }
        )
        return response

    return key


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(), expected.encode())
