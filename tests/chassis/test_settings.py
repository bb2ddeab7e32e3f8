"""A process that would run unsafely does not start, and says what to type."""

import os
from pathlib import Path
from typing import Any

import pytest
from pydantic_settings import SettingsConfigDict

from chassis.settings import Settings, load

Environment = dict[str, str]


@pytest.fixture(autouse=True)
def no_settings_of_the_developer(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("JIEKUN_"):
            monkeypatch.delenv(name)


@pytest.fixture
def safe(tmp_path: Path) -> Environment:
    (tmp_path / "master.key").write_bytes(bytes(range(100, 132)))
    (tmp_path / "master.key").chmod(0o600)
    (tmp_path / "jwks.json").write_text('{"keys": []}')
    (tmp_path / "agencies.json").write_text('[{"code": "tax", "url": "https://tax.example/registry", "keys": []}]')
    (tmp_path / "plain.json").write_text('[{"code": "tax", "url": "http://tax.example/registry", "keys": []}]')
    return {
        "JIEKUN_SERVICE": "intake",
        "JIEKUN_PORT": "7001",
        "JIEKUN_ENVIRONMENT": "production",
        "JIEKUN_DATABASE_URL": "postgresql://intake:s3cr3t-and-long-enough@db:5432/intake",
        "JIEKUN_VAULT_URL": "postgresql://vault_opener:s3cr3t-and-long-enough@vault:5432/vault",
        "JIEKUN_MASTER_KEY_FILE": str(tmp_path / "master.key"),
        "JIEKUN_ISSUER": "https://issuer.example",
        "JIEKUN_JWKS_FILE": str(tmp_path / "jwks.json"),
        "JIEKUN_BLOBS_FOLDER": str(tmp_path),
    }


def start(environment: Environment, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return load(Settings)


def test_safe_settings_are_read_from_the_environment(
    safe: Environment, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    safe["JIEKUN_SOURCES"] = '{"ledger": "postgresql://follower:pw@db/ledger"}'
    safe["JIEKUN_CLOCK_OFFSET_FILE"] = ""
    expected: dict[str, Any] = {
        "service": "intake",
        "environment": "production",
        "debug": False,
        "log_level": "INFO",
        "host": "127.0.0.1",
        "port": 7001,
        "cors_origins": (),
        "database_url": "postgresql://intake:s3cr3t-and-long-enough@db:5432/intake",
        "migration_url": None,
        "vault_url": "postgresql://vault_opener:s3cr3t-and-long-enough@vault:5432/vault",
        "master_key_file": tmp_path / "master.key",
        "bus": "direct",
        "kafka_bootstrap_servers": None,
        "kafka_prefix": "jiekun",
        "sources": {"ledger": "postgresql://follower:pw@db/ledger"},
        "clock_offset_file": None,
        "issuer": "https://issuer.example",
        "audience": "jiekun",
        "jwks_file": tmp_path / "jwks.json",
        "blobs_folder": tmp_path,
        "organisations_file": None,
        "regions_file": None,
        "proxies": (),
        "token_hours_max": 12,
        "searches_an_hour_max": 60,
        "searches_a_day_max": 300,
        "webhook_hosts": (),
        "webhook_networks": (),
        "agencies_file": None,
        "dci_key_file": None,
        "dci_sender_uri": None,
    }
    assert start(safe, monkeypatch).model_dump() == expected


UNSAFE = {
    "a moved clock": ({"JIEKUN_CLOCK_OFFSET_FILE": "/offset"}, "unset JIEKUN_CLOCK_OFFSET_FILE"),
    "no master key": ({"JIEKUN_MASTER_KEY_FILE": ""}, "JIEKUN_MASTER_KEY_FILE="),
    "no such key file": ({"JIEKUN_MASTER_KEY_FILE": "/nowhere/key"}, "JIEKUN_MASTER_KEY_FILE="),
    "an http issuer": ({"JIEKUN_ISSUER": "http://issuer.example"}, "JIEKUN_ISSUER=https://"),
    "the local issuer": ({"JIEKUN_ISSUER": "urn:jiekun:local-issuer"}, "JIEKUN_ISSUER=https://"),
    "wildcard CORS": ({"JIEKUN_CORS_ORIGINS": '["*"]'}, "JIEKUN_CORS_ORIGINS="),
    "debug": ({"JIEKUN_DEBUG": "true"}, "JIEKUN_DEBUG=false"),
    "sqlite": ({"JIEKUN_DATABASE_URL": "sqlite:///jiekun.db"}, "JIEKUN_DATABASE_URL"),
    "a vault in sqlite": ({"JIEKUN_VAULT_URL": "sqlite://"}, "JIEKUN_VAULT_URL"),
    "no password": ({"JIEKUN_DATABASE_URL": "postgresql://intake@db/intake"}, "JIEKUN_DATABASE_URL="),
    "its own name": ({"JIEKUN_VAULT_URL": "postgresql://a:a@db/vault"}, "JIEKUN_VAULT_URL="),
    "a known password": ({"JIEKUN_MIGRATION_URL": "postgresql://a:postgres@db/a"}, "JIEKUN_MIGRATION_URL="),
    "no issuer keys": ({"JIEKUN_JWKS_FILE": "/nowhere/jwks.json"}, "JIEKUN_JWKS_FILE="),
    "kafka without brokers": ({"JIEKUN_BUS": "kafka"}, "JIEKUN_KAFKA_BOOTSTRAP_SERVERS="),
    "123456": ({"JIEKUN_DATABASE_URL": "postgresql://intake:123456@db/intake"}, "JIEKUN_DATABASE_URL="),
    "a short password": ({"JIEKUN_VAULT_URL": "postgresql://v:kX9-qTz4mWp2@db/vault"}, "JIEKUN_VAULT_URL="),
    "one letter": ({"JIEKUN_VAULT_URL": "postgresql://v:aaaaaaaaaaaaaaaaaaaa@db/vault"}, "JIEKUN_VAULT_URL="),
    "an open line": (
        {"JIEKUN_DATABASE_URL": "postgresql://intake:s3cr3t-and-long-enough@db/intake?sslmode=disable"},
        "sslmode=verify-full",
    ),
    "a line that may be open": (
        {"JIEKUN_VAULT_URL": "postgresql://v:s3cr3t-and-long-enough@db/vault?application_name=x&sslmode=allow"},
        "sslmode=verify-full",
    ),
    "a blank audience": ({"JIEKUN_AUDIENCE": " "}, "JIEKUN_AUDIENCE="),
    "an http agency": ({"JIEKUN_AGENCIES_FILE": "plain.json"}, "https:// in plain.json for tax"),
    "no list of agencies": ({"JIEKUN_AGENCIES_FILE": "jwks.json"}, "JIEKUN_AGENCIES_FILE="),
    "answers in the clear": ({"JIEKUN_DCI_SENDER_URI": "http://verification/registry/on-search"}, "=https://"),
    "no folder for attachments": ({"JIEKUN_BLOBS_FOLDER": ""}, "JIEKUN_BLOBS_FOLDER="),
    "a folder that is not there": ({"JIEKUN_BLOBS_FOLDER": "/nowhere/blobs"}, "JIEKUN_BLOBS_FOLDER="),
    "webhooks to this machine": ({"JIEKUN_WEBHOOK_NETWORKS": '["127.0.0.0/8"]'}, "JIEKUN_WEBHOOK_NETWORKS="),
    "webhooks to anywhere": ({"JIEKUN_WEBHOOK_NETWORKS": '["0.0.0.0/0"]'}, "JIEKUN_WEBHOOK_NETWORKS="),
    "an unknown bus": ({"JIEKUN_BUS": "pigeon"}, "JIEKUN_BUS"),
    "no service name": ({"JIEKUN_SERVICE": ""}, "JIEKUN_SERVICE"),
}


@pytest.mark.parametrize("case", UNSAFE)
def test_production_refuses_to_start_with_an_unsafe_setting(
    case: str, safe: Environment, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    changes, what_to_type = UNSAFE[case]
    monkeypatch.chdir(Path(safe["JIEKUN_MASTER_KEY_FILE"]).parent)
    with pytest.raises(SystemExit) as refusal:
        start({**safe, **changes}, monkeypatch)
    assert refusal.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("Refusing to start:\n  - ")
    assert what_to_type in said
    assert len(said.splitlines()) == 2
    assert "s3cr3t" not in said


@pytest.mark.parametrize("key", [b"", bytes(32), b"k" * 32, b"correct horse battery staple 123", bytes(31)])
def test_production_refuses_a_master_key_that_is_not_32_random_bytes(
    key: bytes, safe: Environment, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(safe["JIEKUN_MASTER_KEY_FILE"]).write_bytes(key)
    with pytest.raises(SystemExit):
        start(safe, monkeypatch)
    assert "head -c 32 /dev/urandom > master.key" in capsys.readouterr().err


@pytest.mark.parametrize("mode", [0o666, 0o644, 0o640, 0o620, 0o604])
def test_production_refuses_a_master_key_that_others_can_open(
    mode: int, safe: Environment, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """FAULTS A12."""
    Path(safe["JIEKUN_MASTER_KEY_FILE"]).chmod(mode)
    with pytest.raises(SystemExit):
        start(safe, monkeypatch)
    assert "`chmod 600 master.key`" in capsys.readouterr().err


def test_agencies_behind_tls_are_taken(safe: Environment, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    safe["JIEKUN_AGENCIES_FILE"] = str(tmp_path / "agencies.json")
    safe["JIEKUN_DCI_SENDER_URI"] = "https://union.example/registry/on-search"
    assert start(safe, monkeypatch).agencies_file == tmp_path / "agencies.json"


def test_all_reasons_are_told_at_once(
    safe: Environment, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        start({**safe, "JIEKUN_DEBUG": "1", "JIEKUN_ISSUER": "http://x"}, monkeypatch)
    assert len(capsys.readouterr().err.splitlines()) == 3


def test_an_embedded_environment_may_have_what_production_refuses(
    safe: Environment, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings = start(
        {
            **safe,
            "JIEKUN_ENVIRONMENT": "embedded",
            "JIEKUN_CLOCK_OFFSET_FILE": str(tmp_path / "offset"),
            "JIEKUN_ISSUER": "urn:jiekun:local-issuer",
        },
        monkeypatch,
    )
    assert settings.clock_offset_file == tmp_path / "offset"


def test_an_environment_that_names_no_kind_is_held_to_production(
    safe: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    del safe["JIEKUN_ENVIRONMENT"]
    assert start(safe, monkeypatch).environment == "production"


def test_passwords_do_not_show_when_settings_are_printed(safe: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "s3cr3t" not in repr(start(safe, monkeypatch))


def test_a_password_may_stand_in_a_secret_file_and_in_no_environment(
    safe: Environment, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """FAULTS A22."""
    secrets = tmp_path / "secrets"
    secrets.mkdir()
    for name in ("JIEKUN_DATABASE_URL", "JIEKUN_VAULT_URL"):
        (secrets / name.lower()).write_text(safe.pop(name))

    class InAContainer(Settings):
        model_config = SettingsConfigDict(**{**Settings.model_config, "secrets_dir": secrets})

    for name, value in safe.items():
        monkeypatch.setenv(name, value)
    assert load(InAContainer).database_url == "postgresql://intake:s3cr3t-and-long-enough@db:5432/intake"
