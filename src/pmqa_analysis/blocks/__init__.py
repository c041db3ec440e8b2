"""What a report is made of: typed blocks, and their HTML."""

from pmqa_analysis.blocks.model import (
    MIME_PREFIX,
    Block,
    Cell,
    Column,
    Figure,
    Heading,
    Language,
    Numerals,
    Passage,
    Row,
    Run,
    Seal,
    Table,
    Title,
    notebook_blocks,
    parse_block,
)

__all__ = [
    "MIME_PREFIX",
    "Block",
    "Cell",
    "Column",
    "Figure",
    "Heading",
    "Language",
    "Numerals",
    "Passage",
    "Row",
    "Run",
    "Seal",
    "Table",
    "Title",
    "notebook_blocks",
    "parse_block",
]
