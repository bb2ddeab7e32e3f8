"""Crypto-shredding: destroys keys of households, and with each all that it sealed.

A role of its own, which reads no key and which no service has: whoever can open boxes cannot make them unreadable.
"""

from chassis import database


class Shredder:
    """`url` is the role `vault_shredder`'s. Readers that hold the key in their cache open its boxes for 60 s more."""

    def __init__(self, url: str) -> None:
        self._url = url

    def destroy(self, key_id: str) -> None:
        """Remove the wrapped key; all boxes under it read as `ERASED`, and it is never made again.

        A repeat changes nothing. Raises `psycopg.OperationalError` when the vault does not answer.
        """
        with database.connect(self._url) as connection, connection.transaction():
            connection.execute("INSERT INTO destroyed (key_id) VALUES (%s) ON CONFLICT DO NOTHING", (key_id,))
            connection.execute("DELETE FROM keys WHERE key_id = %s", (key_id,))
