"""A PDF written by hand, whose text layer is exactly some lines: no font of ours shapes them."""

from __future__ import annotations

_TO_UNICODE = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /I def"
    b" 1 begincodespacerange <0000> <FFFF> endcodespacerange"
    b" 1 beginbfrange <0000> <FFFF> <0000> endbfrange"
    b" endcmap CMapName currentdict /CMap defineresource pop end end"
)


def pdf_of_lines(lines, per_page=60):
    """Return a PDF with these lines, each letter a glyph of its own number, blank lines drawn."""
    pages = [lines[start : start + per_page] for start in range(0, len(lines), per_page)]
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>"
        % (len(pages), b" ".join(b"%d 0 R" % (6 + 2 * place) for place in range(len(pages)))),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Text /Encoding /Identity-H"
        b" /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Text /DW 500"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        b" /FontDescriptor << /Type /FontDescriptor /FontName /Text /Flags 4 >> >>",
        _stream(_TO_UNICODE),
    ]
    for place, page in enumerate(pages):
        bodies.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 3000 1000] /Contents %d 0 R"
            b" /Resources << /Font << /F 3 0 R >> >> >>" % (7 + 2 * place)
        )
        bodies.append(_stream(_drawn(page)))
    return _file(bodies)


def _drawn(lines):
    """Return the drawing of a page's lines, from top to bottom."""
    shown = [
        b"<%s> Tj 0 -14 Td" % (line or " ").encode("utf-16-be").hex().encode() for line in lines
    ]
    return b"BT /F 10 Tf 20 950 Td " + b" ".join(shown) + b" ET"


def _stream(content):
    return b"<< /Length %d >> stream\n%s\nendstream" % (len(content), content)


def _file(bodies):
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += b"%d 0 obj %s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(bodies) + 1, table)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(bodies) + 1, start,
    )  # fmt: skip
