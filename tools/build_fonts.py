"""Build the fonts of the reports from the four original Sarabun faces.

Three families of files come out, all of them committed next to the originals in
``src/pmqa_analysis/assets/fonts``:

``SarabunLevelled-*.ttf``
    For the PDF. A PDF writer that keeps a Thai consonant, its vowel and its tone mark as
    separate, positioned glyphs leaves text that copies out doubled or torn. Here every
    such cluster is one glyph: a composite of the original outlines at the very places where
    HarfBuzz puts them for the original font, reached through one ligature lookup that is
    added to ``ccmp``. The print does not change; one glyph stands for one cluster, its
    offsets are zero, and its text is carried by ToUnicode alone, for every reader. The
    zero-width space, which marks where a Thai line may break, gets an empty glyph of its own:
    without one it is folded into the letter before it and tears the text again.
``Sarabun-*.woff2``
    For the HTML. Subsets of the original faces.
``DejaVuSans-Symbols.*``
    The few symbols that Sarabun lacks, taken from the DejaVu Sans that matplotlib brings.

Run ``python tools/build_fonts.py`` to write the files, and add ``--check`` to compare them with
a fresh build instead (exit code 1 when they differ). The same inputs give the same bytes with
the same releases of fontTools, brotli and uharfbuzz.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import itertools
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib
import uharfbuzz as hb
from fontTools.otlLib.builder import LigatureSubstBuilder, SingleSubstBuilder
from fontTools.otlLib.maxContextCalc import maxCtxFont
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONT_DIR = Path(__file__).resolve().parents[1] / "src" / "pmqa_analysis" / "assets" / "fonts"

#: The inputs, by their SHA-256, so that a changed input is named as such.
SOURCES = {
    "Sarabun-Regular.ttf": "b8150084e25734e6f31696c57ff009f5564efa09d295848b717d9e2328c0311d",
    "Sarabun-Bold.ttf": "5d1fc1ee63ab861fb2022a212b5ff270848582bb9d9cba73b2d2aaabb16d0a18",
    "Sarabun-Italic.ttf": "fb86138e0cf99786db40715a84df51508766371e2f1f2822faf22cba6563acc7",
    "Sarabun-BoldItalic.ttf": "a497ef98fad371e04bc64076b213da00c05a84881494ee36a4c61922c65ff7ef",
    "DejaVuSans.ttf": "3fdf69cabf06049ea70a00b5919340e2ce1e6d02b0cc3c4b44fb6801bd1e0d22",
}
STYLES = {
    "Regular": "Regular",
    "Bold": "Bold",
    "Italic": "Italic",
    "BoldItalic": "Bold Italic",
}
LEVELLED_FAMILY = "Sarabun Levelled"
SYMBOLS_FAMILY = "DejaVu Sans Symbols"
VERSION = "1.001"
#: ``head.modified`` of every derived file: 2025-01-01, in seconds since 1904.
MODIFIED = 3_818_534_400

CONSONANTS = [chr(code) for code in range(0x0E01, 0x0E2F)]
#: Sara am comes apart in shaping, so it is joined to its consonant again as a whole.
SARA_AM = "\u0e33"
PHINTHU = "\u0e3a"
YAMAKKAN = "\u0e4e"
#: Pali in Thai letters: sara u under the consonant, nikhahit above it.
PALI = "\u0e38\u0e4d"
VOWELS = ["\u0e31", *map(chr, range(0x0E34, 0x0E3A)), "\u0e47", "\u0e4d"]
TONES = ["\u0e48", "\u0e49", "\u0e4a", "\u0e4b", "\u0e4c"]

#: Zero-width space and word joiner: shaping drops their glyphs unless a lookup replaced them.
INVISIBLES = [0x200B, 0x2060]

SYMBOLS = "✓✗●○▲▼►◄№☐☑−≥≤≠→←αηλχωΔ\u2011"
WEB_RANGES = [
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x00FF),  # Latin-1
    (0x0E00, 0x0E7F),  # Thai
    (0x2000, 0x206F),  # General Punctuation
    (0x2190, 0x21FF),  # Arrows
    (0x2200, 0x22FF),  # Mathematical Operators
]


class Part(NamedTuple):
    """One glyph of a shaped cluster and where it stands."""

    glyph: str
    x: int
    y: int


class Cluster(NamedTuple):
    """A cluster as the original font sets it."""

    name: str
    parts: tuple[Part, ...]
    advance: int


def _read(name: str, folder: Path = FONT_DIR) -> bytes:
    """Return an input font, or stop when it is not the one that is expected."""
    data = (folder / name).read_bytes()
    if hashlib.sha256(data).hexdigest() != SOURCES[name]:
        message = f"{name} is not the file this script was written for"
        raise SystemExit(message)
    return data


def _open(data: bytes) -> Any:  # noqa: ANN401 - fontTools ships no types
    """Open a font so that saving it does not stamp the time of the build."""
    return TTFont(io.BytesIO(data), recalcTimestamp=False)


def _save(font: Any) -> bytes:  # noqa: ANN401
    """Return the bytes of a font, its date set to a fixed one."""
    font["head"].modified = MODIFIED
    buffer = io.BytesIO()
    font.save(buffer, reorderTables=True)
    return buffer.getvalue()


def cluster_texts() -> Iterator[str]:
    """Yield every cluster that gets a glyph: a consonant and the marks it can carry."""
    upper = ["", *TONES]
    tails = [vowel + tone for vowel, tone in itertools.product(["", *VOWELS], upper)]
    tails += [PHINTHU, YAMAKKAN, PALI]
    tails += [tone + SARA_AM for tone in ["", *TONES[:4]]]
    for consonant in CONSONANTS:
        yield from (consonant + tail for tail in tails if tail)


def shape(font: Any, order: Sequence[str], text: str) -> Cluster:  # noqa: ANN401
    """Set one cluster with HarfBuzz and return its glyphs and their places."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    pen, parts = 0, []
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        parts.append(Part(order[info.codepoint], pen + place.x_offset, place.y_offset))
        pen += place.x_advance
    name = "uni" + "".join(f"{ord(letter):04X}" for letter in text)
    return Cluster(name, tuple(parts), pen)


def shape_clusters(data: bytes, order: Sequence[str]) -> list[Cluster]:
    """Set all clusters; a sequence of glyphs that comes twice is kept once."""
    font = hb.Font(hb.Face(hb.Blob(data)))
    found: dict[tuple[str, ...], Cluster] = {}
    for text in cluster_texts():
        cluster = shape(font, order, text)
        glyphs = tuple(part.glyph for part in cluster.parts)
        if len(glyphs) > 1 and ".notdef" not in glyphs:
            found.setdefault(glyphs, cluster)
    return list(found.values())


def add_composites(font: Any, clusters: Sequence[Cluster]) -> None:  # noqa: ANN401
    """Add one composite glyph for each cluster, at the places HarfBuzz gave."""
    glyf, metrics = font["glyf"], font["hmtx"].metrics
    classes = font["GDEF"].table.GlyphClassDef.classDefs
    glyph_set = font.getGlyphSet()
    drawn = {}
    for cluster in clusters:
        pen = TTGlyphPen(glyph_set)
        for part in cluster.parts:
            pen.addComponent(part.glyph, (1, 0, 0, 1, part.x, part.y))
        drawn[cluster.name] = pen.glyph()
    font.setGlyphOrder([*font.getGlyphOrder(), *drawn])
    glyf.setGlyphOrder(font.getGlyphOrder())
    for cluster in clusters:
        glyph = drawn[cluster.name]
        glyf.glyphs[cluster.name] = glyph
        glyph.recalcBounds(glyf)
        metrics[cluster.name] = (cluster.advance, glyph.xMin)
        classes[cluster.name] = 1


def add_invisibles(font: Any) -> None:  # noqa: ANN401
    """Give the invisible characters an empty glyph, and a second one that shaping keeps."""
    names = [f"uni{code:04X}{end}" for code in INVISIBLES for end in ("", ".kept")]
    font.setGlyphOrder([*font.getGlyphOrder(), *names])
    font["glyf"].setGlyphOrder(font.getGlyphOrder())
    for name in names:
        font["glyf"].glyphs[name] = TTGlyphPen(None).glyph()
        font["hmtx"].metrics[name] = (0, 0)
    for table in font["cmap"].tables:
        table.cmap.update({code: f"uni{code:04X}" for code in INVISIBLES})
    builder = SingleSubstBuilder(font, None)
    builder.mapping = {f"uni{code:04X}": f"uni{code:04X}.kept" for code in INVISIBLES}
    add_thai_lookup(font, builder.build())


def add_ligatures(font: Any, clusters: Sequence[Cluster]) -> None:  # noqa: ANN401
    """Add the lookup that puts the composites in."""
    builder = LigatureSubstBuilder(font, None)
    for cluster in clusters:
        builder.ligatures[tuple(part.glyph for part in cluster.parts)] = cluster.name
    add_thai_lookup(font, builder.build())
    font["OS/2"].usMaxContext = maxCtxFont(font)


def add_thai_lookup(font: Any, lookup: Any) -> None:  # noqa: ANN401
    """Add a lookup as the last one of ``ccmp`` in the Thai script."""
    table = font["GSUB"].table
    lookups = table.LookupList.Lookup
    lookups.append(lookup)
    scripts = {record.ScriptTag: record.Script for record in table.ScriptList.ScriptRecord}
    for index in scripts["thai"].DefaultLangSys.FeatureIndex:
        record = table.FeatureList.FeatureRecord[index]
        if record.FeatureTag == "ccmp":
            record.Feature.LookupListIndex.append(len(lookups) - 1)


def rename(font: Any, family: str, style: str, change: str) -> None:  # noqa: ANN401
    """Give a derived font its own names; copyright, authors and licence stay as they are."""
    names = font["name"]
    postscript = f"{family.replace(' ', '')}-{style.replace(' ', '')}"
    origin = names.getDebugName(4)
    version = names.getDebugName(5).strip()
    new = {
        1: family,
        2: style,
        3: f"{VERSION};PMQA;{postscript}",
        4: f"{family} {style}",
        5: f"Version {VERSION}; derived from {origin}, {version}",
        6: postscript,
        10: f"Derived from {origin}. {change}",
    }
    kept = {0, 7, 8, 9, 11, 12, 13, 14}
    names.names = [record for record in names.names if record.nameID in kept]
    for name_id, text in new.items():
        names.setName(text, name_id, 3, 1, 0x409)


def build_levelled(style: str) -> bytes:
    """Build one face whose clusters are single glyphs."""
    data = _read(f"Sarabun-{style}.ttf")
    font = _open(data)
    clusters = shape_clusters(data, font.getGlyphOrder())
    add_composites(font, clusters)
    add_ligatures(font, clusters)
    add_invisibles(font)
    rename(
        font,
        LEVELLED_FAMILY,
        STYLES[style],
        f"Changed: {len(clusters)} composite glyphs of a Thai consonant with its marks were "
        "added with one ligature lookup, and empty glyphs for U+200B and U+2060, so that text "
        "copies out of a PDF intact. No outline was changed.",
    )
    font["post"].formatType = 3.0
    return _save(font)


def _subset(font: Any, codes: set[int], flavor: str | None) -> bytes:  # noqa: ANN401
    """Cut a font down to some characters and return its bytes."""
    options = Options(
        layout_features=["ccmp", "kern", "liga", "locl", "mark", "mkmk"],
        drop_tables=["FFTM"],
        name_IDs=["*"],
        notdef_outline=True,
        hinting=False,
        glyph_names=False,
        recalc_timestamp=False,
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes & set(font.getBestCmap()))
    subsetter.subset(font)
    font.flavor = flavor
    return _save(font)


def build_web(style: str) -> bytes:
    """Build the woff2 subset of one original face."""
    font = _open(_read(f"Sarabun-{style}.ttf"))
    codes = {code for first, last in WEB_RANGES for code in range(first, last + 1)}
    return _subset(font, codes, "woff2")


def build_symbols(flavor: str | None) -> bytes:
    """Build the font of the symbols that Sarabun lacks."""
    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    font = _open(_read("DejaVuSans.ttf", folder))
    rename(font, SYMBOLS_FAMILY, "Regular", f"Changed: cut down to {len(SYMBOLS)} symbols.")
    return _subset(font, {ord(symbol) for symbol in SYMBOLS}, flavor)


def build_all() -> dict[str, bytes]:
    """Build every derived file, by its name."""
    files = {f"SarabunLevelled-{style}.ttf": build_levelled(style) for style in STYLES}
    files |= {f"Sarabun-{style}.woff2": build_web(style) for style in STYLES}
    files["DejaVuSans-Symbols.ttf"] = build_symbols(None)
    files["DejaVuSans-Symbols.woff2"] = build_symbols("woff2")
    return files


def write(folder: Path) -> list[Path]:
    """Build every derived file into a folder and return the paths."""
    paths = []
    for name, data in build_all().items():
        path = folder / name
        path.write_bytes(data)
        paths.append(path)
    return paths


def differences(folder: Path = FONT_DIR) -> list[str]:
    """Return the names of the committed files that a fresh build does not reproduce."""
    with tempfile.TemporaryDirectory() as scratch:
        return [
            path.name
            for path in write(Path(scratch))
            if not (folder / path.name).is_file()
            or (folder / path.name).read_bytes() != path.read_bytes()
        ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the derived fonts, or check them, and return the exit code."""
    parser = argparse.ArgumentParser(description="Build the fonts of the reports.")
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    if parser.parse_args(arguments).check:
        stale = differences()
        for name in stale:
            sys.stderr.write(f"differs from a fresh build: {name}\n")
        return 1 if stale else 0
    for path in write(FONT_DIR):
        sys.stdout.write(f"{path.stat().st_size:>8} {path.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
