"""The documents that were ever in force here, each version as it was written.

A decision is read and replayed by the law of its day, whatever became of the files since.
"""

import zlib
from functools import partial

from chassis import commands, unit_of_work
from chassis.store import Transaction, Unit
from chassis.use_case import by_system
from policies.documents import profile as profiles
from policies.documents.profile import Profile
from policies.errors import ProfileError
from services.intake.domain.events import LawAdopted, LawFile
from services.intake.resources import Resources


def stream_of(version: str) -> str:
    return f"law-{version}"


def keep_all(resources: Resources) -> None:
    """Every law that a household may be judged by, before the first one is; what is kept already changes nothing."""
    bare = [profiles.load(name) for name in profiles.names()]  # of who applied before a place got another document
    laws = [*bare, *(resources.laws.law(place.profile, place.prefix) for place in resources.laws.places)]
    for law in {law.version: law for law in laws}.values():
        commands.guarded(resources.store, None, partial(_adopted, resources, law))


def kept_law(transaction: Transaction, version: str) -> Profile | None:
    """None for a decision older than this feature, and for a law that today's engine cannot read any more."""
    found = transaction.load(stream_of(version))
    if not found:
        return None
    (name, content), *overlays = [(file.name, zlib.decompress(file.content)) for file in found[0].event.files]
    try:
        return profiles.read(name, content, overlays)
    except ProfileError:
        return None


def _adopted(resources: Resources, law: Profile, transaction: Transaction) -> Unit:
    stream = stream_of(law.version)
    files = tuple(LawFile(name, zlib.compress(content)) for name, content in law.files)
    events = [] if list(transaction.load(stream)) else [LawAdopted(profile=law.id, version=law.version, files=files)]
    return unit_of_work.unit(resources.codec, by_system(resources), [unit_of_work.Change(stream, 0, stream, events)])
