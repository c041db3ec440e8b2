"""The HTML of blocks: for a notebook's cell one at a time, for a report the whole sequence.

The fragments hold no script, no style sheet and no address; they read well without CSS.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import groupby

from pmqa_analysis.blocks.html_table import table_html
from pmqa_analysis.blocks.layout import Numerals, block_anchors, block_labels
from pmqa_analysis.blocks.model import Block, Figure, Heading, Passage, Run, Table, Title

__all__ = ["block_html", "blocks_html"]


def block_html(block: Block, *, label: str = "", anchor: str = "", numbers_word: str = "") -> str:
    """Return the HTML of one block.

    Args:
        block: Any block; a seal has nothing to show.
        label: Number of a table or figure, such as ``ตารางที่ 1``; empty outside a report.
        anchor: The block's ``id`` in its page.
        numbers_word: What the numbers under a figure are called; their caption if empty.
    """
    match block:
        case Title():
            return _title_html(block)
        case Heading():
            page = ' class="new-page"' if block.new_page else ""
            tag = f"h{block.level + 1}"
            return f"<{tag}{_id(anchor)}{page}>{escape(block.text)}</{tag}>"
        case Passage():
            return _items_html([block]) if block.style == "item" else _passage_html(block)
        case Table():
            return _table_html(block, label, anchor)
        case Figure():
            return _figure_html(block, label, anchor, numbers_word)
        case _:
            return ""


def blocks_html(blocks: Sequence[Block], words: Mapping[str, str], numerals: Numerals) -> str:
    """Return the HTML of a report's blocks: tables and figures numbered, items in lists.

    Args:
        blocks: The blocks from top to bottom.
        words: The seal's words; ``table``, ``figure`` and ``numbers`` are needed.
        numerals: The numerals of the numbers given here.
    """
    labels = block_labels(blocks, words, numerals)
    anchors = block_anchors(blocks)
    parts = []
    for is_item, run in groupby(zip(blocks, labels, anchors, strict=True), key=_is_item):
        members = list(run)
        if is_item:
            passages = (block for block, _, _ in members if isinstance(block, Passage))
            parts.append(_items_html(passages))
        else:
            parts += [
                block_html(block, label=label, anchor=anchor, numbers_word=words["numbers"])
                for block, label, anchor in members
            ]
    return "\n".join(part for part in parts if part)


def _is_item(member: tuple[Block, str, str]) -> bool:
    return isinstance(member[0], Passage) and member[0].style == "item"


def _id(anchor: str) -> str:
    return f' id="{escape(anchor)}"' if anchor else ""


def _title_html(title: Title) -> str:
    subtitle = f'\n<p class="subtitle">{escape(title.subtitle)}</p>' if title.subtitle else ""
    answer = f'\n<p class="answer">{_runs_html(title.answer)}</p>' if title.answer else ""
    return f"<hgroup>\n<h1>{escape(title.text)}</h1>{subtitle}\n</hgroup>{answer}"


def _passage_html(passage: Passage) -> str:
    style = "" if passage.style == "body" else f' class="{passage.style}"'
    return f"<p{style}>{_runs_html(passage.runs)}</p>"


def _items_html(passages: Iterable[Passage]) -> str:
    items = "\n".join(f"<li>{_runs_html(passage.runs)}</li>" for passage in passages)
    return f"<ul>\n{items}\n</ul>"


def _runs_html(runs: Iterable[Run]) -> str:
    return "".join(_run_html(run) for run in runs)


def _run_html(run: Run) -> str:
    tag = "strong" if run.strong else "span"
    if run.result is not None:
        return f'<{tag} data-result="{escape(run.result)}">{escape(run.text)}</{tag}>'
    return f"<strong>{escape(run.text)}</strong>" if run.strong else escape(run.text)


def _table_html(table: Table, label: str, anchor: str) -> str:
    shown = table_html(table, label=label, anchor=anchor)
    if not table.annex:
        return shown
    summary = escape(f"{label} {table.caption}".strip())
    return f"<details>\n<summary>{summary}</summary>\n{shown}\n</details>"


def _figure_html(figure: Figure, label: str, anchor: str, numbers_word: str) -> str:
    """Write the drawing as an image of its own: an SVG in the page could carry script."""
    drawing = base64.b64encode(figure.svg.encode()).decode()
    number = f"<b>{escape(label)}</b> " if label else ""
    notes = "".join(f'\n<p class="note">{escape(note)}</p>' for note in figure.notes)
    summary = f"{numbers_word} ({label})" if numbers_word and label else figure.numbers.caption
    return (
        f"<figure{_id(anchor)}>\n"
        f"<figcaption>{number}{escape(figure.caption)}</figcaption>\n"
        f'<img src="data:image/svg+xml;base64,{drawing}" alt="{escape(figure.alt)}" '
        f'style="width:{figure.width_mm:g}mm;max-width:100%">{notes}\n'
        f"<details>\n<summary>{escape(summary)}</summary>\n"
        f"{table_html(figure.numbers, region=summary)}\n</details>\n</figure>"
    )
