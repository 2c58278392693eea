"""The preview over http: its pages, and news of what was saved and of faults."""

from __future__ import annotations

import contextlib
import http.server
import json
import mimetypes
import re

from catalog import compile as compiler
from catalog.preview import Preview

SCRIPT = compiler.THEME / "js" / "preview.js"


def server(preview: Preview, port: int) -> http.server.ThreadingHTTPServer:
    """A server on this machine, which the caller runs and ends; OSError when the port is taken."""
    made = http.server.ThreadingHTTPServer(("127.0.0.1", port), _handler(preview))
    made.daemon_threads = True
    return made


def _handler(preview: Preview) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            with contextlib.suppress(ConnectionError):  # a reader who has gone on
                self._answer()

        def _answer(self) -> None:
            path, _, query = self.path.partition("?")
            if path == "/_/news":
                since = re.fullmatch(r"since=(-?[0-9]{1,9})", query)
                found = preview.news(int(since[1]) if since else -1)
                self._send(200, "application/json", json.dumps(found).encode())
                return
            if path == "/_/preview.js":
                self._send(200, "text/javascript", SCRIPT.read_bytes())
                return
            content = preview.get(path.lstrip("/"))
            if content is None and not path.endswith("/") and preview.get(f"{path.lstrip('/')}/"):
                self.send_response(302)
                self.send_header("Location", f"{path}/")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            status = 404 if content is None else 200
            if content is None:
                content = preview.get("404.html") or b"404"
            kind = "text/html" if path.endswith("/") or status == 404 else _kind(path)
            if kind == "text/html":
                content = content.replace(
                    b"</body>", b'<script src="/_/preview.js"></script></body>'
                )
            self._send(status, kind, content)

        def _send(self, status: int, kind: str, content: bytes) -> None:
            self.send_response(status)
            text = kind.startswith("text/") or kind.endswith(("json", "xml"))
            self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing of what is read."""

    return Handler


def _kind(path: str) -> str:
    return mimetypes.guess_type(path)[0] or "application/octet-stream"
