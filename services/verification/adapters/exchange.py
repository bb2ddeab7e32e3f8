"""The exchange with the agencies: our key, theirs, their addresses, and the one way out.

`agencies_file`: [{"code": "tax", "url": "https://…", "keys": [KnownKey…]}, …]; below a url stands
`/registry/search`. Two more members say how it is given a token: `client_secret_sha256`, `with_token`; three more what
an office answers and where: `name`, `items`, `places`; one how many questions it bears: `questions_a_minute`; one which
leads it may tell: `leads`; one, `mode`, that it works by sheet. It is the first version of the directory.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from chassis.breaker import Breaker
from chassis.client import HttpClient, Reply
from chassis.settings import Settings, refuse
from dci.keys import KeyHistory, KnownKey, SigningKey
from kernel.items import AGENCY_CHINESE, Agency, Item
from kernel.leads import LeadKind
from services.verification.adapters.known_keys import KeyRing
from services.verification.adapters.pace import Paces
from services.verification.domain.directory import PLACE, Office, everywhere
from services.verification.domain.events import Answers

Post = Callable[[str, bytes], Reply]
REPLY_WITHIN_S = 5.0
"""The whole of it, from the connection to the last byte."""


@dataclass(frozen=True)
class Exchange:
    """`offices`: code -> entry of the agencies file. `sender_uri`: where our answers are to be sent. `post` raises
    `chassis.client.Unreachable`.

    `secrets`: by sender, the SHA-256 of the secret that a token is given for; `with_token`: who must show one.
    """

    key: SigningKey
    ring: KeyRing
    offices: Mapping[str, Office]
    sender_uri: str
    post: Post
    breaker: Breaker = field(default_factory=Breaker)
    close: Callable[[], None] = lambda: None
    secrets: Mapping[str, str] = field(default_factory=dict)
    with_token: frozenset[str] = frozenset()
    paces: Paces = field(default_factory=Paces)
    leads: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    by_sheet: frozenset[str] = frozenset()

    def works_by_sheet(self, agency: str) -> bool:
        """Whether its questions wait for a question sheet instead of being posted."""
        return agency in self.by_sheet

    @property
    def keys(self) -> KeyHistory:
        """Whom we believe, as of now."""
        return self.ring.history()


def open_exchange(settings: Settings, post: Post | None = None) -> Exchange:
    """Ends the process when a setting is missing or a file does not say what it should."""
    key_file, agencies_file, sender_uri = settings.dci_key_file, settings.agencies_file, settings.dci_sender_uri
    if key_file is None or agencies_file is None or sender_uri is None:
        refuse(
            [
                "verification signs what it asks: type JIEKUN_DCI_KEY_FILE=/path/of/key.json,"
                " JIEKUN_AGENCIES_FILE=/path/of/agencies.json and JIEKUN_DCI_SENDER_URI=https://…/registry/on-search"
            ]
        )
    known = _known(agencies_file)
    key, ring = SigningKey.load(key_file.read_bytes()), KeyRing(one for agency in known for one in agency.keys)
    client = HttpClient(timeout_s=REPLY_WITHIN_S)
    return Exchange(
        key,
        ring,
        {agency.code: agency.office for agency in known},
        sender_uri,
        post or client.post,
        close=client.close,
        secrets={agency.code: agency.client_secret_sha256 for agency in known if agency.client_secret_sha256},
        with_token=frozenset(agency.code for agency in known if agency.with_token),
        by_sheet=frozenset(agency.code for agency in known if agency.mode == "sheet"),
        paces=Paces({one.code: one.questions_a_minute for one in known if one.questions_a_minute}),
        leads={agency.code: _as_said(agency.leads) for agency in known if agency.leads},
    )


def _as_said(leads: Mapping[LeadKind, int]) -> dict[str, int]:
    return {kind: days for kind, days in leads.items()}


class _Agency(msgspec.Struct, frozen=True):
    """An agency, or a charity that only reports its aid; `code` is its sender id. Who has `with_token` must show a
    token, which it gets for the secret whose SHA-256 (hex) stands here. `questions_a_minute`: how many it bears.
    `leads`: which it may tell under law, and for how many days each may be kept.

    Under the plain name of an agency stands who answers its items wherever no narrower office does; what any other code
    answers, `items` in `places`, stands here or is set in the directory. `mode` "sheet": it has no interface, and its
    questions go by sheet; then the url is called by nobody.
    """

    code: str
    url: str
    keys: list[KnownKey]
    client_secret_sha256: str | None = None
    with_token: bool = False
    name: str = ""
    items: list[Item] = []
    places: list[Annotated[str, msgspec.Meta(pattern=PLACE)]] = []
    questions_a_minute: Annotated[int, msgspec.Meta(ge=1)] | None = None
    leads: dict[LeadKind, Annotated[int, msgspec.Meta(ge=1, le=366)]] = {}

    mode: Literal["interface", "sheet"] = "interface"

    @property
    def office(self) -> Office:
        if self.code in set(Agency):
            kind = Agency(self.code)
            return Office(self.code, self.name or AGENCY_CHINESE[kind], self.url, everywhere(kind))
        answers = (Answers(tuple(self.items), tuple(self.places)),) if self.items else ()
        return Office(self.code, self.name or self.code, self.url, answers)


def _known(path: Path) -> list[_Agency]:
    try:
        known = msgspec.json.decode(path.read_bytes(), type=list[_Agency])
    except msgspec.DecodeError as error:
        refuse([f"JIEKUN_AGENCIES_FILE is no list of agencies with code, url and keys: {error}"])
    kinds = {agency.value for agency in Agency}
    missing = sorted(kinds - {agency.code for agency in known})
    if missing:
        refuse([f"JIEKUN_AGENCIES_FILE names no {', '.join(missing)}: each agency that may be asked needs an entry"])
    nowhere = sorted(agency.code for agency in known if agency.items and not agency.places and agency.code not in kinds)
    if nowhere:
        refuse([f"JIEKUN_AGENCIES_FILE says what {', '.join(nowhere)} answers and not where: add its `places`"])
    return known
