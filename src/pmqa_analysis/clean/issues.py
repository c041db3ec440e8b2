"""Issues: what was found wrong, repaired or doubtful, with its address and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Issue"]


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing found in the office's data.

    Attributes:
        kind: Name of the kind: ``corrected``, ``flagged``, ``dropped`` …
        address: File, row and column.
        reason_th: Why, in Thai.
        reason_en: Why, in English.
        severity: ``info`` changes nothing; ``warning`` wants a look.
    """

    kind: Literal["corrected", "dropped", "flagged"]
    address: str
    reason_th: str
    reason_en: str
    severity: Literal["info", "warning"] = "warning"
