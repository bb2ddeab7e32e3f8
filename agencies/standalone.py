"""The agencies by themselves, for whoever connects to them: a folder with keys, people and partners, made when missing.

`agency-keys.json` and `checker.key.json` are secret; `agencies.json` is for a seeker (`JIEKUN_AGENCIES_FILE`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec

from agencies.behaviour import Behaviour
from agencies.ill_keys import known_ill_keys
from agencies.items_table import AGENCIES, OFFICES, items_of
from agencies.partners import Partners, load_keys, load_partners, make_keys
from agencies.population import Population, generate
from agencies.settings import Settings
from chassis.files import write_atomically
from dci.keys import KeyHistory, KnownKey, SigningKey

CHECKER = "checker"
CHECK_PORT = 7019
CHECKED_AT = f"http://127.0.0.1:{CHECK_PORT}/registry/on-search"
"""Where `jiekun agencies check` hears the answers, unless it is told otherwise."""
VALID_FROM = datetime(2020, 1, 1, tzinfo=UTC)


class Refused(ValueError):
    """What was asked cannot be; the text says why, 中文 · English."""


class Told(msgspec.Struct, frozen=True):
    """One agency, as a seeker's configuration has it."""

    code: str
    url: str
    keys: list[KnownKey]
    items: list[str]
    places: list[str]
    name: str


@dataclass(frozen=True)
class Seeker:
    """A stranger who asks: its name, its public key (base64) under an id, and where it hears answers."""

    sender_id: str
    key_id: str
    public_key: str
    callback: str

    def known(self) -> KnownKey:
        return KnownKey(
            sender_id=self.sender_id,
            key_id=self.key_id,
            algorithm="ed25519",
            public_key=self.public_key,
            valid_from=VALID_FROM,
        )


@dataclass(frozen=True)
class Folder:
    path: Path

    @property
    def keys(self) -> Path:
        return self.path / "agency-keys.json"

    @property
    def partners(self) -> Path:
        return self.path / "partners.json"

    @property
    def people(self) -> Path:
        return self.path / "population.json"

    @property
    def checker(self) -> Path:
        return self.path / "checker.key.json"

    @property
    def agencies(self) -> Path:
        return self.path / "agencies.json"

    def settings(self, host: str, port: int, behaviour: Path | None) -> Settings:
        """Of the process that serves it."""
        return Settings(
            host=host,
            port=port,
            log_level="WARNING",
            population_file=self.people,
            agency_keys_file=self.keys,
            partners_file=self.partners,
            agency_behaviour=behaviour,
            journal_file=self.path / "agencies.journal",
        )


def laid_out(folder: Folder, today: date, base_url: str, behaviour: Behaviour, seeker: Seeker | None) -> list[Told]:
    """What was there stays; `seeker` joins the partners, and its callback is allowed. Raises `Refused`."""
    folder.path.mkdir(parents=True, exist_ok=True)
    _made(folder.keys, lambda: make_keys(VALID_FROM)[0], secret=True)
    _made(folder.checker, lambda: SigningKey.generate(CHECKER, "1").dump(), secret=True)
    _made(folder.people, lambda: generate(200, 1, today).to_json())
    own = SigningKey.load(folder.checker.read_bytes())
    _made(
        folder.partners,
        lambda: msgspec.json.encode(Partners(keys=[own.known(VALID_FROM)], callbacks={CHECKER: [CHECKED_AT]})),
    )
    if seeker is not None:
        _admit(folder.partners, seeker)
    told = _told(load_keys(folder.keys), base_url, behaviour)
    write_atomically(folder.agencies, msgspec.json.format(msgspec.json.encode(told), indent=1))
    return told


def persons_on_file(folder: Folder, item: str, most: int = 2) -> tuple[str, ...]:
    """ID numbers of the fictive people who have something on file."""
    population = Population.from_json(folder.people.read_bytes())
    return tuple(number for number, items in population.on_file.items() if item in items)[:most]


def signing_key(file: Path) -> SigningKey:
    """Raises OSError, ValueError."""
    return SigningKey.load(file.read_bytes())


def registry_keys(file: Path) -> KeyHistory:
    """From an `agencies.json`, or a list of public keys. Raises ValueError."""
    raw = file.read_bytes()
    try:
        return KeyHistory(key for agency in msgspec.json.decode(raw, type=list[_WithKeys]) for key in agency.keys)
    except msgspec.ValidationError:
        return KeyHistory.load(raw)


class _WithKeys(msgspec.Struct, frozen=True):
    keys: list[KnownKey]


def _told(keys: Mapping[str, SigningKey], base_url: str, behaviour: Behaviour) -> list[Told]:
    return [
        Told(
            code=code,
            url=f"{base_url}/{code}",
            keys=[keys[code].known(VALID_FROM), *known_ill_keys(keys[code], behaviour)],
            items=[item.value for item in items_of(code)],
            places=list(OFFICES[code].places) if code in OFFICES else [],
            name=OFFICES[code].chinese if code in OFFICES else "",
        )
        for code in AGENCIES
    ]


def _made(file: Path, content: Callable[[], bytes], secret: bool = False) -> None:
    if not file.exists():
        write_atomically(file, content(), mode=0o600 if secret else 0o644)


def _admit(file: Path, seeker: Seeker) -> None:
    """The same again changes nothing; another key under a known id is none of ours."""
    partners, known = load_partners(file), seeker.known()
    standing = {(key.sender_id, key.key_id): key for key in partners.keys}.get((known.sender_id, known.key_id))
    if standing is not None and standing.public_key != known.public_key:
        raise Refused(
            f"{known.sender_id}|{known.key_id} 已有另一把公钥，请换 --seeker-key-id"
            " · it has another key already: take another --seeker-key-id"
        )
    keys = partners.keys if standing is not None else [*partners.keys, known]
    try:
        KeyHistory(keys)
    except ValueError as error:
        raise Refused(f"公钥不可用 · the public key: {error}") from None
    allowed = partners.callbacks.get(known.sender_id, [])
    callbacks = partners.callbacks | {known.sender_id: list(dict.fromkeys([*allowed, seeker.callback]))}
    write_atomically(file, msgspec.json.encode(msgspec.structs.replace(partners, keys=keys, callbacks=callbacks)))
