"""查无: open files of an organisation whose complete sheet does not speak of them. They are told, never closed."""

from chassis.http.principal import Principal
from services.intake.domain.survey.comparison import Difference
from services.intake.handlers.roster_rows import id_of
from services.intake.handlers.roster_survey import Survey
from services.intake.handlers.roster_writer import Compared
from services.intake.projections import survey_queries
from services.intake.resources import Resources


def tell(resources: Resources, principal: Principal, survey: Survey, complete_for: str) -> int:
    """How many. The same content, in whatever form it comes, tells of the same households once. A portal's sheet tells
    of what that portal brought in: of others' files it is not the one to say that nobody found them.
    """
    by = principal.subject if principal.is_portal_alone else None
    content = id_of(resources, "sheet", complete_for, sorted(survey.ids))
    with resources.store.reading() as sql:
        for page in survey_queries.open_files(sql, complete_for, by):
            gone = [_gone(resources, content, *file) for file in page if file[0] not in survey.seen]
            survey.writer.compared(gone)
        count = survey_queries.gone(sql, survey.import_id)
    survey.recorded |= count > 0
    return count


def _gone(resources: Resources, content: str, household: str, org_path: str) -> Compared:
    return Compared(
        id=id_of(resources, "gone", content, household),
        number=0,
        sheet_org_path=org_path,
        household=household,
        org_path=org_path,
        outcome="gone",
        differences=(Difference(kind="gone"),),
    )
