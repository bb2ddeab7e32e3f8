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


@pytest.mark.skipif(not GENERATOR.exists(), reason="`make .venv/installed-client` brings what makes a client")
def test_a_typed_client_walks_an_application_through(intake: Intake, address: str, tmp_path: Path) -> None:
    package = tmp_path / "jiekun_client"
    package.mkdir()
    made = subprocess.run(
        [GENERATOR, "generate", "--config", ROOT / "client" / "generator.yaml", "--meta", "none",
         "--path", ROOT / "contracts" / "openapi" / "intake.json", "--output-path", package / "intake"],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    assert "WARNING" not in made.stdout + made.stderr
    token = issuer.mint(intake.key, "client", UNION, ["portal"], 3600)
    walked = subprocess.run(
        [GENERATOR.parent / "python", "-c", WALK, address, token, json.dumps(application(1))],
        cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert walked.stdout == "walked\n", walked.stderr
