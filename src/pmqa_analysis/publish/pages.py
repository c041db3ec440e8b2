"""What the HTML pages share: one style sheet, the fonts inside the page."""

from __future__ import annotations

import base64
from functools import cache
from importlib.resources import files

from pmqa_analysis.publish.templates import templates

__all__ = ["page_style", "render_page"]

# Family, weight, file. The second family has the signs that Sarabun lacks.
_FACES = (
    ("Sarabun", 400, "Sarabun-Regular.woff2"),
    ("Sarabun", 700, "Sarabun-Bold.woff2"),
    ("DejaVu Sans Symbols", 400, "DejaVuSans-Symbols.woff2"),
)


def render_page(template: str, **values: object) -> str:
    """Return the page of a template of ``assets/html``; the texts in ``values`` are escaped."""
    return templates("html").get_template(template).render(**values, style=page_style())


@cache
def page_style() -> str:
    """Return the style sheet with the fonts in it: the page needs no other file."""
    assets = files("pmqa_analysis").joinpath("assets")
    faces = []
    for family, weight, name in _FACES:
        face = base64.b64encode(assets.joinpath("fonts", name).read_bytes()).decode()
        faces.append(
            f'@font-face{{font-family:"{family}";font-weight:{weight};font-display:block;'
            f'src:url(data:font/woff2;base64,{face}) format("woff2")}}'
        )
    sheet = assets.joinpath("html", "report.css").read_text(encoding="utf-8")
    return "\n".join([*faces, sheet])
