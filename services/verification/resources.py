"""What verification opens at its start beside what every service does: the first version of its directory."""

from dataclasses import dataclass

from chassis import resources
from services.verification.adapters.exchange import Exchange


@dataclass(frozen=True)
class Resources(resources.Resources):
    exchange: Exchange
