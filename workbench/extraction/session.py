"""The model's side, put together from the settings: cache, recordings, transport, client, engine."""

from __future__ import annotations

from pathlib import Path

from workbench.extraction.cache import ResponseCache
from workbench.extraction.client import ModelClient, has_credentials
from workbench.extraction.engine import ModelEngine
from workbench.extraction.recordings import Recordings
from workbench.extraction.transport import StoredFirstTransport
from workbench.resources import resource_dir
from workbench.settings import Settings


def bundled_recordings() -> Path:
    """Folder of the recorded responses that travel with the program."""
    return resource_dir("fixtures") / "responses"


class ModelSession:
    """One run's use of the model. Without credentials it is offline: stored answers are all there is."""

    def __init__(
        self,
        settings: Settings,
        *,
        offline: bool = False,
        recordings: Path | None = None,
        record_dir: Path | None = None,
        concurrency: int = 8,
    ) -> None:
        """`recordings`: folder that is looked up, the bundled one if None; `record_dir`: where live answers go too."""
        self.cache = ResponseCache(settings.cache_dir)
        self.recordings = Recordings(recordings or bundled_recordings())
        self.offline = offline or not has_credentials()
        transport = StoredFirstTransport(
            self.cache, self.recordings, offline=self.offline, record_dir=record_dir, concurrency=concurrency
        )
        self.client = ModelClient(settings.model, transport)
        self.engine = ModelEngine(self.client, settings.model.chunk_characters)

    @property
    def notices(self) -> tuple[str, ...]:
        """What a person should be told about the cache."""
        return tuple(self.cache.notices)

    async def aclose(self) -> None:
        """Close connections and files."""
        await self.client.aclose()
        self.cache.close()
