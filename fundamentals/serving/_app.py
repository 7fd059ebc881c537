"""One page, an address that answers what a picture shows, and one that keeps a picture."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from flask import Flask, Response, abort, jsonify, request
from numpy.typing import NDArray
from werkzeug.exceptions import HTTPException, SecurityError

from fundamentals.errors import DatasetError, OutputError, ServingError
from fundamentals.language import LANGUAGES, Text
from fundamentals.page_kit import assemble_page
from fundamentals.serving._examples import ExampleFolder
from fundamentals.serving._predictor import FORMATS, Predictor
from fundamentals.serving._refusals import refusal_text, status_of

# The largest phone photographs have about 15 million bytes.
LARGEST_UPLOAD = 20_000_000

# Sides of the drawing pad, in pixels: large enough that strokes are smooth once scaled down.
_PAD = 280


def build_app(
    predictor: Predictor, *, name: str, address: str, examples: ExampleFolder | None = None
) -> Flask:
    """Return the WSGI application.

    A foreign web page can make a browser send requests to this computer, by its address or, through
    DNS rebinding, by the page's own name. So only requests for ``address`` or this computer itself
    are answered, and only if no other page sent them.

    Args:
        predictor: The model.
        name: Its name on the page.
        address: Address of the page, such as "http://127.0.0.1:8000".
        examples: Where the page may keep pictures; None: nowhere.
    """
    app = Flask("fundamentals.serving", static_folder=None)
    app.config.update(
        TRUSTED_HOSTS=["localhost", "127.0.0.1", str(urlsplit(address).hostname)],
        MAX_CONTENT_LENGTH=LARGEST_UPLOAD,
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    page = assemble_page("fundamentals.serving", name, _page_data(predictor, name, examples))
    headers = {
        "Content-Security-Policy": _policy(page),
        "Cache-Control": "no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(self)",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }

    @app.get("/")
    def show() -> Response:
        return Response(page, mimetype="text/html")

    @app.post("/predict")
    def predict() -> Response:
        _refuse_other_pages()
        answer = predictor.ask(_body())
        return jsonify({**answer.report(), "image": _data_url(answer.image)})

    if examples is not None:

        @app.post("/keep")
        def keep() -> tuple[Response, int]:
            # Programs can write files themselves: only the page itself may.
            _refuse_other_pages(silent=False)
            example = examples.keep(_body(), request.args.get("class", ""))
            return jsonify({"file": str(example.path), "count": example.count}), 201

    @app.errorhandler(DatasetError)
    def refuse_picture(error: DatasetError) -> tuple[Response, int]:
        return _refusal(error.text), status_of(error)

    @app.errorhandler(ServingError)
    @app.errorhandler(OutputError)
    def refuse_to_keep(error: ServingError | OutputError) -> tuple[Response, int]:
        return _refusal(error.text), 422 if isinstance(error, ServingError) else 500

    @app.errorhandler(HTTPException)
    def refuse_request(error: HTTPException) -> tuple[Response, int]:
        # Flask treats a foreign host as a bad request.
        status = 403 if isinstance(error, SecurityError) else error.code or 500
        return _refusal(refusal_text(status, page=address, largest=LARGEST_UPLOAD)), status

    @app.after_request
    def protect(response: Response) -> Response:
        response.headers.update(headers)
        return response

    return app


def _refuse_other_pages(*, silent: bool = True) -> None:
    """Refuse requests from another page and, unless ``silent``, from an unknown one."""
    origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
    own = f"{request.scheme}://{request.host}"
    # A browser that leaves out the one tells the other.
    is_foreign = origin not in (None, own) or site not in (None, "same-origin", "none")
    is_silent = origin is None and site != "same-origin"
    if is_foreign or (is_silent and not silent):
        abort(403)


def _body() -> bytes:
    """Return the picture that was sent."""
    picture = request.get_data(cache=False)
    # Werkzeug cuts a body of unknown length at the limit, so only one more byte is refused.
    request.stream.read(1)
    if not picture:
        abort(400)
    return picture


def _page_data(predictor: Predictor, name: str, examples: ExampleFolder | None) -> dict[str, Any]:
    calibration = predictor.calibration
    evidence = calibration.evidence
    return {
        "model": name,
        "shape": calibration.style.image_size,
        "framing": calibration.style.framing,
        "threshold": predictor.threshold,
        "evidence": evidence and {"dataset": evidence.dataset, "images": evidence.images},
        "formats": list(FORMATS.values()),
        "pad": _PAD,
        "keep": examples and {"classes": list(examples.classes)},
    }


def _policy(page: str) -> str:
    """Allow the page its own script, style and address, and nothing else."""

    def digest(tag: str) -> str:
        found = re.search(rf"<{tag}>(.*?)</{tag.split()[0]}>", page, re.DOTALL)
        assert found is not None
        return base64.b64encode(hashlib.sha256(found[1].encode()).digest()).decode()

    script = digest('script type="module"')
    return (
        f"default-src 'none'; script-src 'sha256-{script}'; style-src 'sha256-{digest('style')}'; "
        "connect-src 'self'; img-src data: blob:; font-src data:; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    )


def _data_url(image: NDArray[np.uint8]) -> str:
    """Return an image ``(height, width, channels)`` as a PNG that a page can show."""
    from PIL import Image

    file = io.BytesIO()
    Image.fromarray(image[..., 0] if image.shape[-1] == 1 else image).save(file, "PNG")
    return f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"


def _refusal(reason: Text) -> Response:
    return jsonify({"error": {language: reason.in_language(language) for language in LANGUAGES}})
