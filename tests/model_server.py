"""A server that speaks the protocols of OpenAI, Ollama and Anthropic, and says what a test wants.

It is a real HTTP server, met by the providers' own clients: what is tested is what would happen.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Seen:
    """A request as it came in: where to, its JSON body, and its headers in lower case."""

    path: str
    body: dict[str, Any]
    headers: dict[str, str]

    @property
    def texts(self) -> list[str]:
        """The texts of all messages, the system's first."""
        system = self.body.get("system", "")
        if isinstance(system, list):
            system = "".join(part["text"] for part in system)
        return [system, *(_text(m["content"]) for m in self.body["messages"])]

    @property
    def passages(self) -> dict[str, str]:
        """The passages that were given, by their keys, without the days that stand beside dates."""
        text = re.sub(r" \[[\d-]{10}(?:\.\.[\d-]{10})?\]", "", "\n".join(self.texts))
        return {m[1]: m[2] for m in re.finditer(r"<<<(K\w+)\n(.*?)\n\1>>>", text, re.S)}


def _text(content: Any) -> str:
    return content if isinstance(content, str) else "".join(part.get("text", "") for part in content)


@dataclass
class Says:
    """What to answer: a text, or a status with a body. cut: end in the middle; hold: never answer."""

    text: str = ""
    status: int = 200
    body: str = ""
    cut: bool = False
    hold: bool = False
    pieces: int = 7


@dataclass
class ModelServer:
    """A running server. url: its address; seen: the requests so far; answer: decides what each gets."""

    url: str
    answer: Callable[[Seen], Says]
    seen: list[Seen] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)


@contextmanager
def serve(answer: Callable[[Seen], Says]) -> Iterator[ModelServer]:
    """Run a server on a free port of loopback."""
    state = ModelServer("", answer)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers.get("content-length", 0))
            body = json.loads(self.rfile.read(length) or b"{}")
            seen = Seen(self.path, body, {k.lower(): v for k, v in self.headers.items()})
            state.seen.append(seen)
            says = state.answer(seen)
            if says.hold:
                state.released.wait(30)
                self.close_connection = True
                return
            if says.status != 200:
                self._send(says.status, "application/json", says.body.encode() or b"{}")
                return
            write = {"/v1/chat/completions": openai, "/api/chat": ollama, "/v1/messages": anthropic}[
                self.path
            ]
            kind = "application/x-ndjson" if self.path == "/api/chat" else "text/event-stream"
            try:
                self._stream(kind, list(write(says, body)), says.cut)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True  # the client has had enough

        def _send(self, status: int, kind: str, data: bytes) -> None:
            self.send_response(status)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def _stream(self, kind: str, parts: list[str], cut: bool) -> None:
            self.send_response(200)
            self.send_header("content-type", kind)
            self.send_header("transfer-encoding", "chunked")
            self.end_headers()
            for part in parts[: len(parts) // 2 if cut else len(parts)]:
                data = part.encode()
                self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
            if cut:
                self.close_connection = True  # in the middle of a body that promised more
                return
            self.wfile.write(b"0\r\n\r\n")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    state.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        state.released.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _pieces(says: Says) -> list[str]:
    size = max(1, -(-len(says.text) // says.pieces))
    return [says.text[i : i + size] for i in range(0, len(says.text), size)]


def openai(says: Says, body: dict[str, Any]) -> Iterator[str]:
    """Server-sent events as OpenAI's chat completions send them."""

    def event(delta: dict[str, str], end: str | None = None, usage: dict[str, int] | None = None) -> str:
        choices = [{"index": 0, "delta": delta, "finish_reason": end}] if usage is None else []
        chunk = {
            "id": "c", "object": "chat.completion.chunk", "created": 1, "model": body["model"],
            "choices": choices, "usage": usage,
        }  # fmt: skip
        return f"data: {json.dumps(chunk)}\n\n"

    yield event({"role": "assistant", "content": ""})
    for piece in _pieces(says):
        yield event({"content": piece})
    yield event({}, "stop")
    if body.get("stream_options", {}).get("include_usage"):
        yield event({}, None, {"prompt_tokens": 1200, "completion_tokens": 80, "total_tokens": 1280})
    yield "data: [DONE]\n\n"


def ollama(says: Says, body: dict[str, Any]) -> Iterator[str]:
    """JSON lines as Ollama's chat sends them."""
    head = {"model": body["model"], "created_at": "2024-05-14T00:00:00Z"}
    for piece in _pieces(says):
        yield json.dumps({**head, "message": {"role": "assistant", "content": piece}, "done": False}) + "\n"
    counts = {"prompt_eval_count": 1200, "eval_count": 80, "total_duration": 1, "done_reason": "stop"}
    yield json.dumps({**head, "message": {"role": "assistant", "content": ""}, "done": True, **counts}) + "\n"


def anthropic(says: Says, body: dict[str, Any]) -> Iterator[str]:
    """Server-sent events as Anthropic's messages send them: the call of the tool that was asked for."""

    def event(kind: str, **fields: Any) -> str:
        return f"event: {kind}\ndata: {json.dumps({'type': kind, **fields})}\n\n"

    message = {
        "id": "m", "type": "message", "role": "assistant", "content": [], "model": body["model"],
        "stop_reason": None, "stop_sequence": None, "usage": {"input_tokens": 1200, "output_tokens": 1},
    }  # fmt: skip
    yield event("message_start", message=message)
    block = {"type": "tool_use", "id": "t", "name": body["tools"][0]["name"], "input": {}}
    yield event("content_block_start", index=0, content_block=block)
    for piece in _pieces(says):
        yield event("content_block_delta", index=0, delta={"type": "input_json_delta", "partial_json": piece})
    yield event("content_block_stop", index=0)
    end = {"stop_reason": "tool_use", "stop_sequence": None}
    yield event("message_delta", delta=end, usage={"output_tokens": 80})
    yield event("message_stop")
