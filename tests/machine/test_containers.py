"""The stack in containers, as commands see it: found by the folder that `deploy/make-secrets` filled."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from chassis.http.auth import Tokens
from chassis.http.keys import JwksFile
from cli.main import app
from machine import containers, installation
from machine.issuer import public_jwks
from machine.secrets import load_or_create

ISSUER = "https://issuer.example"


@pytest.fixture
def deploy(tmp_path: Path) -> Path:
    """As `deploy/make-secrets` leaves it, as far as commands read it."""
    kept = load_or_create(tmp_path / "secrets")
    (tmp_path / "secrets" / "jwks.json").write_text(json.dumps(public_jwks(kept.issuer_key)))
    (tmp_path / ".env").write_text(f"JIEKUN_ISSUER={ISSUER}\nLEDGER_PORT=7104\n")
    (tmp_path / "docker-compose.yml").touch()
    return tmp_path


def test_addresses_and_databases_are_those_that_the_env_file_chose(deploy: Path) -> None:
    found = installation.find(deploy)
    assert found.addresses == {
        "intake": "http://127.0.0.1:7001",
        "verification": "http://127.0.0.1:7002",
        "assistance": "http://127.0.0.1:7003",
        "ledger": "http://127.0.0.1:7104",
        "agencies": "http://127.0.0.1:7010",
    }
    urls, passwords = found.database_urls(), json.loads((deploy / "secrets" / "secrets.json").read_bytes())["passwords"]
    assert urls.services["intake"].operator == f"postgresql://operator:{passwords['operator']}@127.0.0.1:7032/intake"
    assert urls.vault.opener == f"postgresql://vault_opener:{passwords['vault_opener']}@127.0.0.1:7033/vault"


def test_a_token_for_the_stack_bears_its_issuer(deploy: Path) -> None:
    asked = ["token", "--data", str(deploy), "--org", "44/4405", "--role", "reviewer"]
    told = CliRunner().invoke(app(["token"]), asked)
    verified = Tokens(JwksFile(deploy / "secrets" / "jwks.json"), ISSUER, "jiekun").verify(told.output.strip())
    assert verified.subject == "reviewer@4405"


def test_a_folder_without_secrets_says_what_to_type(tmp_path: Path) -> None:
    with pytest.raises(containers.NoContainers, match="make stack-up-local"):
        containers.find(tmp_path)


def test_a_demo_on_the_stack_does_not_choose_what_the_stack_has_chosen(deploy: Path) -> None:
    told = CliRunner().invoke(app(["demo"]), ["demo", "--stack", str(deploy), "--seed", "2", "--rounds", "1"])
    assert told.exit_code == 2
    assert "--seed, --rounds: not with --stack" in told.stderr
