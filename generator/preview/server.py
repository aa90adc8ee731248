"""What browsers ask for in, pages and files of the newest state out; a stream tells them when there is a newer one."""

from __future__ import annotations

import errno
import mimetypes
import socket
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

from generator.preview import notices
from generator.preview.session import Session, State

OWN = "/__sotay"
EVENTS = f"{OWN}/su-kien"
OWN_FILES = ("xem-truoc.js", "xem-truoc.css")

ALIVE = 25.0
"""Seconds after which a stream without news is written to, which shows whether anybody still reads it."""

TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".ics": "text/calendar",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
"""What does not depend on the settings of the machine."""

LOOPBACK = ("127.0.0.1", "localhost", "::1")


class AddressError(Exception):
    """The address cannot be listened at; the text says why, in Vietnamese."""


class PreviewServer(ThreadingHTTPServer):
    """Answers with what a session shows."""

    daemon_threads = True

    def __init__(self, session: Session, host: str, port: int) -> None:
        """Raises AddressError."""
        self.session = session
        self.is_local = host in LOOPBACK
        if ":" in host:
            self.address_family = socket.AF_INET6
        try:
            super().__init__((host, port), Answer)
        except OSError as error:
            taken = "cổng này đang có chương trình khác dùng" if error.errno == errno.EADDRINUSE else str(error)
            raise AddressError(
                f"Không mở được {host}:{port}: {taken}. Chọn cổng khác bằng --address IP:CỔNG"
            ) from error
        shown = f"[{host}]" if ":" in host else host
        self.url = f"http://{shown}:{self.server_port}/"

    def server_bind(self) -> None:
        """Without looking up the host's name, which may ask the network."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away is no fault."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Answer(BaseHTTPRequestHandler):
    """Answers one browser. Addresses are only looked up among those of the site, never joined to a folder."""

    server: PreviewServer
    protocol_version = "HTTP/1.1"
    timeout = 120

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        address = unquote(parts.path)
        if self.server.is_local and not self._asks_for_this_machine():
            self._send(HTTPStatus.FORBIDDEN, b"", "text/plain")
        elif address == EVENTS:
            self._send_events()
        elif address.startswith(f"{OWN}/"):
            self._send_own(address.removeprefix(f"{OWN}/"))
        else:
            self._send_site(address.removeprefix("/"), parts.query)

    def _asks_for_this_machine(self) -> bool:
        """Else a page from elsewhere could read the preview under a name that it has led here (DNS rebinding)."""
        return urlsplit(f"//{self.headers.get('Host', '')}").hostname in LOOPBACK

    def _send_own(self, name: str) -> None:
        if name in OWN_FILES:
            self._send(HTTPStatus.OK, notices.own_file(name), type_of(name))
        else:
            self._send(HTTPStatus.NOT_FOUND, b"", "text/plain")

    def _send_site(self, address: str, query: str) -> None:
        state = self.server.session.state
        is_folder = not address or address.endswith("/")
        place = f"{address}index.html" if is_folder else address
        path = state.frame.page_at(place)
        if path is not None:
            self._send_page(state, path)
        elif (content := state.edition.file(place)) is not None or (content := state.frame.file(place)) is not None:
            self._send(HTTPStatus.OK, content, type_of(place))
        elif not is_folder and state.frame.page_at(f"{address}/index.html") is not None:
            self._send_on(urlsplit(self.path).path + "/" + (f"?{query}" if query else ""))
        else:
            made_from = f"{state.edition.site.docs}/{place.removesuffix('/index.html')}.md"
            html = self.server.session.not_found(state)
            self._send_html(HTTPStatus.NOT_FOUND, html, state, made_from)

    def _send_page(self, state: State, path: str) -> None:
        html, is_made = self.server.session.page(state, path)
        status = HTTPStatus.OK if is_made else HTTPStatus.INTERNAL_SERVER_ERROR
        self._send_html(status, html, state, state.edition.by_path[path].made_from)

    def _send_html(self, status: HTTPStatus, html: str, state: State, made_from: str | None) -> None:
        above = notices.box(state.notices, made_from)
        whole = notices.with_reload(html, state.number, above, OWN)
        self._send(status, whole.encode("utf-8", "xmlcharrefreplace"), "text/html; charset=utf-8")

    def _send_on(self, target: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: HTTPStatus, content: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-cache")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _send_events(self) -> None:
        """The number of the state shown, and of each later one (Server-Sent Events, HTML Living Standard)."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        known = ""
        while self.command != "HEAD":
            number = self.server.session.wait_for_other(known, ALIVE)
            self.wfile.write(b":\n\n" if number == known else f"data: {number}\n\n".encode())
            known = number

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the terminal is for what is wrong with the content."""


def type_of(name: str) -> str:
    """The content type of a file of this name."""
    ending = name[name.rfind(".") :].lower()
    kind = TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith(("text/", "application/json", "application/xml")) else kind
