"""Secrets are made once, kept, and readable by their owner alone."""

import stat
from pathlib import Path

from chassis.roles import ROLES
from chassis.settings import Settings
from dci.keys import SigningKey
from machine.secrets import load_or_create


def test_secrets_are_made_once_and_kept(tmp_path: Path) -> None:
    first = load_or_create(tmp_path, ["tax"])
    assert load_or_create(tmp_path, ["tax"]) == first
    assert set(first.passwords) == set(ROLES)
    assert len(set(first.passwords.values())) == len(ROLES)
    assert set(first.dci_keys) == {"verification", "ledger", "tax"}


def test_a_new_agency_gets_a_key_and_nobody_elses_changes(tmp_path: Path) -> None:
    first, second = load_or_create(tmp_path, ["tax"]), load_or_create(tmp_path, ["tax", "bank"])
    assert second.passwords == first.passwords
    assert second.issuer_key == first.issuer_key
    assert {name: key for name, key in second.dci_keys.items() if name != "bank"} == first.dci_keys


def test_only_the_owner_reads_the_secrets(tmp_path: Path) -> None:
    load_or_create(tmp_path)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {"secrets.json": 0o600, "master.key": 0o600}


def test_the_master_key_satisfies_production(tmp_path: Path) -> None:
    (tmp_path / "jwks.json").write_text("{}")
    Settings(
        service="intake",
        port=7001,
        database_url="postgresql://intake:a-long-random-password@db/intake",
        vault_url="postgresql://vault_opener:a-long-random-password@db/vault",
        master_key_file=load_or_create(tmp_path).master_key_file,
        issuer="https://issuer.example",
        jwks_file=tmp_path / "jwks.json",
        blobs_folder=tmp_path,
    )


def test_the_signing_keys_are_in_the_form_that_dci_reads(tmp_path: Path) -> None:
    key = load_or_create(tmp_path).dci_keys["ledger"]
    assert SigningKey.of("ledger", "ledger-1", key).key_id == "ledger-1"
