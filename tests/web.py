"""Real web servers on loopback for tests that fetch: what each path gives is set by the test."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Reply = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """A web site. url: its root. replies: what each path gives. asked: the requests, as (path, headers)."""

    url: str
    replies: dict[str, Reply] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def put(
        self,
        path: str,
        body: bytes | str,
        content_type: str = "text/html; charset=utf-8",
        status: int = 200,
        **headers: str,
    ) -> str:
        """Let a path give a body; gives the path's whole address."""
        data = body.encode() if isinstance(body, str) else body

        def reply(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            handler.send_header("Content-Type", content_type)
            handler.send_header("Content-Length", str(len(data)))
            for name, value in headers.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.end_headers()
            handler.wfile.write(data)

        self.replies[path] = reply
        return self.url + path

    def lead(self, path: str, onward: str, status: int = 302) -> str:
        """Let a path redirect to another address."""
        return self.put(path, b"", status=status, Location=onward)

    def paths(self) -> list[str]:
        """The paths that were asked for, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


@contextmanager
def serve(host: str = "127.0.0.1") -> Iterator[Site]:
    """Run a web site until the end of the block."""
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with lock:
                site.asked.append((self.path, dict(self.headers)))
            try:
                reply = site.replies.get(self.path)
                if reply is None:
                    self.send_error(404)
                else:
                    reply(self)
            except (BrokenPipeError, ConnectionResetError):
                pass

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

    server = Server((host, 0), Handler)
    site = Site(f"http://{host}:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def page(title: str, paragraphs: list[str], site: str = "", day: str = "", head: str = "") -> str:
    """Write a news page as a web site would."""
    named = f'<meta property="og:site_name" content="{site}">' if site else ""
    dated = f'<meta property="article:published_time" content="{day}T09:00:00Z">' if day else ""
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title>{named}{dated}{head}</head>"
        f"<body><nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{body}</article></body></html>"
    )


FERRY = [
    "The ferry between Lund and Brae took up its runs again on Tuesday, six days after a storm had torn the "
    "ramp off its landing in Brae.",
    "Captain Tom Verrill said that the repairs had cost 42,000 crowns, half of which the insurer would pay.",
    "“We were lucky that nobody stood on the ramp,” harbour master Ada Holm told reporters at the landing.",
]
"""Three paragraphs of an invented article."""
