"""A batch split by hash, so that any scheduler can drive its parts: ``--shard 2/8``."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pmqa_analysis.errors import SettingsError
from pmqa_analysis.publish.jobs import Job

__all__ = ["Shard", "parse_shard"]


@dataclass(frozen=True)
class Shard:
    """Part ``index`` of ``count``, the first is 1; every job is in exactly one part."""

    index: int
    count: int

    def jobs(self, jobs: Sequence[Job]) -> list[Job]:
        """Return the jobs of this part; which they are does not depend on the other jobs."""
        return [job for job in jobs if _number(job) % self.count == self.index - 1]

    @property
    def journal(self) -> str:
        """Return the name of the part's own record of its run."""
        return f"batch-{self.index}-of-{self.count}.json"


def parse_shard(text: str) -> Shard:
    """Return the part that ``i/n`` names.

    Raises:
        SettingsError: If it names none.
    """
    match = re.fullmatch(r"([1-9]\d{0,5})/([1-9]\d{0,5})", text)
    if not match or int(match[1]) > int(match[2]):
        raise SettingsError("batch.bad_shard", where="--shard", found=text)
    return Shard(int(match[1]), int(match[2]))


def _number(job: Job) -> int:
    return int.from_bytes(hashlib.sha256(job.id.encode()).digest()[:8], "big")
