"""The access record of a run: one event before it opens anything, for all households whose facts it reads."""

from chassis import operations
from chassis.operations import Operator
from chassis.service import Service
from services.intake.domain.events import FactsJudged
from services.intake.resources import Resources

SUBJECT = "households-of-region-"


def record(service: Service[Resources], by: str, what: str, region: str) -> None:
    """`by`: who asked; "" where the asker does not say, as a bench."""
    operator = Operator(by or "unnamed", service.clock.now())
    with service.store.transaction() as transaction:
        told = (f"{SUBJECT}{region}", FactsJudged(what=what, region=region))
        operations.tell(service.store, transaction, operator, told)


def subjects_over(region: str) -> list[str]:
    """Of runs that may have read the facts of a household of the region: of it, and of each place around it."""
    return [f"{SUBJECT}{region[:digits]}" for digits in range(len(region) + 1)]
