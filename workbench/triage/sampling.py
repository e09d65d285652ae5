"""The error rate of automatic approval, measured on a sample that a person checked."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SampleRate:
    """Checked facts of the sample, errors among them, and the rate with its 95 % confidence interval (Wilson)."""

    size: int
    errors: int
    rate: float | None
    low: float | None
    high: float | None


def sample_rate(size: int, errors: int) -> SampleRate:
    """The measured rate; None where nothing was checked yet."""
    if size == 0:
        return SampleRate(0, 0, None, None, None)
    z = 1.959964
    share = errors / size
    centre = (share + z * z / (2 * size)) / (1 + z * z / size)
    half = z * math.sqrt(share * (1 - share) / size + z * z / (4 * size * size)) / (1 + z * z / size)
    return SampleRate(
        size, errors, round(share, 4), round(max(0.0, centre - half), 4), round(min(1.0, centre + half), 4)
    )
