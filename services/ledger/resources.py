"""What the ledger opens at its start beside what every service does: whom to call about an act."""

from dataclasses import dataclass

from chassis import resources
from kernel.organisation import Organisations


@dataclass(frozen=True)
class Resources(resources.Resources):
    organisations: Organisations
