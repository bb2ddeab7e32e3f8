"""A loopback way to a peer, which can become slow and half-open: one thread relays all connections of all ways."""

import asyncio
import socket
import struct
import threading
from collections.abc import Coroutine, Iterable
from typing import Any

CHUNK = 1 << 16
AGENCIES = "agencies"  # the name of verification's way to them; the other ways have their services' names
AT_ONCE = struct.pack("ii", 1, 0)  # SO_LINGER: a close breaks the connection


class Ways:
    """`open(port)` gives a way to 127.0.0.1:port; `close()` ends them all."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._opened: list[Way] = []
        self._thread = threading.Thread(target=self._loop.run_forever, name="ways", daemon=True)
        self._thread.start()

    def open(self, port: int) -> "Way":
        way = Way(self._loop, port)
        self._call(way.start())
        self._opened.append(way)
        return way

    def close(self) -> None:
        self._call(end_all(self._opened))
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _call(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)


class Way:
    """Its state belongs to the loop's thread; `delay`, `hold` and `heal` may be called from any."""

    port: int
    server: asyncio.Server

    def __init__(self, loop: asyncio.AbstractEventLoop, to: int) -> None:
        self._loop = loop
        self._to = to
        self._delay_s = 0.0
        self._open = asyncio.Event()
        self._open.set()
        self._writers: set[asyncio.StreamWriter] = set()

    async def start(self) -> None:
        self.server = await asyncio.start_server(self._relay, "127.0.0.1", 0)
        self.port = self.server.sockets[0].getsockname()[1]

    def delay(self, seconds: float) -> None:
        """Every piece comes so much later."""
        self._loop.call_soon_threadsafe(setattr, self, "_delay_s", seconds)

    def hold(self) -> None:
        """Nothing comes through any more, and nobody is told: connections are even accepted."""
        self._loop.call_soon_threadsafe(self._open.clear)

    def heal(self) -> None:
        """What was held is broken (RST), as a peer does that has come back and knows nothing of it."""
        self._loop.call_soon_threadsafe(self._heal)

    def _heal(self) -> None:
        for writer in self._writers:
            break_off(writer)
        self._delay_s = 0.0
        self._open.set()

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            await self._open.wait()
            to_reader, to_writer = await asyncio.open_connection("127.0.0.1", self._to)
        except OSError:  # nobody there: as if we were not either
            break_off(writer)
            self._writers.discard(writer)
            return
        self._writers.add(to_writer)
        try:
            await asyncio.gather(self._carry(reader, to_writer), self._carry(to_reader, writer))
        finally:
            self._writers -= {writer, to_writer}
            writer.close()
            to_writer.close()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while piece := await reader.read(CHUNK):
                if self._delay_s:
                    await asyncio.sleep(self._delay_s)
                await self._open.wait()
                writer.write(piece)
                await writer.drain()
        except OSError:
            break_off(writer)
            return
        if not writer.is_closing():
            writer.close()


async def end_all(ways: Iterable[Way]) -> None:
    for way in ways:
        way.server.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


def break_off(writer: asyncio.StreamWriter) -> None:
    connected = writer.get_extra_info("socket")
    if connected is not None and connected.fileno() >= 0:
        connected.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
    writer.transport.abort()
