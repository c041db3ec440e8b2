"""Draw the simulated registers of complaints, innovations and resource use anew: all made up.

``python tools/simulate_registers.py`` writes FY 2567, the same bytes every time.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

OFFICE = Path(__file__).parents[1] / "examples" / "simulated_office"
FOLDER = OFFICE / "raw" / "2567"
SEED = 2567
BEGIN, END = date(2023, 10, 1), date(2024, 9, 30)
BUREAUS = ("สำนักบริการ", "สำนักเอกสาร", "สำนักเทคโนโลยี", "สำนักบริหารกลาง")
CHANNELS = ("executive", "staff", "call_center", "internet", "social")
KINDS = (("complaint", 44), ("suggestion", 31), ("comment", 18), ("compliment", 26))
HOLIDAYS = (
    ("2023-10-13", "วันหยุดจำลอง 1"), ("2023-10-23", "วันหยุดจำลอง 2"),
    ("2023-12-05", "วันหยุดจำลอง 3"), ("2024-01-01", "วันหยุดจำลอง 4"),
    ("2024-04-15", "วันหยุดจำลอง 5"), ("2024-05-01", "วันหยุดจำลอง 6"),
    ("2024-08-12", "วันหยุดจำลอง 7"),
)  # fmt: skip

# By hand: one reaches both targets, one each alone, one neither, one is not known well enough.
INNOVATIONS = (
    ("N1", "ระบบนัดหมายรับเอกสาร", "Booking of documents", BUREAUS[1], 420, 357, "88.40", 120),
    ("N2", "บริการสืบค้นด้วยเสียง", "Search by voice", BUREAUS[2], 600, 432, "79.25", 95),
    ("N3", "ตู้บริการตนเอง", "Self-service kiosk", BUREAUS[0], 900, 486, "86.10", 140),
    ("N4", "แผนที่บริการสามมิติ", "Map of services", BUREAUS[0], 500, 205, "71.50", 60),
    ("N5", "ผู้ช่วยตอบคำถาม", "Question helper", BUREAUS[2], 300, 150, "92.00", 6),
)


def draw_complaints(random_: random.Random) -> list[list[str]]:
    """Return made-up cases in the order of the day: some late, some urgent, some open."""
    kinds = [kind for kind, cases in KINDS for _ in range(cases)]
    days = sorted(BEGIN + timedelta(days=random_.randrange(366)) for _ in kinds)
    random_.shuffle(kinds)
    rows: list[list[str]] = []
    for number, (kind, day) in enumerate(zip(kinds, days, strict=True), 1):
        urgent = kind != "compliment" and random_.random() < 0.12
        wait = random_.choices((0, 1, 2, 3, 4, 6, 9, 13), (8, 14, 18, 10, 9, 6, 3, 1))[0]
        answered = _within(day + timedelta(days=wait)) if random_.random() < 0.94 else ""
        reported = _within(day + timedelta(days=random_.randrange(2, 26))) if urgent else ""
        earlier = [row[0] for row in rows if row[1] == "complaint"]
        again = kind == "complaint" and earlier and random_.random() < 0.12
        score = random_.choices((2, 3, 4, 5), (1, 3, 6, 5))[0]
        asked = kind == "complaint" and answered and random_.random() < 0.7
        rows.append([
            f"ข้อมูลจำลอง-{number:03}", kind, random_.choice(CHANNELS), day.isoformat(),
            answered if kind != "compliment" else "", "yes" if urgent else "", reported,
            random_.choice(earlier) if again else "", random_.choice(BUREAUS),
            str(score) if asked else "",
        ])  # fmt: skip
    return rows


def draw_resource_use(random_: random.Random) -> list[list[str]]:
    """Return made-up use by month and bureau: paper falls by a fifth, one bureau has no base."""
    rows = []
    months = [f"{year}-{month:02}" for year, first, last in ((2023, 10, 12), (2024, 1, 9))
              for month in range(first, last + 1)]  # fmt: skip
    for kind, usual, price in (("paper", 9000, 0.22), ("postage", 140, 32)):
        for bureau in BUREAUS:
            for month in months:
                base = round(usual * random_.uniform(0.8, 1.2))
                count = round(base * random_.uniform(0.68, 0.95))
                known = str(base) if bureau != BUREAUS[-1] or kind == "paper" else ""
                rows.append([month, bureau, kind, str(count), f"{count * price:.2f}", known])
    return rows


def _within(day: date) -> str:
    """Return a day as text; blank where the year ends before it."""
    return day.isoformat() if day <= END else ""


def write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table, and say so."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
    print(path.relative_to(OFFICE))


def main() -> None:
    """Write the four files."""
    random_ = random.Random(SEED)
    write(
        FOLDER / "complaints.csv",
        ("id", "kind", "channel", "received", "answered", "urgent", "reported", "repeat_of",
         "bureau", "satisfaction"),
        draw_complaints(random_),
    )  # fmt: skip
    write(
        FOLDER / "resource_use.csv",
        ("month", "bureau", "kind", "count", "cost", "base"),
        draw_resource_use(random_),
    )
    write(
        FOLDER / "innovations.csv",
        ("innovation", "name_th", "name_en", "bureau", "intended", "users", "satisfaction",
         "respondents"),
        [(one, f"{th} (ข้อมูลจำลอง)", f"{en} (simulated)", *rest)
         for one, th, en, *rest in INNOVATIONS],
    )  # fmt: skip
    write(
        OFFICE / "reference" / "holidays.csv",
        ("date", "name_th", "name_en"),
        [(day, name, name.replace("วันหยุดจำลอง", "Simulated holiday")) for day, name in HOLIDAYS],
    )


if __name__ == "__main__":
    main()
