"""Assistance's rules, pure: no SQL, HTTP, Kafka, clock or randomness."""
