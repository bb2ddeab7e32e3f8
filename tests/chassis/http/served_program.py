"""A process for `test_http_server.py`: serves one slow route, and says on stdout what it does."""

import hashlib
import sys
import threading
from pathlib import Path

from fastapi import APIRouter

from chassis import logs
from chassis.http.app import BODY_BYTES_MAX, create_app
from chassis.http.auth import Tokens
from chassis.http.keys import JwksFile
from chassis.http.server import serve


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main(port: int, jwks_file: Path, go_on: Path) -> None:
    logs.configure("intake")
    routes = APIRouter()

    @routes.post("/slow")
    def slow() -> dict[str, int]:
        say("working")
        while not go_on.exists():  # the test says when
            threading.Event().wait(0.01)
        say("worked")
        return {"threads": threading.active_count()}

    app = create_app(
        "intake",
        [routes],
        (),
        {},
        tokens=Tokens(JwksFile(jwks_file), "issuer", "jiekun"),
        keyed_hash=lambda data: hashlib.sha256(data).hexdigest(),
        strangers={"/slow": BODY_BYTES_MAX},
    )
    serve(app, "127.0.0.1", port, lambda: say("started"), lambda: say("stopped"))
    say("ended")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
