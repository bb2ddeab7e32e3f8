"""Peers as bad as they come: one that takes a connection and never speaks, and one between two that falls silent."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def half_open() -> Iterator[str]:
    """The address of a server that accepts (its backlog does) and never answers."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(128)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


class Between:
    """Carries bytes between its callers and a server, until it is told to swallow them."""

    def __init__(self, host: str, port: int) -> None:
        self.silent = False
        self._to = (host, port)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._sockets = [self._listening]
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        for one in self._sockets:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                far = socket.create_connection(self._to)
                self._sockets += [near, far]
                for source, sink in ((near, far), (far, near)):
                    threading.Thread(target=self._carry, args=(source, sink), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        """A connection that once fell silent stays so, whatever later ones may do: that is what half-open means."""
        swallows = False
        with suppress(OSError):
            while data := source.recv(65536):
                swallows = swallows or self.silent
                if not swallows:
                    sink.sendall(data)
            sink.shutdown(socket.SHUT_RDWR)
