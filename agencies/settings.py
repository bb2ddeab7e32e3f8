"""How the agencies process is set: environment variables `JIEKUN_…`, read once at the start."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """`journal_file` stands beside the population unless it is set."""

    model_config = SettingsConfigDict(env_prefix="JIEKUN_", env_ignore_empty=True, frozen=True)

    host: str = "127.0.0.1"
    port: int = Field(default=7010, ge=1, le=65535)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    population_file: Path
    agency_keys_file: Path
    partners_file: Path
    clock_offset_file: Path | None = None
    agency_behaviour: Path | None = None
    journal_file: Path | None = None
    inspection_token: SecretStr | None = None

    @property
    def journal(self) -> Path:
        return self.journal_file or self.population_file.with_suffix(".journal")
