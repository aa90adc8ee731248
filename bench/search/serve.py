"""A folder in, its address on this machine while a browser looks at it out."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread


@cache
def compress(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6)


class GzipHandler(SimpleHTTPRequestHandler):
    """Serves files compressed, as web hosts do, and counts what it sends; connections stay open."""

    protocol_version = "HTTP/1.1"
    sent: list[int] = []  # noqa: RUF012  # one count for all connections of a run

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        body = compress(path) if path.is_file() else b""
        if body:
            self.sent.append(len(body))
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", self.guess_type(path))
        if body:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(GzipHandler, directory=str(folder)))
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
