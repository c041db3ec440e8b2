"""Blocks of a simulated office: every title, sentence, table and chart says what its data are."""

from __future__ import annotations

import base64
import io
import re
from functools import cache

from pmqa_analysis.blocks import Block, Figure, Passage, Run, Table, Title
from pmqa_analysis.present.style import MM_PER_INCH, RED, chart_style

__all__ = ["mark_simulated"]

_DOTS_PER_INCH = 150
_IDS = re.compile(r'(\bid="|\bhref="#|url\(#)')


def mark_simulated(block: Block, mark: str) -> Block:
    """Return a block that carries the mark, such as ข้อมูลจำลอง; a heading stays as it is."""
    if isinstance(block, Title):
        return block.model_copy(
            update={"subtitle": _marked(block.subtitle, mark), "answer": _runs(block.answer, mark)}
        )
    if isinstance(block, Passage):
        return block.model_copy(update={"runs": _runs(block.runs, mark)})
    if isinstance(block, Table):
        return block.model_copy(update={"caption": _marked(block.caption, mark)})
    return _marked_figure(block, mark) if isinstance(block, Figure) else block


def _marked(text: str, mark: str) -> str:
    return text if mark in text else f"{text} ({mark})".lstrip()


def _runs(runs: tuple[Run, ...], mark: str) -> tuple[Run, ...]:
    """Return the runs of a sentence with the mark at its end; nothing is no sentence."""
    said = mark in "".join(run.text for run in runs)
    return runs if said or not runs else (*runs, Run(text=f" ({mark})"))


def _marked_figure(figure: Figure, mark: str) -> Figure:
    from PIL import Image
    from PIL.PngImagePlugin import PngImageFile

    drawing = PngImageFile(io.BytesIO(base64.b64decode(figure.png))).convert("RGBA")
    svg, png = _stamp(mark, figure.width_mm, drawing.width, drawing.height)
    stamp = PngImageFile(io.BytesIO(png)).convert("RGBA").resize(drawing.size)
    stamped = io.BytesIO()
    Image.alpha_composite(drawing, stamp).convert("RGB").save(stamped, "png", optimize=True)
    head, end, foot = figure.svg.rpartition("</svg>")
    return figure.model_copy(
        update={
            "svg": f"{head}<!-- {mark} -->{svg}{end}{foot}",
            "png": base64.b64encode(stamped.getvalue()).decode("ascii"),
            "caption": _marked(figure.caption, mark),
            "alt": _marked(figure.alt, mark),
            "numbers": mark_simulated(figure.numbers, mark),
        }
    )


@cache
def _stamp(mark: str, width_mm: float, width: int, height: int) -> tuple[str, bytes]:
    """Return the mark alone, pale across a drawing of that size: parts of an SVG, and a PNG."""
    from matplotlib.figure import Figure as Drawing

    inches = width_mm / MM_PER_INCH
    svg, png = io.BytesIO(), io.BytesIO()
    with chart_style():
        drawing = Drawing(figsize=(inches, inches * height / width))
        drawing.text(
            0.5, 0.5, mark, ha="center", va="center", rotation=14, color=RED, alpha=0.13,
            fontsize=min(inches * 9, inches * height / width * 14), fontweight="bold",
        )  # fmt: skip
        drawing.savefig(
            svg, format="svg", metadata={"Date": None, "Creator": None}, transparent=True
        )
        drawing.savefig(
            png, format="png", dpi=_DOTS_PER_INCH, metadata={"Software": None}, transparent=True
        )
    text = svg.getvalue().decode("utf-8")
    inside = text[text.index(">", text.index("<svg")) + 1 : text.rindex("</svg>")]
    inside = re.sub(r"<metadata>.*?</metadata>", "", inside, flags=re.DOTALL)
    # The drawing has ids of its own: two of one name would be no document.
    return _IDS.sub(r"\g<1>simulated-", inside), png.getvalue()
