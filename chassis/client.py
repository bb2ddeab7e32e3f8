"""The HTTP client: the one way out, to agencies and services, on httpcore.

Redirects are not followed (a signed body goes where it was meant to go, or nowhere), proxies of the
environment are ignored, and a peer that is slow or talks without end is cut off.
"""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import TracebackType
from typing import Final, Self

import httpcore

from chassis.deadline import Network, within
from chassis.guarded_network import AddressRefused

REPLY_BYTES_MAX: Final = 1 << 20
CONNECTIONS_MAX: Final = 100
ALWAYS: Final = {"accept": "application/json", "accept-encoding": "identity", "user-agent": "jiekun"}


@dataclass(frozen=True)
class Reply:
    """Whatever the peer answered, 3xx to 5xx included: judging it is the caller's work."""

    status: int
    body: bytes


class Unreachable(Exception):
    """No whole reply came. The peer may or may not have acted on the request: repeat it under the same ids.

    `reason` is one of: connect, timeout, protocol, too_large, encoded, address. No address stands in the text.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class HttpClient:
    """Keep-alive connections with limits; safe to share between threads. Close it at the end.

    `timeout_s` bounds the whole exchange, from the connection to the last byte; `network` decides which addresses are
    reached, by default all.
    """

    def __init__(
        self, timeout_s: float = 10.0, reply_bytes_max: int = REPLY_BYTES_MAX, network: Network | None = None
    ) -> None:
        self._timeout_s = timeout_s
        self._reply_bytes_max = reply_bytes_max
        self._timeouts = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), timeout_s)}
        self._pool = httpcore.ConnectionPool(
            ssl_context=_trusted(),
            max_connections=CONNECTIONS_MAX,
            max_keepalive_connections=CONNECTIONS_MAX,
            keepalive_expiry=5.0,
            network_backend=network or Network(),
        )

    def post(self, url: str, body: bytes, headers: Mapping[str, str] | None = None) -> Reply:
        """Send `body` as it is, as JSON unless `headers` say otherwise. Raises `Unreachable`."""
        return self._exchange("POST", url, body, {"content-type": "application/json", **_lower(headers)})

    def put(self, url: str, body: bytes, headers: Mapping[str, str] | None = None) -> Reply:
        """As `post`."""
        return self._exchange("PUT", url, body, {"content-type": "application/json", **_lower(headers)})

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Reply:
        """Raises `Unreachable`."""
        return self._exchange("GET", url, None, _lower(headers))

    def close(self) -> None:
        self._pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _exchange(self, method: str, url: str, body: bytes | None, headers: Mapping[str, str]) -> Reply:
        sent, timeouts = [*{**ALWAYS, **headers}.items()], self._timeouts
        try:
            with (
                within(self._timeout_s),
                self._pool.stream(method, url, headers=sent, content=body, extensions=timeouts) as response,
            ):
                return Reply(response.status, self._read(response))
        except AddressRefused as error:
            raise Unreachable("address") from error
        except (httpcore.ConnectTimeout, httpcore.ConnectError) as error:
            raise Unreachable("connect") from error
        except httpcore.TimeoutException as error:
            raise Unreachable("timeout") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, ValueError) as error:
            raise Unreachable("protocol") from error  # a ValueError: an address that makes no sense

    def _read(self, response: httpcore.Response) -> bytes:
        if any(name.lower() == b"content-encoding" and value != b"identity" for name, value in response.headers):
            raise Unreachable("encoded")  # we asked for identity; unpacking would undo the size limit
        body = bytearray()
        for chunk in response.iter_stream():
            body += chunk
            if len(body) > self._reply_bytes_max:
                raise Unreachable("too_large")
        return bytes(body)


@cache
def _trusted() -> ssl.SSLContext:
    """Once in a process: reading the machine's authorities takes a tenth of a second."""
    return httpcore.default_ssl_context()


def _lower(headers: Mapping[str, str] | None) -> dict[str, str]:
    return {name.lower(): value for name, value in (headers or {}).items()}
