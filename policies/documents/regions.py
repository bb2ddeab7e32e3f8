"""Which document holds in a region, and which overlays of a lower level go over it there (`regions.toml`).

An installation may bring a table of its own; its overlays stand beside it.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import msgspec

from policies.documents import profile as profiles
from policies.documents.profile import Profile
from policies.errors import ProfileError

PACKAGED = Path(__file__).parents[1] / "regions.toml"


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`prefix`: the first digits of the region codes in which `profile` holds. `overlays`: files, in this order."""

    prefix: str
    place: str
    profile: str
    overlays: tuple[str, ...] = ()


class LawOfPlace(msgspec.Struct, frozen=True):
    """The document as it holds in a place. `items`: what is verified, since the document's rules rest on it."""

    law: Profile
    items: tuple[str, ...]

    @property
    def profile(self) -> str:
        return self.law.id


@dataclass(frozen=True)
class Table:
    """`folder`: where its overlays are."""

    places: tuple[Place, ...]
    folder: Path

    @cached_property
    def laws(self) -> dict[str, LawOfPlace]:
        """By prefix. Raises `ProfileError` for an overlay that is none."""
        there = {place.prefix: self.law(place.profile, place.prefix) for place in self.places}
        return {prefix: LawOfPlace(law, items_needed(law)) for prefix, law in there.items()}

    def law_at(self, region: str) -> LawOfPlace | None:
        """None where no document holds."""
        place = self.place_of(region)
        return self.laws[place.prefix] if place else None

    def place_of(self, region: str) -> Place | None:
        """The longest prefix that fits."""
        fitting = [place for place in self.places if region.startswith(place.prefix)]
        return max(fitting, key=lambda place: len(place.prefix), default=None)

    def law(self, profile: str, region: str) -> Profile:
        """The profile as it holds in the region. Overlays are for the profile of their own row, for no other: who
        applied before a place got another document stays under the one of that day.
        """
        return laid(profile, self.overlays(profile, region))

    def overlays(self, profile: str, region: str) -> tuple[Path, ...]:
        place = self.place_of(region)
        there = place.overlays if place is not None and place.profile == profile else ()
        return tuple(self.folder / overlay for overlay in there)


def items_needed(law: Profile) -> tuple[str, ...]:
    """The verification items that the document's rules rest on."""
    return tuple(sorted({need.item.value for need in law.document.items}))


@cache
def table(file: Path | None = None) -> Table:
    """The installation's, or the packaged one. Raises `ProfileError`, naming what in which file cannot be used."""
    path = file or PACKAGED
    places = load(path)
    known = profiles.names()
    for place in places:
        if place.profile not in known:
            raise ProfileError(path.name, "regions", place.prefix, f"there is no profile {place.profile!r}")
        for overlay in place.overlays:
            if not (path.parent / overlay).is_file():
                raise ProfileError(path.name, "regions", place.prefix, f"there is no overlay {overlay!r}")
    found = Table(places, path.parent)
    for place in places:
        found.law_at(place.prefix)  # read now: an overlay that is none stops the start
    return found


def load(path: Path) -> tuple[Place, ...]:
    """Raises `ProfileError` on a table of another form, a prefix that is no region's and one that stands twice."""
    try:
        places = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")).get("regions"), tuple[Place, ...])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as bad:
        raise ProfileError(path.name, "form", "file", str(bad)) from bad
    seen: set[str] = set()
    for place in places:
        digits = place.prefix.isascii() and place.prefix.isdigit()
        if not (digits and len(place.prefix) in (2, 4, 6)):
            raise ProfileError(path.name, "regions", place.prefix, "is not 2, 4 or 6 digits")
        if place.prefix in seen:
            raise ProfileError(path.name, "regions", place.prefix, "stands twice")
        seen.add(place.prefix)
    return places


@cache
def laid(profile: str, overlays: Sequence[Path]) -> Profile:
    """Read once: what is edited afterwards holds from the next start on."""
    return profiles.load(profile, overlays)
