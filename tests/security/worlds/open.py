"""Opens each world when it is first asked for, and keeps it for all tests of a worker."""

from collections.abc import Callable
from contextlib import ExitStack, closing
from functools import cache
from pathlib import Path
from typing import Any, Final

from agencies.behaviour import Behaviour
from agencies.partners import load_keys
from chassis.service import Service
from chassis.settings import Settings
from chassis.urls import VaultUrls
from chassis.vault.postgres import PostgresVault
from machine import issuer
from services.assistance.bootstrap import bootstrap as assistance
from services.intake.bootstrap import bootstrap as intake
from services.ledger.bootstrap import bootstrap as ledger
from tests.integration.assistance.conftest import Assistance, as_recorded
from tests.integration.intake.conftest import Intake
from tests.integration.ledger.conftest import Ledger
from tests.integration.verification.conftest import Town, agencies_opposite, exchange_files
from tests.security.worlds.assistance import AssistanceWorld
from tests.security.worlds.intake import IntakeWorld
from tests.security.worlds.ledger import REPORTERS, LedgerWorld
from tests.security.worlds.verification import VerificationWorld
from tests.security.worlds.world import PREFIXES, World
from tests.support import service as hosting
from tests.support.parameters import keep, told
from tests.support.places import organisations_file
from tests.support.postgres import VAULT, PostgresForTests

SERVICES: Final = ("intake", "verification", "assistance", "ledger")


class Worlds:
    """`world(name)` is the one of that service; all end together."""

    def __init__(self, postgres: PostgresForTests, make_folder: Callable[[str], Path]) -> None:
        self._postgres = postgres
        self._make_folder = make_folder
        self._key = issuer.new_key()
        self._open = ExitStack()
        self.world = cache(self._made)

    def close(self) -> None:
        self._open.close()

    def _made(self, name: str) -> World:
        folder = self._make_folder(name)
        hosting.keep_keys(folder, self._key)
        given: dict[str, Any] = {
            "organisations_file": organisations_file(folder, *((path, path.split("/")[2]) for path in PREFIXES))
        }
        make = {
            "intake": self._intake,
            "verification": self._verification,
            "assistance": self._assistance,
            "ledger": self._ledger,
        }[name]
        return make(folder, given)

    def _intake(self, folder: Path, given: dict[str, Any]) -> World:
        sources = dict.fromkeys(("verification", "assistance"), "postgresql://x@localhost/x")
        settings, _ = self._settings("intake", folder, **given, sources=sources, webhook_hosts=("portal.example",))
        hosted = Intake(self._begin(intake, settings), self._key)
        keep(hosted.service, told())
        return IntakeWorld(hosted)

    def _verification(self, folder: Path, given: dict[str, Any]) -> World:
        settings, _ = self._settings(
            "verification", folder, **given, **exchange_files(folder, by_sheet=("disabled_federation",))
        )
        town = Town(self._begin, settings, self._key, load_keys(folder / "agency-keys"))
        town.agencies = self._open.enter_context(agencies_opposite(town, Behaviour()))
        return VerificationWorld(town)

    def _assistance(self, folder: Path, given: dict[str, Any]) -> World:
        settings, _ = self._settings("assistance", folder, **given)
        hosted = Assistance(self._begin(assistance, settings), self._key)
        keep(hosted.service, [as_recorded(fact) for fact in told()])
        return AssistanceWorld(hosted)

    def _ledger(self, folder: Path, given: dict[str, Any]) -> World:
        reporters = folder / "agencies.json"
        reporters.write_bytes(REPORTERS)
        settings, vault = self._settings("ledger", folder, **given, agencies_file=reporters)
        assert settings.master_key_file is not None
        theirs = PostgresVault(vault.opener, settings.master_key_file.read_bytes())
        self._open.enter_context(closing(theirs))
        return LedgerWorld(Ledger(self._begin(ledger, settings), self._key, theirs))

    def _settings(self, name: str, folder: Path, **more: Any) -> tuple[Settings, VaultUrls]:
        vault = self._postgres.vault_urls(self._fresh(VAULT))
        database = self._postgres.service_urls(name, self._fresh(name))
        return hosting.settings_for(name, database, vault, folder, **more), vault

    def _fresh(self, kind: str) -> str:
        name = self._postgres.fresh(kind)
        self._open.callback(self._postgres.give_back, kind, name)
        return name

    def _begin(self, bootstrap: Callable[[Settings], Service[Any]], settings: Settings) -> Service[Any]:
        service = hosting.start(bootstrap, settings)
        self._open.callback(hosting.end, service)
        return service
