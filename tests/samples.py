"""A report as tests need it: every block once, Thai and hostile text, a seal."""

from __future__ import annotations

import base64
from functools import cache
from io import BytesIO

import matplotlib
import nbformat
from matplotlib.figure import Figure as Drawing

from pmqa_analysis.blocks import (
    Block,
    Cell,
    Column,
    Figure,
    Heading,
    Passage,
    Row,
    Run,
    Seal,
    Table,
    Title,
)
from pmqa_analysis.publish.document import Document

OFFICE = "สำนักงานเลขาธิการวุฒิสภา"
WORDS_TH = {
    "table": "ตารางที่",
    "figure": "แผนภูมิที่",
    "numbers": "ตัวเลขของแผนภูมิ",
    "contents": "สารบัญ",
    "page": "หน้า",
    "of": "จาก",
    "fiscal_year": "ปีงบประมาณ พ.ศ.",
    "source": "ที่มาของข้อมูล",
    "simulated": "ข้อมูลจำลอง ไม่ใช่ผลการดำเนินงานจริง",
    "skip": "ข้ามไปยังเนื้อหา",
}
WORDS_EN = {
    "table": "Table",
    "figure": "Figure",
    "numbers": "Numbers of the figure",
    "contents": "Contents",
    "page": "Page",
    "of": "of",
    "fiscal_year": "Fiscal year (B.E.)",
    "source": "Sources",
    "simulated": "Simulated data, not real results",
    "skip": "Skip to the content",
}
COLUMNS = (
    Column(title="ตัวชี้วัด", width=4.2, row_header=True),
    Column(title="น้ำหนัก", align="end"),
    Column(title="เป้าหมาย", align="end", width=1.2),
    Column(title="2561", align="end", group="ผลการดำเนินงาน"),
    Column(title="2562", align="end", group="ผลการดำเนินงาน"),
    Column(title="2563", align="end", group="ผลการดำเนินงาน"),
    Column(title="ผลเทียบเป้าหมาย", align="center", width=1.6),
)
INDICATORS = (
    "จำนวนการสนับสนุนการพิจารณาเกี่ยวกับญัตติ",
    "ร้อยละความสำเร็จของการส่งเสริม สนับสนุนการดำเนินการด้านนิติบัญญัติ",
    "ระดับความพึงพอใจของผู้รับบริการและผู้มีส่วนได้ส่วนเสียต่อการให้บริการของสำนักงานเลขาธิการวุฒิสภา",
    "ร้อยละของบุคลากรที่ได้รับการพัฒนาสมรรถนะตามแผนปฏิบัติราชการ",
    "จำนวนนวัตกรรมที่นำมาใช้ปรับปรุงกระบวนงานด้านการประชุม",
)
GROUPS = (
    "7.1 ด้านประสิทธิผลและการบรรลุพันธกิจ",
    "7.2 ด้านการให้ความสำคัญผู้รับบริการและผู้มีส่วนได้ส่วนเสีย",
    "7.3 ด้านการมุ่งเน้นบุคลากร",
    "7.4 ด้านการเป็นต้นแบบ",
    "7.5 ด้านงบประมาณ การเงิน และการเติบโต",
    "7.6 ด้านประสิทธิผลของกระบวนการและการจัดการห่วงโซ่อุปทาน",
)


def group_row(text: str) -> Row:
    """Return a row that spans the table."""
    return Row(kind="group", cells=(Cell(text=text),))


def data_row(measure: str, name: str, *, met: bool = True) -> Row:
    """Return the row of one indicator; its third year has a result's id."""
    verdict = Cell(text="บรรลุ", tone="good") if met else Cell(text="ไม่บรรลุ", tone="bad")
    texts = ("5", "85.00", "-", "86.10", "97.14" if met else "80.00")
    cells = [Cell(text=text) for text in texts[:-1]]
    cells[2] = Cell(text="-", tone="muted")
    last = Cell(text=texts[-1], result=f"2563/{measure}/actual")
    return Row(cells=(Cell(text=f"{measure} {name}"), *cells, last, verdict))


def sample_table() -> Table:
    """Return a table with a two-level head, two group rows, a total and a note."""
    rows = (
        group_row(GROUPS[0]),
        data_row("7.1.1", INDICATORS[0]),
        data_row("7.1.2", INDICATORS[1], met=False),
        group_row(GROUPS[1]),
        data_row("7.2.1", INDICATORS[2]),
        Row(
            kind="total",
            cells=tuple(Cell(text=t) for t in ("รวม", "15", "", "", "", "", "2 จาก 3")),
        ),
    )
    return Table(
        caption="ผลการดำเนินงานตามตัวชี้วัด เปรียบเทียบกับเป้าหมาย",
        columns=COLUMNS,
        rows=rows,
        notes=("- หมายถึง ไม่มีข้อมูลในเอกสารต้นทาง",),
        name="annual",
    )


def long_table() -> Table:
    """Return the annual table: 30 rows under 6 groups, 7 columns, small."""
    rows: list[Row] = []
    for part, group in enumerate(GROUPS, 1):
        rows.append(group_row(group))
        rows += [
            data_row(f"7.{part}.{line}", name, met=line != 3)
            for line, name in enumerate(INDICATORS, 1)
        ]
    return sample_table().model_copy(update={"rows": tuple(rows), "size": "small"})


@cache
def sample_figure() -> Figure:
    """Return a bar chart of two years, drawn as the software draws."""
    style = {"svg.fonttype": "path", "svg.hashsalt": "pmqa", "font.size": 9}
    with matplotlib.rc_context(style):
        drawing = Drawing(figsize=(6.0, 2.2), layout="constrained")
        axes = drawing.subplots()
        axes.bar(["2562", "2563"], [86.10, 97.14], color="#1f4e79", width=0.5)
        axes.set_ylim(0, 100)
        svg, png = BytesIO(), BytesIO()
        drawing.savefig(svg, format="svg", metadata={"Date": None})
        drawing.savefig(png, format="png", dpi=100)
    numbers = Table(
        caption="ร้อยละความพึงพอใจ",
        columns=(Column(title="ปี", row_header=True), Column(title="ร้อยละ", align="end")),
        rows=(
            Row(cells=(Cell(text="2562"), Cell(text="86.10"))),
            Row(cells=(Cell(text="2563"), Cell(text="97.14", result="2563/7.2.1/actual"))),
        ),
        name="satisfaction_numbers",
    )
    return Figure(
        caption="ความพึงพอใจของผู้รับบริการ",
        alt="แท่งสองแท่ง ปี 2562 ร้อยละ 86.10 และปี 2563 ร้อยละ 97.14",
        svg=svg.getvalue().decode(),
        png=base64.b64encode(png.getvalue()).decode(),
        numbers=numbers,
        notes=("แกนตั้งเริ่มที่ศูนย์",),
        name="satisfaction",
    )


def passage(text: str, style: str = "body") -> Passage:
    """Return a passage of one run."""
    return Passage(runs=(Run(text=text),), style=style)  # type: ignore[arg-type]


def sample_blocks() -> tuple[Block, ...]:
    """Return the blocks of a short report, seal not included."""
    answer = (
        Run(text="ปีงบประมาณ 2563 สำนักงานบรรลุเป้าหมาย "),
        Run(text="2 จาก 3", result="2563/all/met", strong=True),
        Run(text=" ตัวชี้วัด โดยความพึงพอใจอยู่ที่ร้อยละ "),
        Run(text="97.14", result="2563/7.2.1/actual"),
    )
    reading = (
        "เมื่อเปรียบเทียบกับปีก่อน ผู้มีส่วนได้ส่วนเสียมีความพึงพอใจสูงขึ้นอย่างต่อเนื่อง ทั้งด้านเจ้าหน้าที่ผู้ให้บริการ "
        "ด้านกระบวนการให้บริการ และด้านสิ่งอำนวยความสะดวก ซึ่งเป็นผลจากการปรับปรุงขั้นตอนและน้ำหนักของตัวชี้วัด"
    )
    return (
        Title(
            text="รายงานผลการดำเนินงานประจำปี",
            subtitle="ตัวชี้วัดหมวด 7 ผลลัพธ์การดำเนินการ",
            answer=answer,
        ),
        Heading(text="ผลตามตัวชี้วัด"),
        passage(reading),
        sample_table(),
        passage("ที่มา: รายงานผลการดำเนินงาน บรรทัด 2364–2567", "source"),
        Heading(text="ความพึงพอใจ"),
        Heading(text="แนวโน้ม", level=2),
        sample_figure(),
        passage("ความพึงพอใจเพิ่มขึ้น 11.04 จุด", "item"),
        passage("ฝั่งผู้ปฏิบัติงานตอบแบบสอบถามครบทุกกลุ่ม", "item"),
        passage("ไม่มีจำนวนผู้ตอบ จึงไม่ได้ทดสอบนัยสำคัญ", "caution"),
        Heading(text="ข้อสังเกต"),
        passage("ค่าเฉลี่ย < 3 & \"ต่ำ\" <script>alert('x')</script> #text[*ไม่ใช่คำสั่ง*] $x$"),
        passage("ตัวเลขแสดงแบบปัดครึ่งขึ้น", "note"),
    )


def sample_seal(**changes: object) -> Seal:
    """Return the seal of the sample report."""
    seal = Seal(
        report="annual_results",
        title="รายงานผลการดำเนินงานประจำปี",
        office=OFFICE,
        fiscal_year=2563,
        language="th",
        numerals="arabic",
        words=WORDS_TH,
        policies={"rounding": "half_up"},
        sources=("รายงานผลการดำเนินงาน ปีงบประมาณ พ.ศ. 2563",),
        results=(),
    )
    return seal.model_copy(update=changes)


def sample_document(*more: Block, **changes: object) -> Document:
    """Return the sample report, with more blocks at its end and changes of its seal."""
    return Document((*sample_blocks(), *more), sample_seal(**changes))


def notebook_of(blocks: tuple[Block, ...]) -> nbformat.NotebookNode:
    """Return an executed notebook that shows the blocks, one cell each."""
    cells = []
    for number, block in enumerate(blocks):
        data = block._repr_mimebundle_()
        cell = nbformat.v4.new_code_cell("show(secret_code)", id=f"cell-{number}")
        cell.outputs = [nbformat.v4.new_output("display_data", data=data)]
        cells.append(cell)
    return nbformat.v4.new_notebook(cells=cells)


def sample_notebook(**changes: object) -> nbformat.NotebookNode:
    """Return the sample report as an executed, sealed notebook."""
    return notebook_of((*sample_blocks(), sample_seal(**changes)))
