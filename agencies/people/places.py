"""Where the fictive people live and work: a place for each document, its unions, invented streets, firms and banks."""

from __future__ import annotations

from random import Random

import msgspec

from agencies.answer_keys.property import Limits
from agencies.people.identity import social_credit_code
from kernel.organisation import OrganisationKind, covers, default


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """One document's place. `federation` covers all its unions; standards are fictive, in fen a month and head.

    `migrant_home`: where migrant workers are registered. `near_line`: how far 略高于 reaches. `limits`: what a
    household may own, where the document has property looked at.
    """

    document: str
    federation: str
    city: str
    districts: dict[str, str]
    migrant_home: str
    line: int
    low_income: int = 0
    poverty: int = 0
    limits: Limits | None = None

    @property
    def near_line(self) -> int:
        return self.line * 3 // 2

    @property
    def unions(self) -> tuple[str, ...]:
        return tuple(union for union in UNIONS if covers(self.federation, union))

    @property
    def banks(self) -> tuple[str, ...]:
        first = next(iter(self.districts.values()))
        return (f"虚构银行{self.city[:-1]}分行", "样本农商银行", f"示例储蓄银行{first[:2]}支行")


LIMITS = Limits(
    houses=2, area_a_head=120, vehicles=1, cars=1, firms_led=0, capital=1_000_000, deposits_a_head=5_000_000
)
# The lines and limits are those of samples/parameters.toml on the day of the sample; a test holds them together.
SHANTOU = Place(
    document="shantou-2016",
    federation="44/4405",
    city="汕头市",
    districts={"440507": "龙湖区", "440511": "金平区", "440515": "澄海区"},
    migrant_home="441481",
    line=100_000,
)
KAIFENG = Place(
    document="kaifeng-2019",
    federation="41/4102",
    city="开封市",
    districts={"410202": "龙亭区", "410203": "顺河回族区"},
    migrant_home="411425",
    line=64_000,
    limits=LIMITS,
)
YUNNAN = Place(
    document="yunnan-2017",
    federation="53/5301",
    city="昆明市",
    districts={"530102": "五华区", "530103": "盘龙区"},
    migrant_home="532331",
    line=72_000,
)
QINHUANGDAO = Place(
    document="qinhuangdao-2017",
    federation="13/1303",
    city="秦皇岛市",
    districts={"130302": "海港区", "130303": "山海关区"},
    migrant_home="130728",
    line=76_000,
)
# Who is registered outside the county is out (baisha §三3): migrants come from its own villages.
BAISHA = Place(
    document="baisha-2020",
    federation="46/4690",
    city="白沙县",
    districts={"469025": "牙叉镇"},
    migrant_home="469025",
    line=62_000,
    low_income=93_000,
    poverty=62_000,
    limits=LIMITS,
)
PLACES = {place.document: place for place in (SHANTOU, KAIFENG, YUNNAN, QINHUANGDAO, BAISHA)}
_FEDERATIONS = tuple(place.federation for place in PLACES.values())
UNIONS = tuple(
    organisation.path
    for federation in _FEDERATIONS
    for organisation in default()
    if covers(federation, organisation.path)
    and organisation.kind in (OrganisationKind.ENTERPRISE, OrganisationKind.INDUSTRY)
)
CITY_FEDERATION = SHANTOU.federation
STREETS = ("虚构路", "样本街", "示例巷", "假想里", "测试村道")
FIRMS = ("虚构实业", "样本制造", "示例工贸", "假想科技")
STATE_RUN = 0
"""The first of a union's firms."""


def address(rng: Random, place: Place, region: str) -> str:
    street = rng.choice(STREETS)
    return (
        f"{place.city}{place.districts[region]}{street}{rng.randrange(1, 300)}号"
        f"{rng.randrange(1, 20)}栋{rng.randrange(1, 9)}0{rng.randrange(1, 7)}"
    )


def employer(rng: Random, place: Place, union: str, state_run: bool | None = None) -> dict[str, str]:
    """A fictive firm as the application names it; the same firm always has the same code. `state_run` None: either."""
    number, which = UNIONS.index(union) + 1, rng.randrange(len(FIRMS))
    if state_run is not None:
        which = STATE_RUN if state_run else max(which, STATE_RUN + 1)
    return {
        "name": f"{place.city}{FIRMS[which]}第{number}有限公司",
        "credit_code": social_credit_code("440590", 90_000_000 + number * 100 + which),
        "kind": "state_run_enterprise" if which == STATE_RUN else "enterprise",
    }
