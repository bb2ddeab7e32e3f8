"""Each attachment that is not erased lies beside the store, with the very bytes that its event names by their digest.

Events are read before the blobs, and erasures after them: an event is appended behind its blob, and a blob removed
behind its event.
"""

from collections.abc import Iterator

from chassis.blobs import BlobAltered, BlobLost, Blobs
from checks.given import Fact, Given
from checks.report import Problem, found


def problems(given: Given) -> Iterator[Problem]:
    assert given.blobs is not None
    added = list(given.facts("intake", "AttachmentAdded"))
    wrong = [(fact, what) for fact in added if (what := _what_is_wrong(given.blobs, fact)) is not None]
    erased = {id for fact in given.facts("intake", "AttachmentsErased") for id in fact.data["attachments"]}
    for what in ("lost", "altered"):
        places = [
            f"household {fact.subject}: attachment {fact.data['attachment']}"
            for fact, this in wrong
            if this == what and fact.data["attachment"] not in erased
        ]
        yield from found(f"the blob of an attachment is {what}", places, "lost" if what == "lost" else "wrong")


def _what_is_wrong(blobs: Blobs, fact: Fact) -> str | None:
    try:
        blobs.get(fact.data["blob"])
    except BlobLost:
        return "lost"
    except BlobAltered:
        return "altered"
    return None
