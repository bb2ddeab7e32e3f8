"""Who carries question sheets to agencies without an interface, and brings them back: two people for each."""

from lab.demo.people.duties import sheet_bearer, sheet_confirmer
from lab.demo.world import ONLOOKER, World
from portal import sheets
from portal.rosters import XLSX


def carry_sheets(world: World) -> int:
    """Each federation takes out what waits, has the agency's clerk fill it in, and brings it back the same day."""

    def one(piece: tuple[str, str]) -> None:
        federation, agency = piece
        bearer = sheet_bearer(federation)
        sheet = world.post("verification", sheets.PATH, bearer, {"agency": agency})["question_sheet"]
        content = world.portal.file("verification", f"{sheets.PATH}/{sheet}/file", bearer)
        headers = {"Content-Type": XLSX}
        filled = world.portal.send("agencies", f"/{agency}/sheets", ONLOOKER, content, headers=headers).body
        sheets.send(world.portal, bearer, sheet, "answers", filled)
        sheets.send(world.portal, sheet_confirmer(federation), sheet, "answers/confirmation", filled)

    return world.together(
        one,
        [
            (federation, waits["agency"])
            for federation in world.population.federations
            for waits in world.portal.get("verification", f"{sheets.PATH}/waiting", sheet_bearer(federation))["items"]
            if waits["questions"]
        ],
    )
