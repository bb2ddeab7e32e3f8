"""Object pool: the routes of the two services with many are made once in a worker and lent to one start after another.

FastAPI reads each route's signature and makes its validators when the route is made: most of what a start took, for the
same routes each time. What they work with stands behind stand-ins, which are given whatever the start at hand opened.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any, NamedTuple

from chassis.service import Service

WITH_MANY = ("intake", "assistance")
SAME_AT_EACH_START = {"codec"}
"""Its catalogue; whose vault it asks is another at each start, so a route asks its own."""


class StandIn:
    """Routes ask it when they are called, never when they are made: by then it is what this start has opened."""

    def __init__(self, opened: Any) -> None:
        self.behind, self.lent = opened, False

    def __getattr__(self, name: str) -> Any:
        assert self.lent or name in SAME_AT_EACH_START, f"`.{name}` is asked for where a route is made, not within it"
        return getattr(self.behind, name)


class Lot(NamedTuple):
    stand_ins: list[StandIn]
    routers: list[Any]


class Lender:
    """In place of what makes a service's routes; services that run at once have routes of their own."""

    def __init__(self, make: Callable[..., list[Any]]) -> None:
        self._make = make
        self._free: list[Lot] = []
        self._lent: dict[int, Lot] = {}

    def __call__(self, *opened: Any) -> list[Any]:
        lot = self._free.pop() if self._free else self._made(opened)
        for stand_in, each in zip(lot.stand_ins, opened, strict=True):
            stand_in.behind, stand_in.lent = each, True
        self._lent[id(lot.routers)] = lot
        return lot.routers

    def take_back(self, routers: Any) -> None:
        """From a service that has ended: it answers nobody any more."""
        if lot := self._lent.pop(id(routers), None):
            for stand_in in lot.stand_ins:
                stand_in.behind = None
            self._free.append(lot)

    def _made(self, opened: tuple[Any, ...]) -> Lot:
        stand_ins = [StandIn(each) for each in opened]
        return Lot(stand_ins, self._make(*stand_ins))


def lending(service: str) -> Lender:
    api = import_module(f"services.{service}.api")
    lender = api.routers = Lender(api.routers)
    return lender


LENDERS = {service: lending(service) for service in WITH_MANY}


def take_back(service: Service[Any]) -> None:
    if service.name in LENDERS:
        LENDERS[service.name].take_back(service.routers)
