"""The document that an operator asks about, as it would hold in each place of this installation."""

from pathlib import Path

from policies.documents import regions
from policies.documents.profile import Profile
from policies.documents.regions import Table


class AskedLaw:
    """`asked`: the document with the overlays asked for, wherever nothing else is laid over it."""

    def __init__(self, document: str, overlays: tuple[Path, ...], laws: Table) -> None:
        self._document, self._overlays, self._laws = document, overlays, laws
        self.asked = regions.laid(document, overlays)
        self.id = self.asked.id

    def at(self, region: str) -> Profile:
        """What the place has laid over the document lies under what is asked for."""
        return regions.laid(self._document, (*self._laws.overlays(self.id, region), *self._overlays))
