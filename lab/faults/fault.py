"""What a fault is: a name, a sentence, where it can strike, and how it begins and heals."""

from collections.abc import Callable
from dataclasses import dataclass

from lab.faults.lab import Lab
from machine.environment import Bus


@dataclass(frozen=True)
class Setting:
    """What a demo has to offer to faults, known before anything starts. `keeps`: its data outlive it."""

    bus: Bus
    own_postgres: bool
    own_broker: bool
    keeps: bool


def nothing(lab: Lab, target: str) -> None:
    """Nothing to do."""


@dataclass(frozen=True)
class Fault:
    """`begin`, then after `lasts_s`, with work going on, `heal`, which returns when everything is whole again.

    `targets`: what it can strike; none of a fault that lasts the whole run. `missing`: why it cannot be had here.
    """

    name: str
    zh: str
    en: str
    targets: Callable[[Setting], tuple[str, ...]]
    begin: Callable[[Lab, str], None]
    heal: Callable[[Lab, str], None] = nothing
    lasts_s: float = 0.0
    missing: Callable[[Setting], str | None] = lambda setting: None


def needs_own_postgres(setting: Setting) -> str | None:
    return None if setting.own_postgres else "the PostgreSQL server in DATABASE_URL is not ours to harm"
