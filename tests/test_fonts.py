from __future__ import annotations

import io
import itertools
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
import typst
from fontTools.ttLib import TTFont
from matplotlib import font_manager
from pypdf import PdfReader

ROOT = Path(__file__).resolve().parents[1]
FONT_DIR = ROOT / "src" / "pmqa_analysis" / "assets" / "fonts"
SCRIPT = ROOT / "tools" / "build_fonts.py"
STYLES = ["Regular", "Bold", "Italic", "BoldItalic"]

WORD_LIST = """
สำนักงาน เลขาธิการ วุฒิสภา น้ำหนัก ที่ปรึกษา ผู้มีส่วนได้ส่วนเสีย ชั้น ฝั่ง ปี้ ปฏิญญา กตัญญู ฟื้นฟู
เป้าหมาย ตัวชี้วัด ป้องกัน ทั้งสิ้น เพิ่มขึ้น ผู้ป่วย ฝึกอบรม ปั่น ฟ้า ซื้อ ก่อตั้ง กระทู้ถาม ญัตติ ร้อยละ
ยุทธศาสตร์ ข้อร้องเรียน สิ่งแวดล้อม น้ำ ซ้ำ ค่ำ สำนัก ป่าไม้ ฝ้าย ปู่ย่า ฟุ้งซ่าน ปื้น ฝูง ฐานข้อมูล
กฎหมาย กฏุมพี ผู้รู้ สิทธิ์ พันธุ์ บริสุทธิ์ เสร็จสิ้น ก็ เป็น จุฬา ศีล รื้อ อื้อฉาว จ้ะ โน้ต ต๊ะ จ๋า กุฎิ์
ฤๅษี หญ้า ภิกฺขุ ขึ้นทะเบียน ตั้งกระทู้ ร่ำรวย ก้ำกึ่ง ป้ำ ฝ่ำ เชื่อมั่น พึ่งพา สมบูรณ์ ศักดิ์
"""
WORDS = WORD_LIST.split()

SENTENCES = """
สำนักงานเลขาธิการวุฒิสภากำหนดเป้าหมายการพัฒนาคุณภาพการบริหารจัดการภาครัฐ
ผู้มีส่วนได้ส่วนเสียให้น้ำหนักแก่ที่ปรึกษาด้านสิ่งแวดล้อมสูงกว่าปีก่อน
ตัวชี้วัดทั้งสิ้น ๒๔ ตัว บรรลุเป้าหมาย ๑๙ ตัว คิดเป็นร้อยละ ๗๙.๑๗
จำนวนผู้ป่วยเพิ่มขึ้นจาก 1,250 ราย เป็น 1,403 ราย (เพิ่มขึ้น 12.24%)
กระทู้ถามและญัตติที่เสร็จสิ้นแล้วต้องขึ้นทะเบียนในฐานข้อมูลภายใน 7 วัน
การฝึกอบรมเรื่องการป้องกันการทุจริตจัดขึ้นที่ชั้น 2 ฝั่งทิศใต้ของอาคาร
ข้อร้องเรียนซ้ำลดลง แต่ข้อร้องเรียนใหม่เกี่ยวกับสิ่งแวดล้อมยังเพิ่มขึ้น
คณะกรรมการตั้งขึ้นเพื่อฟื้นฟูความเชื่อมั่นของผู้รับบริการ
ผู้ซื้อและผู้ขายต้องปฏิบัติตามกฎหมายว่าด้วยการจัดซื้อจัดจ้าง
บุคลากรที่มีความกตัญญูและยึดมั่นในคำปฏิญญาได้รับการเชิดชูเกียรติ
ยุทธศาสตร์ที่ 3 มุ่งพึ่งพาตนเองอย่างยั่งยืนตามหลักปรัชญาของเศรษฐกิจพอเพียง
น้ำท่วมฉับพลันในช่วงค่ำทำให้พันธุ์พืชเสียหายทั้งหมู่บ้าน
สิทธิ์ในการเข้าถึงข้อมูลต้องเป็นไปโดยบริสุทธิ์ใจและโปร่งใส
ป้าปั่นฝ้ายอยู่ใต้ต้นปีบ ส่วนปู่เฝ้าฝูงเป็ดที่ฝั่งน้ำ
ผลการประเมินความพึงพอใจเฉลี่ย 4.21 จากคะแนนเต็ม 5 อยู่ในระดับดีมาก
ข้อเสนอแนะอื่น ๆ เช่น เพิ่มที่นั่ง ปรับปรุงห้องน้ำ และติดตั้งป้ายชี้ทาง ฯลฯ
""".strip().splitlines()


def compile_lines(lines: list[str], folder: Path, setting: str) -> bytes:
    source = folder / "sample.typ"
    head = "#set page(width: 600mm, height: 297mm, margin: 15mm)\n"
    families = '("Sarabun Levelled", "DejaVu Sans Symbols")'
    head += f'#set text(font: {families}, lang: "th", fallback: false, {setting})\n'
    source.write_text(head + " \\\n".join(lines), encoding="utf-8")
    return typst.compile(source, font_paths=[FONT_DIR], ignore_system_fonts=True)


def clean(text: str) -> list[str]:
    lines = (line.strip() for line in text.replace("\f", "\n").splitlines())
    return [unicodedata.normalize("NFC", line) for line in lines if line]


def by_pypdf(pdf: bytes) -> list[str]:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return clean("\n".join(page.extract_text() for page in pages))


def by_poppler(pdf: bytes) -> list[str]:
    command = ["pdftotext", "-enc", "UTF-8", "-raw", "-", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return clean(done.stdout.decode("utf-8"))


READERS = [
    pytest.param(by_pypdf, id="pypdf"),
    pytest.param(
        by_poppler,
        id="poppler",
        marks=pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler not installed"),
    ),
]


def settings(size: int, style: str) -> str:
    weight = "bold" if style.startswith("Bold") else "regular"
    slant = "italic" if style.endswith("Italic") else "normal"
    return f'size: {size}pt, weight: "{weight}", style: "{slant}"'


def name_of(file: str, name_id: int) -> str:
    with TTFont(FONT_DIR / file) as font:
        return font["name"].getDebugName(name_id)


@pytest.mark.parametrize("style", STYLES)
def test_the_derivative_has_names_of_its_own(style):
    original, levelled = f"Sarabun-{style}.ttf", f"SarabunLevelled-{style}.ttf"
    for name_id in (1, 3, 4, 5, 6):
        assert name_of(original, name_id) != name_of(levelled, name_id)
    assert name_of(levelled, 1) == "Sarabun Levelled"
    assert name_of(levelled, 2) == name_of(original, 2)
    assert name_of(levelled, 0) == name_of(original, 0)
    assert "Changed:" in name_of(levelled, 10)


def test_the_licences_are_there():
    licence = (FONT_DIR / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert licence.startswith(name_of("Sarabun-Regular.ttf", 0))
    assert "Bitstream Vera" in (FONT_DIR / "LICENSE-DejaVu.txt").read_text(encoding="utf-8")


def test_the_committed_files_are_what_the_script_builds():
    pytest.importorskip("uharfbuzz")
    pytest.importorskip("brotli")
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("style", STYLES)
def test_the_web_fonts_hold_thai_and_are_small(style):
    pytest.importorskip("brotli")
    path = FONT_DIR / f"Sarabun-{style}.woff2"
    assert path.stat().st_size < 25_000
    with TTFont(path) as font, TTFont(FONT_DIR / f"Sarabun-{style}.ttf") as original:
        thai = {code for code in original.getBestCmap() if 0x0E00 <= code < 0x0E80}
        assert thai | set(range(0x20, 0x7F)) <= set(font.getBestCmap())


def test_the_symbols_fill_the_gaps():
    symbols = set(map(ord, "✓✗●○▲▼►◄№☐☑−≥≤≠→←αηλχωΔ\u2011"))
    with TTFont(FONT_DIR / "DejaVuSans-Symbols.ttf") as font:
        assert set(font.getBestCmap()) == symbols


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("size", [9, 11, 16])
@pytest.mark.parametrize("style", ["Regular", "Bold"])
def test_words_and_sentences_copy_out_intact(reader, size, style, tmp_path):
    lines = [unicodedata.normalize("NFC", line) for line in WORDS + SENTENCES]
    assert reader(compile_lines(lines, tmp_path, settings(size, style))) == lines


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("style", STYLES)
def test_every_cluster_copies_out_intact(reader, style, tmp_path):
    consonants = [chr(code) for code in range(0x0E01, 0x0E2F)]
    vowels = ["", *"ัิีึืุู็"]
    tails = ["".join(pair) for pair in itertools.product(vowels, ["", *"่้๊๋์"])]
    tails += ["ำ", "่ำ", "้ำ", "๊ำ", "๋ำ", "ฺ"]
    lines = [f"น{consonant}{tail}ก" for consonant in consonants for tail in tails]
    assert reader(compile_lines(lines, tmp_path, settings(11, style))) == lines


@pytest.mark.parametrize("reader", READERS)
def test_a_justified_paragraph_copies_out_intact(reader, tmp_path):
    text = " ".join(SENTENCES)
    paragraph = f"#set par(justify: true)\n#block(width: 90mm)[{text}]"
    got = reader(compile_lines([paragraph], tmp_path, settings(11, "Regular")))
    assert len(got) > 10
    assert "".join("".join(got).split()) == "".join(text.split())


@pytest.mark.parametrize("reader", READERS)
def test_zero_width_spaces_and_symbols_do_not_tear_the_text(reader, tmp_path):
    lines = ["สำนักงาน\u200bเลขาธิการ\u200bวุฒิสภา", "การ\u200bบริหาร", "ที่\u2060ปรึกษา", *WORDS]
    lines += ["ผ่าน ✓ ไม่ผ่าน ✗ ● ○ ☐ ☑ № 5 ≥ 4.00"]
    assert reader(compile_lines(lines, tmp_path, settings(11, "Regular"))) == lines


@pytest.mark.parametrize("style", STYLES)
def test_the_outlines_stand_where_they_stood(style):
    hb = pytest.importorskip("uharfbuzz")
    from fontTools.pens.recordingPen import DecomposingRecordingPen
    from fontTools.pens.transformPen import TransformPen

    def draw(path, word):
        font = hb.Font(hb.Face(hb.Blob(path.read_bytes())))
        outline = TTFont(path)
        glyphs, order = outline.getGlyphSet(), outline.getGlyphOrder()
        buffer = hb.Buffer()
        buffer.add_str(word)
        buffer.guess_segment_properties()
        hb.shape(font, buffer)
        pen, x = DecomposingRecordingPen(glyphs), 0
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            shift = (1, 0, 0, 1, x + place.x_offset, place.y_offset)
            glyphs[order[info.codepoint]].draw(TransformPen(pen, shift))
            x += place.x_advance
        return pen.value, x

    text = "".join(WORDS)
    original, levelled = f"Sarabun-{style}.ttf", f"SarabunLevelled-{style}.ttf"
    assert draw(FONT_DIR / original, text) == draw(FONT_DIR / levelled, text)


@pytest.mark.parametrize("family", ["Sarabun", "SarabunLevelled"])
def test_matplotlib_finds_the_four_faces(family):
    manager = font_manager.FontManager.__new__(font_manager.FontManager)
    manager.ttflist, manager.afmlist = [], []
    manager._version = font_manager.FontManager.__version__
    for style in STYLES:
        manager.addfont(FONT_DIR / f"{family}-{style}.ttf")
    faces = {(entry.name, entry.style, entry.weight) for entry in manager.ttflist}
    name = family.replace("Levelled", " Levelled")
    slants, weights = ["normal", "italic"], [400, 700]
    assert faces == {(name, *face) for face in itertools.product(slants, weights)}
