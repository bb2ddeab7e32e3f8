"""The documents that were ever in force here, each version as it was written.

A decision is read and replayed by the law of its day, whatever became of the files since.
"""

import zlib
from functools import partial
from typing import Any

from chassis import commands, trace, writing
from chassis.envelope import Context
from chassis.ids import uuid7
from chassis.resources import Resources
from chassis.store import Unit
from policies.documents import profile as profiles
from policies.documents import regions
from policies.documents.profile import Profile
from policies.errors import ProfileError
from services.intake.domain.events import LawAdopted, LawFile


def stream_of(version: str) -> str:
    return f"law-{version}"


def keep_all(here: Resources) -> None:
    """Every law that a household may be judged by, before the first one is; what is kept already changes nothing."""
    held = regions.table(here.settings.regions_file)
    bare = [profiles.load(name) for name in profiles.names()]  # of who applied before a place got another document
    laws = [*bare, *(held.law(place.profile, place.prefix) for place in held.places)]
    for law in {law.version: law for law in laws}.values():
        commands.guarded(here.store, None, partial(_adopted, here, law))


def kept_law(transaction: Any, version: str) -> Profile | None:
    """None: of a time before laws were kept, or one that today's engine cannot read any more."""
    found = transaction.load(stream_of(version))
    if not found:
        return None
    (name, content), *overlays = [(file.name, zlib.decompress(file.content)) for file in found[0].event.files]
    try:
        return profiles.read(name, content, overlays)
    except ProfileError:
        return None


def _adopted(here: Resources, law: Profile, transaction: Any) -> Unit:
    stream = stream_of(law.version)
    files = tuple(LawFile(name, zlib.compress(content)) for name, content in law.files)
    events = [] if list(transaction.load(stream)) else [LawAdopted(profile=law.id, version=law.version, files=files)]
    context = Context(actor="system:intake", at=here.clock.now(), correlation=uuid7(), traceparent=trace.header())
    return writing.unit(here.codec, context, [writing.Change(stream, 0, stream, events)])
