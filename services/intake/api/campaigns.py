"""批量复查: many open files are checked again; one person proposes, another begins, and how far it is."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Response
from pydantic import Field

from chassis.http.answers import answer
from chassis.http.body import Body
from chassis.http.call import Call, command
from chassis.http.conditional import set_etag
from chassis.http.cursor import Cursor, Limit, Page, page
from chassis.http.principal import Principal, require
from chassis.http.values import Day
from kernel.closed_lists import CampaignReason
from services.intake.api import shapes
from services.intake.api.supervision import after
from services.intake.handlers import campaigns
from services.intake.handlers.campaigns import Act, Wanted
from services.intake.projections import campaign_queries
from services.intake.resources import Resources

Proposing = Annotated[Call, Depends(command("reviewer"))]
Deciding = Annotated[Call, Depends(command("reviewer", if_match="optional"))]
Reading = Annotated[Principal, Depends(require("case_worker", "reviewer", "auditor"))]
CampaignId = Annotated[str, Path(max_length=64, description="批量复查编号 · the campaign's id")]
HouseholdId = Annotated[str, Field(min_length=1, max_length=64)]


class CampaignBody(Body):
    """Which open files: those of `org_path` and below; of these all, or those that `due_by` or `households` names."""

    org_path: Annotated[
        str,
        Field(
            min_length=1,
            max_length=200,
            description="工会组织路径，含其下各级 · the union whose files they are, with those below it",
            examples=["44/4405/440507"],
        ),
    ]
    reason: Annotated[CampaignReason, Field(description="批量复查的原因 · why they are checked again")]
    ordered_by: Annotated[
        str,
        Field(
            min_length=1, max_length=200, description="依据文件 · the paper that orders it", examples=["年度复核通知"]
        ),
    ]
    due_by: Annotated[
        Day | None, Field(description="只查至此日应复查的 · only those whose re-check is due by this day")
    ] = None
    households: Annotated[
        list[HouseholdId], Field(max_length=1000, description="只查这些户 · only these households")
    ] = Field(default_factory=list)
    a_minute: Annotated[
        int | None,
        Field(ge=1, le=6000, description="每分钟最多几户，空为不限 · households a minute; null for no limit"),
    ] = None


class CampaignDecisionBody(Body):
    decision: Annotated[
        Act,
        Field(
            description="批准并开始、不批准、暂停、继续、停止 · begin, decline, pause, resume, or stop for good",
        ),
    ]


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1/campaigns", tags=["campaigns"])

    @routes.post(
        "", status_code=201, summary="提出批量复查 · propose a bulk re-check", response_model=shapes.CampaignStands
    )
    def propose_campaign(body: CampaignBody, call: Proposing) -> Response:
        """Nobody is asked before another person begins it; `planned` says of how many files it would be."""
        wanted = Wanted(
            org_path=body.org_path,
            reason=body.reason,
            ordered_by=body.ordered_by,
            due_by=body.due_by,
            households=tuple(body.households),
            a_minute=body.a_minute,
        )
        return answer(campaigns.propose(resources, call, wanted), 201)

    @routes.get("", summary="批量复查列表 · the bulk re-checks", response_model=Page[shapes.Campaign])
    def list_campaigns(principal: Reading, cursor: Cursor = None, limit: Limit = 50) -> Page[dict[str, Any]]:
        """The latest first."""
        last = after("campaigns", cursor)
        with resources.store.reading() as connection:
            rows = campaign_queries.campaigns(connection, principal.org_path, last, limit + 1)
        return page("campaigns", rows, limit, campaigns.as_told, lambda row: (row.campaign,))

    @routes.get(
        "/{campaign}", summary="批量复查进度 · how far a bulk re-check is", response_model=shapes.CampaignProgress
    )
    def read_campaign(campaign: CampaignId, principal: Reading, response: Response) -> dict[str, Any]:
        """So many of so many: taken, asked, answered, silent, decided on, and passed over."""
        version, shown = campaigns.shown(resources, principal, campaign)
        set_etag(response, version)
        return shown

    @routes.post(
        "/{campaign}/decision",
        summary="批准、暂停、继续或停止批量复查 · begin, pause, resume or stop a bulk re-check",
        response_model=shapes.CampaignStands,
    )
    def decide_campaign(campaign: CampaignId, body: CampaignDecisionBody, call: Deciding) -> Response:
        """It is begun by another person than who proposed it; any reviewer of the place pauses and resumes. Households
        that were taken go on when it is paused or stopped."""
        return answer(campaigns.decide(resources, call, campaign, body.decision))

    return routes
