"""The parts of a Word file: text, tables, drawings, styles, fonts, and the package around them."""
