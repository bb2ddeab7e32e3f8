"""What assistance opens at its start beside what every service does: the law of every place, and who is where."""

from dataclasses import dataclass

from chassis import resources
from kernel.organisation import Organisations
from policies.documents.regions import Table


@dataclass(frozen=True)
class Resources(resources.Resources):
    laws: Table
    organisations: Organisations
