"""What the four services project, for `checks.run(read_models=…)`: the checks may not import services, tests may."""

from importlib import import_module

from chassis.codec import Codec
from chassis.operations.events import events_of
from chassis.roles import SERVICES
from chassis.vault.sealed import SealedVault
from checks.given import ReadModels
from services.assistance.projections import budgets
from services.intake.projections import claims
from services.ledger.index import schema, writes


def read_models() -> list[ReadModels]:
    """Every read model, and the guarded tables that fold from their service's own events too."""
    held = ReadModels("intake", codec_of("intake"), claims.project, claims.TABLES)
    free = ReadModels("assistance", codec_of("assistance"), budgets.project, budgets.TABLES)
    index = ReadModels("ledger", codec_of("ledger"), writes.project, schema.TABLES)
    return [*(of_service(service) for service in SERVICES), held, free, index]


def of_service(service: str) -> ReadModels:
    projections = import_module(f"services.{service}.projections")
    return ReadModels(service, codec_of(service), projections.project, projections.TABLES)


def codec_of(service: str) -> Codec:
    own = import_module(f"services.{service}.bootstrap").CATALOGUE
    return Codec(service, {**own, **events_of(service)}, SealedVault())
