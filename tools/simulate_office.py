"""Draw the simulated office's tables anew: all made up, the same bytes every time.

``python tools/simulate_office.py [FOLDER]`` writes what is no survey export under
``examples/simulated_office``, or under another folder, to the margins of its ``simulation/``.
The exports are drawn by ``pmqa simulate``; ``make simulated`` does both.
"""

from __future__ import annotations

import sys
from pathlib import Path

from simulated.assessment import draw_assessments
from simulated.kpi_results import draw_kpi_results
from simulated.plan import draw_plans
from simulated.progress import draw_progress
from simulated.registers import draw_registers
from simulated.results import draw_results

OFFICE = Path(__file__).parents[1] / "examples" / "simulated_office"
DRAWINGS = (draw_results, draw_registers, draw_plans, draw_progress, draw_assessments,
            draw_kpi_results)  # fmt: skip


def main() -> None:
    """Write every table, and name it."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else OFFICE
    for draw in DRAWINGS:
        for drawn in draw(OFFICE):
            path = target / drawn.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(drawn.text, encoding="utf-8", newline="")
            print(drawn.path)


if __name__ == "__main__":
    main()
