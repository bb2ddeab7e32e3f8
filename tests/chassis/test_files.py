"""Files that are whole or absent, secrets with one first writer, URLs without surprises."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from chassis import urls
from chassis.files import create_secret, write_atomically


def test_a_file_is_replaced_whole_and_leaves_no_rest(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "file"
    write_atomically(path, b"old")
    write_atomically(path, b"new", mode=0o600)
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_of_many_who_make_a_secret_one_wins_and_all_agree(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    with ThreadPoolExecutor(8) as pool:
        got = set(pool.map(lambda n: create_secret(path, b"%d" % n), range(32)))
    assert got == {path.read_bytes()}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_url_takes_another_role_and_database_whatever_characters_they_have() -> None:
    admin = "postgresql://postgres:old@127.0.0.1:7032/postgres"
    url = urls.with_role(urls.with_database(admin, "intake"), "intake", "p@ss/w:rd")
    assert url == "postgresql://intake:p%40ss%2Fw%3Ard@127.0.0.1:7032/intake"
    assert urls.sqlalchemy_url(url).startswith("postgresql+psycopg://intake:")
    assert urls.place(url) == "127.0.0.1:7032/intake"
