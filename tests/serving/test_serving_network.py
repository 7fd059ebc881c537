"""The running command with clients that break the rules."""

from __future__ import annotations

import json
import socket
import time
import urllib.request
from urllib.parse import urlsplit

import pytest
from running_server import Served
from serving_pictures import bar

# A real server takes its time to start.
pytestmark = pytest.mark.slow


def connect(address: str) -> socket.socket:
    place = urlsplit(address)
    assert place.hostname is not None
    return socket.create_connection((place.hostname, place.port or 80), timeout=60)


def request(address: str, *headers: str) -> bytes:
    lines = ["POST /predict HTTP/1.1", f"Host: {urlsplit(address).netloc}", *headers]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def send(address: str, content: bytes) -> str:
    """Send only these bytes; return the first line of the response."""
    with connect(address) as client:
        client.sendall(content)
        client.shutdown(socket.SHUT_WR)
        with client.makefile("rb") as reply:
            return reply.readline().decode("latin-1")


def answers(address: str) -> bool:
    """Send a picture as a program does."""
    with urllib.request.urlopen(f"{address}/predict", bar(), timeout=60) as reply:
        return len(json.load(reply)["probabilities"]) == 10


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        (["Content-Length: 500"], b"broken off", 400),
        (["Content-Length: 99999999999"], b"a lie", 413),
        (["Content-Length: -1"], b"a lie", 400),
        (["Content-Length: many"], b"a lie", 400),
        ([], b"no length at all", 400),
        (["Transfer-Encoding: chunked"], b"no chunk", 411),
        (["Transfer-Encoding: chunked"], b"5\r\nwhole\r\n0\r\n\r\n", 411),
        (["Transfer-Encoding: gzip, chunked"], b"ffffffffffff\r\ncut off", 411),
        (["Content-Length: 3", "Host: evil.example"], b"abc", 403),
    ],
)
def test_what_breaks_the_rules_is_refused_and_the_next_request_answered(
    address: str, headers: list[str], body: bytes, status: int
) -> None:
    assert send(address, request(address, *headers) + body).startswith(f"HTTP/1.1 {status} ")
    assert answers(address)


def test_what_is_no_http_at_all_leaves_the_server_alive(address: str) -> None:
    send(address, bytes(range(256)) * 8)
    assert answers(address)


def test_an_address_that_is_none_is_refused(address: str) -> None:
    assert send(address, b"GET http://[ HTTP/1.1\r\n\r\n").startswith("HTTP/1.1 400 ")
    assert answers(address)


def test_slow_clients_do_not_keep_others_waiting(address: str) -> None:
    waiting = [connect(address) for _ in range(40)]
    for client in waiting[:20]:
        client.sendall(request(address, "Content-Length: 1000") + b"the first of them")
    assert answers(address)
    # The oldest were dropped: no number of them holds more threads than the server has for them.
    waiting[0].settimeout(5)
    assert waiting[0].recv(1) == b""
    for client in waiting:
        client.close()


def test_the_browser_was_asked_to_open_the_page(served: Served) -> None:
    for _ in range(100):
        if served.opened.exists() and served.opened.read_text(encoding="utf-8"):
            break
        time.sleep(0.1)
    assert served.opened.read_text(encoding="utf-8") == f"{served.address}\n"
