"""How charts look: fonts, colours, and the drawing turned into a block."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pmqa_analysis.blocks import Figure, Table

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Drawing

__all__ = ["AMBER", "GREY", "INK", "LIGHT", "NAVY", "RED", "TEAL", "chart_style", "figure_block"]

# Distinct for the colour-blind and in grey print; contrast with white at least 4.5 for text.
INK, GREY, LIGHT = "#1f2933", "#5b6770", "#d5dbe1"
NAVY, TEAL, AMBER, RED = "#1f4e79", "#1b7f79", "#b45f06", "#a61c1c"
MM_PER_INCH = 25.4


@contextmanager
def chart_style() -> Iterator[None]:
    """Draw with the report's fonts and lines, and without a trace of the day or the machine."""
    import matplotlib as mpl

    _register_fonts()
    options: dict[Any, Any] = {
        "font.family": ["Sarabun", "DejaVu Sans"], "font.size": 9, "text.parse_math": False,
        "svg.fonttype": "path", "svg.hashsalt": "pmqa", "axes.unicode_minus": True,
        "axes.edgecolor": GREY, "axes.labelcolor": INK, "text.color": INK,
        "xtick.color": INK, "ytick.color": INK, "axes.spines.top": False,
        "axes.spines.right": False, "figure.facecolor": "white", "savefig.facecolor": "white",
    }  # fmt: skip
    with mpl.rc_context():
        mpl.rcdefaults()  # not the analyst's own matplotlibrc
        mpl.rcParams.update(options)
        yield


def figure_block(
    drawing: Drawing, *, name: str, caption: str, alt: str, numbers: Table,
    notes: Sequence[str] = (),
) -> Figure:  # fmt: skip
    """Return a drawing as a block: SVG and PNG, its alternative text, and its numbers."""
    svg, png = io.BytesIO(), io.BytesIO()
    drawing.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
    drawing.savefig(png, format="png", dpi=150, metadata={"Software": None})
    return Figure(
        name=name, caption=caption, alt=alt, svg=svg.getvalue().decode("utf-8"),
        png=base64.b64encode(png.getvalue()).decode("ascii"),
        width_mm=drawing.get_figwidth() * MM_PER_INCH, numbers=numbers, notes=tuple(notes),
    )  # fmt: skip


@cache
def _register_fonts() -> None:
    from matplotlib import font_manager

    folder = files("pmqa_analysis").joinpath("assets", "fonts")
    for face in ("Regular", "Bold"):
        font_manager.fontManager.addfont(str(folder.joinpath(f"Sarabun-{face}.ttf")))
