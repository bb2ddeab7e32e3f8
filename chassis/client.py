"""The HTTP client: the one way out, to agencies and services. The only file that knows httpx.

Redirects are not followed (a signed body goes where it was meant to go, or nowhere), proxies of the
environment are ignored, and a peer that is slow or talks without end is cut off.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Self

import httpcore
import httpx

from chassis.deadline import Network, within

REPLY_BYTES_MAX: Final = 1 << 20
CONNECTIONS_MAX: Final = 100


@dataclass(frozen=True)
class Reply:
    """Whatever the peer answered, 3xx to 5xx included: judging it is the caller's work."""

    status: int
    body: bytes


class Unreachable(Exception):
    """No whole reply came. The peer may or may not have acted on the request: repeat it under the same ids.

    `reason` is one of: connect, timeout, protocol, too_large, encoded. No address stands in the text.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class HttpClient:
    """Keep-alive connections with limits; safe to share between threads. Close it at the end.

    `timeout_s` bounds the whole exchange, from the connection to the last byte.
    """

    def __init__(self, timeout_s: float = 10.0, reply_bytes_max: int = REPLY_BYTES_MAX) -> None:
        self._timeout_s = timeout_s
        self._reply_bytes_max = reply_bytes_max
        tls = httpx.create_ssl_context(trust_env=False)
        transport = httpx.HTTPTransport(verify=tls)
        # httpx has no setting for it; its pool is the one that it would have made, but for the network under it.
        transport._pool = httpcore.ConnectionPool(
            ssl_context=tls,
            max_connections=CONNECTIONS_MAX,
            max_keepalive_connections=CONNECTIONS_MAX,
            keepalive_expiry=5.0,
            network_backend=Network(),
        )
        self._client = httpx.Client(
            transport=transport,
            timeout=timeout_s,
            follow_redirects=False,
            trust_env=False,
            headers={"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "jiekun"},
        )

    def post(self, url: str, body: bytes, headers: Mapping[str, str] | None = None) -> Reply:
        """Send `body` as it is, as JSON unless `headers` say otherwise. Raises `Unreachable`."""
        given = httpx.Headers({"Content-Type": "application/json"})
        given.update(headers)
        return self._exchange("POST", url, body, given)

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Reply:
        """Raises `Unreachable`."""
        return self._exchange("GET", url, None, httpx.Headers(headers))

    def close(self) -> None:
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _exchange(self, method: str, url: str, body: bytes | None, headers: httpx.Headers) -> Reply:
        try:
            with (
                within(self._timeout_s),
                self._client.stream(method, url, content=body, headers=headers) as response,
            ):
                return Reply(response.status_code, self._read(response))
        except httpx.ConnectTimeout as error:
            raise Unreachable("connect") from error
        except httpx.TimeoutException as error:
            raise Unreachable("timeout") from error
        except httpx.ConnectError as error:
            raise Unreachable("connect") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Unreachable("protocol") from error

    def _read(self, response: httpx.Response) -> bytes:
        if response.headers.get("content-encoding", "identity") != "identity":
            raise Unreachable("encoded")  # we asked for identity; unpacking would undo the size limit
        body = bytearray()
        for chunk in response.iter_raw():
            body += chunk
            if len(body) > self._reply_bytes_max:
                raise Unreachable("too_large")
        return bytes(body)
