"""A receiver of webhooks that can fail, hang, reset and lie; it checks every signature by itself."""

import base64
import hashlib
import hmac
import socket
import struct
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

import msgspec

SECRET = "whsec_" + base64.b64encode(b"thirty-two bytes for a test, yes").decode()


class Receiver:
    """Listens on a free port. ``misbehave`` is told how many attempts came for an id before, and names a fault."""

    def __init__(self, misbehave: Callable[[int], str] = lambda before: "") -> None:
        self.misbehave = misbehave
        self.accepted: dict[str, Any] = {}
        """Bodies answered with a whole 200, by webhook id."""
        self.attempts: dict[str, int] = {}
        self.unsigned = 0
        self._lock = threading.Lock()
        receiver = self

        class Door(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                receiver.take(self)

            def log_message(self, format: str, *arguments: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self._server.daemon_threads = True
        self._hung = threading.Event()
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/hook"

    def take(self, door: BaseHTTPRequestHandler) -> None:
        """One request."""
        body = door.rfile.read(int(door.headers["Content-Length"]))
        id, at = door.headers.get("webhook-id", ""), door.headers.get("webhook-timestamp", "")
        signed = hmac.new(base64.b64decode(SECRET[6:]), f"{id}.{at}.".encode() + body, hashlib.sha256).digest()
        good = f"v1,{base64.b64encode(signed).decode()}" == door.headers.get("webhook-signature")
        with self._lock:
            self.unsigned += not good
            before = self.attempts.get(id, 0)
            self.attempts[id] = before + 1
        fault = self.misbehave(before)
        if fault == "hang":
            self._hung.wait(60)
        elif fault == "reset":
            door.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            door.connection.close()
            door.close_connection = True
        elif fault == "lie":  # 200, but the answer is cut: who knows who said so
            door.send_response(200)
            door.send_header("Content-Length", "1000")
            door.end_headers()
            door.wfile.write(b"o")
            door.close_connection = True
        elif fault.startswith("http"):
            door.send_response(307)
            door.send_header("Location", fault)
            door.send_header("Content-Length", "0")
            door.end_headers()
        else:
            status = int(fault) if fault else 200
            if status == 200:
                with self._lock:
                    self.accepted[id] = msgspec.json.decode(body) if body[:1] in b"{[" else body
            door.send_response(status)
            door.send_header("Content-Length", "0")
            door.end_headers()

    def __enter__(self) -> "Receiver":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._hung.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)
