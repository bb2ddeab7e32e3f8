"""The line to portals' receivers: hosts that the operator named, over https, and the one way out to them."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from chassis.breaker import Breaker
from chassis.client import HttpClient, Reply
from chassis.guarded_network import GuardedNetwork, Networks
from chassis.settings import Settings
from kernel.errors import DomainError

REPLY_WITHIN_S: Final = 5.0
REPLY_BYTES_MAX: Final = 64 * 1024
"""Of an answer only its status is read."""
_PLAIN: Final = re.compile(r"[!-~]{1,500}")
_STANDARD_PORTS: Final = {"https": 443, "http": 80}

Post = Callable[[str, bytes, Mapping[str, str]], Reply]


@dataclass(frozen=True)
class WebhookLine:
    """`hosts`: `host`, or `host:port`. `networks`: what else than public addresses a host may resolve to; a host that
    is a loopback address of these may be spoken to without TLS. `post` raises `chassis.client.Unreachable`."""

    hosts: Collection[str]
    networks: Networks
    post: Post
    breaker: Breaker = field(default_factory=Breaker)
    close: Callable[[], None] = lambda: None

    def require_allowed(self, url: str) -> None:
        """Raises DomainError where nothing is to be sent."""
        try:
            parts = urlsplit(url)
            port = parts.port or _STANDARD_PORTS.get(parts.scheme)
        except ValueError:
            raise DomainError("webhook.url") from None
        host = parts.hostname or ""
        if _PLAIN.fullmatch(url) is None or not host or "@" in parts.netloc or parts.query or parts.fragment:
            raise DomainError("webhook.url")
        if parts.scheme != "https" and not (parts.scheme == "http" and self._is_loopback(host)):
            raise DomainError("webhook.https")
        named = {host, f"[{host}]"} if port == _STANDARD_PORTS[parts.scheme] else set()
        if not (named | {f"{host}:{port}", f"[{host}]:{port}"}) & self._lower:
            raise DomainError("webhook.host")

    @property
    def _lower(self) -> set[str]:
        return {host.lower() for host in self.hosts}

    def _is_loopback(self, host: str) -> bool:
        try:
            address = ip_address(host)
        except ValueError:
            return False
        return address.is_loopback and any(address in network for network in self.networks)


def open_line(settings: Settings, post: Post | None = None) -> WebhookLine:
    if post is not None:
        return WebhookLine(settings.webhook_hosts, settings.webhook_networks, post)
    client = HttpClient(REPLY_WITHIN_S, REPLY_BYTES_MAX, GuardedNetwork(settings.webhook_networks))
    return WebhookLine(settings.webhook_hosts, settings.webhook_networks, client.post, close=client.close)
