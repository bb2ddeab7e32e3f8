"""The law as data (`profiles/`, `parameters.toml`, `texts/`) and the pure engine over it (DESIGN §6)."""
