"""The law as data (`profiles/`, `regions.toml`, `texts/`) and the pure engine over it (DESIGN §6)."""
