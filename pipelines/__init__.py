"""The stages between a page's article and the store, in their order; crawls, imports, replays and tests all run this one list."""

from __future__ import annotations

from typing import Final

STAGES: Final = (
    "pipelines.normalise.Normalise",
    "pipelines.attribute.Attribute",
    "pipelines.validate.Validate",
    "pipelines.deduplicate.Deduplicate",
    "pipelines.store.StoreStage",
)
