"""A service's desk: its kinds of tasks, who does each, and how a household is called in a list."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final

from chassis.http.principal import Principal, Role

Names = Callable[[Collection[str]], Mapping[str, str | None]]
"""Household -> the applicant's masked name; None once erased. Opened for the page that is shown and stored nowhere, so
that with a household's key its name is gone from every list."""

HAND_OVER_ALL: Final[Role] = "reviewer"


@dataclass(frozen=True)
class Desk:
    """`kinds`: kind -> the roles that do it. Each role sees its own kinds, an auditor all. `at_once`: kinds that are
    done as they are read, and that nobody takes or hands over."""

    kinds: Mapping[str, tuple[Role, ...]]
    names: Names
    at_once: Collection[str] = ()

    def kinds_of(self, principal: Principal) -> list[str]:
        sees_all = "auditor" in principal.roles
        return [kind for kind, roles in self.kinds.items() if sees_all or self.does(principal, kind)]

    def workers(self) -> list[Role]:
        """Whoever takes any kind."""
        return sorted({role for kind, roles in self.kinds.items() if kind not in self.at_once for role in roles})

    def does(self, principal: Principal, kind: str) -> bool:
        return not principal.roles.isdisjoint(self.kinds[kind])

    def takes(self, principal: Principal, kind: str) -> bool:
        return kind not in self.at_once and self.does(principal, kind)
