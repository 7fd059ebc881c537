"""The server: one thread per request, each with a timeout."""

from __future__ import annotations

import contextlib
import errno
import socket
import threading
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.serving import BaseWSGIServer, ThreadedWSGIServer, WSGIRequestHandler

from fundamentals.errors import ServingError
from fundamentals.language import Text

_LAST_PORT = 65_535
# A large photograph over a slow network takes a minute.
_MOST_CLIENTS, _SECONDS_PER_CLIENT = 32, 120.0


class _Server(ThreadedWSGIServer):
    """Ends the oldest request if there are too many, and each one that takes too long.

    So even clients that send very slowly hold no more threads than that, and keep nobody out.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._served: dict[int, socket.socket] = {}
        self._changing = threading.Lock()

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._changing:
            if len(self._served) >= _MOST_CLIENTS:
                _cut(self._served.pop(next(iter(self._served))))
            self._served[id(request)] = request
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        end = threading.Timer(_SECONDS_PER_CLIENT, _cut, [request])
        end.daemon = True
        end.start()
        try:
            super().process_request_thread(request, client_address)
        finally:
            end.cancel()
            with self._changing:
                self._served.pop(id(request), None)


def _cut(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


class _Handler(WSGIRequestHandler):
    timeout = 20  # seconds without a byte before a client is dropped

    def run_wsgi(self) -> None:
        """Answer the request; for a malformed address Werkzeug prints a traceback.

        No page sends a body in chunks, and Werkzeug trusts the lengths that chunks claim.
        """
        if "Transfer-Encoding" in self.headers:
            self.send_error(HTTPStatus.LENGTH_REQUIRED)
            return
        try:
            urlsplit(self.path)
        except ValueError:
            self.send_error(HTTPStatus.BAD_REQUEST)
        else:
            super().run_wsgi()

    def log(self, *_: Any, **__: Any) -> None:
        """Print nothing: the terminal is for the learner."""

    # Werkzeug's version parses the address first, and fails if it is malformed.
    log_request = log


def open_port(host: str, port: int) -> socket.socket:
    """Return a listening socket.

    Args:
        host: An IPv4 address of this computer.
        port: 0–65535; 0 for any that is free.

    Raises:
        ServingError: The port is taken or reserved, or the address belongs to another computer.
    """
    try:
        return socket.create_server((host, port))
    except OSError as error:
        raise _cannot_listen(host, port, error) from error


def open_server(app: Flask, listener: socket.socket) -> BaseWSGIServer:
    """Return a server whose ``serve_forever()`` answers until Ctrl-C, each request in a thread.

    Werkzeug's server is enough: a single learner uses it, on their own computer.
    """
    host, port = listener.getsockname()
    return _Server(host, port, app, _Handler, fd=listener.fileno())


def _cannot_listen(host: str, port: int, error: OSError) -> ServingError:
    another = Text(
        "another one: --port {other}, or --port 0 for any free port",
        "換一個：--port {other}；或 --port 0，由系統挑選",
    ).format(other=port + 1 if 1024 <= port < _LAST_PORT else 8000)
    if error.errno == errno.EADDRINUSE:
        return ServingError(
            Text(
                "port {port} of {host} is in use by another program",
                "{host} 的連接埠 {port} 已有程式在使用",
            ).format(port=port, host=host),
            expected=Text("a free port", "沒有人使用的連接埠 (port)"),
            fix=Text("stop that program, or choose {another}", "結束那個程式，或{another}").format(
                another=another
            ),
        )
    if error.errno == errno.EACCES:
        return ServingError(
            Text("port {port} is reserved for the system", "連接埠 {port} 保留給系統").format(
                port=port
            ),
            expected=Text("a port from 1024 on", "1024 以上的連接埠 (port)"),
            fix=Text("choose {another}", "{another}").format(another=another),
        )
    return ServingError(
        Text("{host}:{port} ({reason})", "{host}:{port}（{reason}）").format(
            host=host, port=port, reason=error.strerror or error
        ),
        expected=Text("an address of this computer", "這台電腦自己的位址"),
        fix=Text(
            "leave out --host; to connect a phone, use the address from `ip addr` or `ipconfig`",
            "拿掉 --host；要讓手機連進來，請填 ip addr 或 ipconfig 顯示的位址",
        ),
    )
