"""The law as data (`profiles/`, `regions.toml`, `texts/`) and the pure engine over it.

See docs/design/policies.md#a-document-is-a-profile.
"""
