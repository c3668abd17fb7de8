"""`python -m tests.soak.fan_out`: the bare yardstick of live pages. It prints its port and serves until it is killed.

A server of asyncio alone that writes a prepared event to everyone who listens: GET /AUDIENCE holds a stream open, PUT
prepares (JSON, the text for each audience), and POST has every listener sent what was prepared for their audience. The
loop is the one that uvicorn takes.
"""

from __future__ import annotations

import asyncio
import json

import uvloop

STREAM = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
DONE = b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n"


class FanOut:
    """Who listens, as which audience, and what they are to be sent next."""

    def __init__(self) -> None:
        self.event: dict[str, bytes] = {}
        self.listeners: list[tuple[str, asyncio.StreamWriter]] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        method, path, _ = head.split(" ", 2)
        if method == "GET":
            writer.write(STREAM)
            self.listeners.append((path[1:], writer))
            await reader.read()
            return
        if method == "PUT":
            texts = json.loads(await reader.readexactly(int(head.lower().partition("content-length: ")[2].split()[0])))
            self.event = {name: b"%x\r\n%b\r\n" % (len(text.encode()), text.encode()) for name, text in texts.items()}
        else:
            for audience, each in self.listeners:
                each.write(self.event[audience])
        writer.write(DONE)
        writer.close()


async def main() -> None:
    server = await asyncio.start_server(FanOut().serve, "127.0.0.1", 0, limit=2**20)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(main())
