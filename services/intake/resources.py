"""What intake opens at its start beside what every service does: the law of every place, who is where, and the place
of attachments."""

from dataclasses import dataclass

from chassis import resources
from chassis.blobs import Blobs
from kernel.organisation import Organisations
from policies.documents.regions import Table


@dataclass(frozen=True)
class Resources(resources.Resources):
    laws: Table
    organisations: Organisations
    blobs: Blobs
