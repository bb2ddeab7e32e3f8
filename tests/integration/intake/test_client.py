"""`jiekun-client`, made of the descriptions as they are kept, against a running service."""

import json
import subprocess
from pathlib import Path

import pytest

from machine import issuer
from tests.integration.intake.applications import application
from tests.integration.intake.conftest import UNION, Intake

ROOT = Path(__file__).parents[3]
GENERATOR = ROOT / ".venv" / "client" / "bin" / "openapi-python-client"
WALK = """
import json, sys
from jiekun_client.intake import AuthenticatedClient
from jiekun_client.intake.api.applications import apply, withdraw
from jiekun_client.intake.api.households import read, work_list
from jiekun_client.intake.models import ApplicationForm, HouseholdShown, HouseholdStands, Problem, WithdrawalBody

address, token, body = sys.argv[1:]
client = AuthenticatedClient(address, token=token)
form = ApplicationForm.from_dict(json.loads(body))
first = apply.sync(client=client, body=form, idempotency_key="one")
again = apply.sync(client=client, body=form, idempotency_key="one")
assert isinstance(first, HouseholdStands) and first == again, first
other = apply.sync(client=client, body=form, idempotency_key="two")
assert isinstance(other, Problem) and other.code == "application_stands", other
answer = read.sync_detailed(first.household, client=client)
assert isinstance(answer.parsed, HouseholdShown) and answer.parsed.status == first.status, answer
assert [line.household for line in work_list.sync(client=client).items] == [first.household]
seen = answer.headers["ETag"]
why = WithdrawalBody(reason="已就业")
gone = withdraw.sync(first.household, client=client, body=why, idempotency_key="3", if_match=seen)
assert isinstance(gone, HouseholdStands) and gone.status == "withdrawn", gone
print("walked")
"""


LATER = """
import json, sys
from jiekun_client.intake.models import HouseholdStands, HouseholdStandsStatus

stands = HouseholdStands.from_dict(json.loads(sys.argv[1]))
assert stands.status == "hibernating" and str(stands.status) == "hibernating", stands
assert stands.status not in list(HouseholdStandsStatus)
assert stands["of_next_year"] == ["x"]
assert stands.to_dict() == json.loads(sys.argv[1])
assert HouseholdStandsStatus("open") is HouseholdStandsStatus.OPEN
print("survived")
"""

pytestmark = pytest.mark.skipif(
    not GENERATOR.exists(), reason="`make .venv/installed-client` brings what makes a client"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder where intake's client stands, made as `make client` does."""
    folder = tmp_path_factory.mktemp("client")
    package = folder / "jiekun_client"
    package.mkdir()
    made = subprocess.run(
        [GENERATOR, "generate", "--config", ROOT / "client" / "generator.yaml",
         "--custom-template-path", ROOT / "client" / "templates", "--meta", "none",
         "--path", ROOT / "contracts" / "openapi" / "intake.json", "--output-path", package / "intake"],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    assert "WARNING" not in made.stdout + made.stderr
    return folder


def test_a_typed_client_walks_an_application_through(made: Path, intake: Intake, address: str) -> None:
    token = issuer.mint(intake.key, "client", UNION, ["portal"], 3600)
    assert played(made, WALK, address, token, json.dumps(application(1))) == "walked\n"


def test_a_client_keeps_what_a_later_service_says_and_it_does_not_know(made: Path) -> None:
    """A value that came to a list, a field that came to an answer: nothing that was known breaks over it."""
    answer = {"household": "c8b95301-6ae3-86cd-8394-d44bb2ddc3a1", "status": "hibernating", "version": 3}
    assert played(made, LATER, json.dumps({**answer, "of_next_year": ["x"]})) == "survived\n"


def played(folder: Path, script: str, *words: str) -> str:
    command = [GENERATOR.parent / "python", "-c", script, *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
