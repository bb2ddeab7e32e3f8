"""Whether a child can work: asked again and again while it starts, so each answer is quick."""

import http.client
from collections.abc import Callable


def http_ready(port: int, path: str = "/readyz", timeout_s: float = 1.0) -> Callable[[], bool]:
    """True once `GET http://127.0.0.1:{port}{path}` answers 200."""

    def ready() -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout_s)
        try:
            connection.request("GET", path)
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    return ready
