"""Where the fictive people live and work: the unions of one city, invented streets, firms and banks."""

from __future__ import annotations

from random import Random

from agencies.people.identity import social_credit_code
from kernel.organisation import OrganisationKind, covers, default

CITY_FEDERATION = "44/4405"
UNIONS = tuple(
    organisation.path
    for organisation in default()
    if covers(CITY_FEDERATION, organisation.path)
    and organisation.kind in (OrganisationKind.ENTERPRISE, OrganisationKind.INDUSTRY)
)
DISTRICTS = {"440507": "龙湖区", "440511": "金平区", "440515": "澄海区"}
STREETS = ("虚构路", "样本街", "示例巷", "假想里", "测试村道")
# Where migrant workers are registered: another prefecture of the same province.
MIGRANT_HOME = "441481"

# The dibao line that the population is built around: fictive, fen a month and head, in each district.
DIBAO_LINE_FEN = 100_000

FIRMS = ("虚构实业", "样本制造", "示例工贸", "假想科技")
BANKS = ("虚构银行汕头分行", "样本农商银行", "示例储蓄银行龙湖支行")


def region_of(union: str) -> str:
    """The county code of a union's path: whose dibao line applies."""
    return union.split("/")[2]


def address(rng: Random, region: str) -> str:
    street = rng.choice(STREETS)
    return (
        f"汕头市{DISTRICTS[region]}{street}{rng.randrange(1, 300)}号"
        f"{rng.randrange(1, 20)}栋{rng.randrange(1, 9)}0{rng.randrange(1, 7)}"
    )


def employer(rng: Random, union: str) -> dict[str, str]:
    """A fictive firm as the application names it; the same firm always has the same code."""
    place, which = UNIONS.index(union) + 1, rng.randrange(len(FIRMS))
    kind = "state_run_enterprise" if which == 0 else "enterprise"
    return {
        "name": f"汕头市{FIRMS[which]}第{place}有限公司",
        "credit_code": social_credit_code("440590", 90_000_000 + place * 100 + which),
        "kind": kind,
    }
