"""A whole system on this machine: PostgreSQL, Kafka, services and agencies, supervised; their ports, keys, secrets.

For a developer, a demonstration, the tests and `deploy/`; no service imports it.
"""
