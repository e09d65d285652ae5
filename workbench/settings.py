"""Settings: `workbench.toml` of the working folder, `WORKBENCH_*` and `ANTHROPIC_*` variables; variables win."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from workbench.causes import cause_of
from workbench.errors import WorkbenchError
from workbench.language import _

CONFIG_NAME = "workbench.toml"


class ModelSettings(BaseModel):
    """How the model is asked."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field("claude-sonnet-5-5", description="Model of extraction and assessments.")
    max_tokens: int = Field(
        16000, ge=256, le=21333, description="Longest answer; 21,333 is the most without streaming."
    )
    mode: Literal["auto", "native", "tools"] = Field(
        "auto", description="native structured output, or forced tool use; auto chooses by what the model accepts."
    )
    retries: int = Field(2, ge=0, le=5, description="How often an invalid answer is sent back.")
    chunk_characters: int = Field(6000, ge=500, description="Longest piece of an article that one request carries.")
    timeout_seconds: float = Field(300, gt=0, description="Longest wait for one answer.")


class TriageSettings(BaseModel):
    """What a machine may pass alone; the defaults are the built-in policy."""

    model_config = ConfigDict(extra="forbid")

    pass_kinds: tuple[str, ...] = Field(
        (
            "announcement",
            "effective_date",
            "status_change",
            "controlled_item",
            "threshold",
            "listing",
            "count",
            "licensing_rule",
            "legal_instrument",
        ),
        description="Kinds that may pass alone.",
    )
    sample_share: float = Field(0.05, ge=0, le=1, description="Share of what passed alone that a person checks.")
    sample_seed: int = Field(20260219, description="Seed of that sample.")


class BatchSettings(BaseModel):
    """How batches are waited for."""

    model_config = ConfigDict(extra="forbid")

    poll_seconds: float = Field(30, gt=0, le=3600, description="How often the API is asked whether a batch has ended.")
    grace_seconds: float = Field(
        120,
        ge=0,
        description="How long a batch whose submission was cut off is looked for before it is submitted again.",
    )


class RankingSettings(BaseModel):
    """How much a point of each kind (0 to 5) counts in the score of the report's Top 10."""

    model_config = ConfigDict(extra="forbid")

    act: int = Field(3, ge=0, le=100, description="Tier of the act: law, order, announcement, statement.")
    reach: int = Field(2, ge=0, le=100, description="Entities, items and other acts that it touches.")
    sources: int = Field(2, ge=0, le=100, description="Documents that tell of it.")
    recency: int = Field(3, ge=0, le=100, description="How lately something happened to it.")


class Settings(BaseSettings):
    """Everything that can be set; see `workbench.toml` in the README for an example."""

    model_config = SettingsConfigDict(
        env_prefix="WORKBENCH_", env_nested_delimiter="__", toml_file=CONFIG_NAME, extra="forbid"
    )

    home: Path = Field(Path(".workbench"), description="Folder of the state.")
    database_url: str | None = Field(None, description="Where the store is, if not in the state folder.")
    lang: Literal["zh-Hant", "en"] = "zh-Hant"
    reviewer: str | None = Field(None, description="Who decides, if not given on the command line.")
    model: ModelSettings = Field(default_factory=lambda: ModelSettings())
    batch: BatchSettings = Field(default_factory=lambda: BatchSettings())
    triage: TriageSettings = Field(default_factory=lambda: TriageSettings())
    ranking: RankingSettings = Field(default_factory=lambda: RankingSettings())

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments win over variables, variables over the file; no `.env` is read."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def store_url(self) -> str:
        """SQLAlchemy URL of the store."""
        return self.database_url or f"sqlite:///{(self.home / 'workbench.db').absolute()}"

    @property
    def cache_dir(self) -> Path:
        """Folder of the response cache."""
        return self.home / "cache"

    @property
    def rules_dir(self) -> Path:
        """Folder of what the rules read, kept by document and version."""
        return self.home / "rules"


def load_settings(**overrides: Any) -> Settings:
    """The settings in force, or one clear error that names the setting, where it was set and what it takes."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        raise _wrong_setting(error.errors()[0]) from None
    except tomllib.TOMLDecodeError as error:
        raise WorkbenchError(
            _("the file is no valid TOML: {cause}").format(cause=error),
            where=CONFIG_NAME,
            way_out=_("Mend the file, or move it aside"),
        ) from None
    except UnicodeDecodeError:
        raise WorkbenchError(
            _("the file is not in UTF-8"), where=CONFIG_NAME, way_out=_("Save it as UTF-8, or move it aside")
        ) from None
    except SettingsError as error:
        raise WorkbenchError(
            _("a variable cannot be read: {cause}").format(cause=error),
            where="WORKBENCH_…",
            way_out=_("Set what is in a table one by one, such as WORKBENCH_MODEL__NAME"),
        ) from None


def _wrong_setting(error: ErrorDetails) -> WorkbenchError:
    place = [str(part) for part in error["loc"]]
    name, variable = ".".join(place) or CONFIG_NAME, _variable(place)
    if error["type"] == "extra_forbidden":
        what, way_out = _("there is no setting {name}").format(name=name), _("Take it out there, or mend its name")
    else:
        what, way_out = f"{name}: {cause_of(error)}", _("Correct it there")
    return WorkbenchError(what, where=variable or CONFIG_NAME, way_out=way_out)


def _variable(place: Sequence[str]) -> str | None:
    """The variable that sets what stands at a place, or the nearest around it; None where none does."""
    given = {name.upper(): name for name in os.environ}
    names = ("WORKBENCH_" + "__".join(place[:depth]).upper() for depth in range(len(place), 0, -1))
    return next((given[name] for name in names if name in given), None)
