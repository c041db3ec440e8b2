"""A tiny framework of two components, three KPIs and two units, of which tests change a thing."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.scorecards.framework import Framework
from pmqa_analysis.clean.scorecards.framework_file import load_framework

FOLDER = "reference/frameworks"
HEAD = """\
name_th: กรอบจำลอง
name_en: Tiny framework
short_th: จำลอง
short_en: Tiny
fiscal_year: 2563
document: doc
policy: equal_split
levels: {1: 1, 3: 2, 5: 2}
weights: 100
rounds: [6, 9, 12]
"""
# The first KPI has gated and shared items, the second bands and parts, the third a ladder.
TABLES: dict[str, str] = {
    "parts": """\
part,parent,kind,name_th,printed,name_en,weight,document,lines,note
C1,,component,องค์ประกอบ 1,,Component 1,60,doc,1,
C2,,component,องค์ประกอบ 2,,Component 2,40,doc,2,
G1,C1,group,กลุ่ม 1,,Group 1,,doc,3,
""",
    "kpis": """\
kpi,parts,sheet,rubric,rubric_scores,name_th,printed,short_th,short_en,name_en,weight,unit_th,\
unit_en,measure_type,direction,policy,characteristic_th,scale,document,lines,note
K1,G1,K1,K1,yes,ตัวชี้วัด 1,,หนึ่ง,One,KPI 1,60,ระดับ,level,level,higher,,,,doc,4,
K2,C2,K2,K2,yes,ตัวชี้วัด 2,,สอง,Two,KPI 2,25,ระดับ,level,level,higher,,,,doc,5,
K3,C2,K3,K3,yes,ตัวชี้วัด 3,,สาม,Three,KPI 3,15,วัน,days,number,lower,ladder,,,doc,6,
""",
    "items": """\
rubric,level,item,parent,kind,answer,rule,count,measure,operator,threshold,unit_th,bands,points,\
recipient,text_th,printed,document,lines,note
K1,1,L1-1,,plan,tick,,,,,,,,,,มีแผน,,doc,7,
K1,3,L3-1,,execution,value,,,K1.P,>=,80,ร้อยละ,,,,ทำได้ 80,,doc,8,
K1,3,L3-2,,execution,value,,,K1.P,>=,100,ร้อยละ,,,,ทำได้ 100,,doc,8,
K1,5,L5-1,,report,tick,,,,,,,,,หัวหน้า,รายงาน,,doc,9,
K2,1,L1-1,,plan,tick,all,,,,,,,,,มีแผน,,doc,10,
K2,1,L1-1-1,L1-1,plan,tick,,,,,,,,,,ทบทวน,,doc,10,
K2,1,L1-1-2,L1-1,plan,tick,,,,,,,,,,ศึกษา,,doc,10,
K2,3,L3-1,,execution,tick,,,,,,,,,,ดำเนินการ,,doc,11,
K2,5,L5-1,,outcome,value,,,K2.S,,,ร้อยละ,satisfaction,1.00,,พึงพอใจ,,doc,12,
K2,5,L5-1-1,L5-1,bands,none,,,,,,,,,,ช่วงคะแนน,,doc,12,
K2,5,L5-2,,report,tick,,,,,,,,,,รายงาน,,doc,12,
K3,1,L1-1,,plan,tick,,,,,,,,,,มีแผน,,doc,13,
K3,3,L3-1,,execution,tick,,,,,,,,,,ดำเนินการ,,doc,13,
K3,5,L5-1,,outcome,value,,,K3.D,<=,10,วัน,,,,วันที่ใช้,,doc,13,
""",
    "conditions": """\
rubric,condition,parent,gates,answer,rule,count,measure,operator,threshold,unit_th,text_th,\
printed,document,lines,note
K1,C0,,L3-2,none,at_least,2,,,,,ผลลัพธ์,,doc,14,
K1,C1,C0,,value,,,K1.N,>=,60,คน,คน,,doc,15,
K1,C2,C0,,value,,,K1.S,>=,85,ร้อยละ,ร้อยละ,,doc,16,
K1,C3,C0,,tick,,,,,,,เผยแพร่,,doc,17,
""",
    "measures": """\
measure,kpi,name_th,name_en,unit_th,unit_en,direction,cumulative,over_100,first_year,\
document,lines,note
K1.P,K1,แผน,Plan,ร้อยละ,percent,higher,yes,,,doc,8,
K1.N,K1,คน,Persons,คน,persons,higher,,,,doc,15,
K1.S,K1,ร้อยละ,Percent,ร้อยละ,percent,higher,,,,doc,16,
K2.S,K2,พึงพอใจ,Satisfaction,ร้อยละ,percent,higher,,,,doc,12,
K3.D,K3,วัน,Days,วัน,days,lower,,,,doc,13,
""",
    "bands": """\
bands,band,low,high,points,low_printed,high_printed,points_printed,printed,document,lines,note
satisfaction,1,65,70,0.55,65,69,0.55,65 - 69,doc,12,
satisfaction,2,70,80,0.70,70,79,0.70,70 - 79,doc,12,
satisfaction,3,80,,1.00,80,,1.00,80 ขึ้นไป,doc,12,
""",
    "ladders": """\
kpi,level,low,high,document,lines,note
K3,1,,30,doc,13,
K3,2,,25,doc,13,
K3,3,,20,doc,13,
K3,4,,15,doc,13,
K3,5,,10,doc,13,
""",
    "grades": """\
scale,grade,name_th,name_en,low,low_printed,high_printed,printed,document,lines,note
medal,gold,ทอง,Gold,90,90,,90 ขึ้นไป,doc,18,
medal,silver,เงิน,Silver,80,80,89,80 - 89,doc,18,
medal,none,ไม่ผ่าน,None,0,,80,ต่ำกว่า 80,doc,18,
""",
    "units": """\
unit,name_th,name_en,kind,parent,agency,document,lines,note
A,สำนัก ก,Bureau A,bureau,,own,doc,19,
A1,กลุ่ม ก 1,Group A 1,group,A,own,doc,19,
B,สำนัก ข,Bureau B,bureau,,own,doc,20,
""",
    "unit_spellings": """\
unit,spelling,document,lines,note
B,สำนักข,doc,21,
""",
    "owners": """\
sheet,seq,role,reporter,unit,stands_for,printed,document,lines,note
K1,1,lead,yes,A,unit,สำนัก ก (ผู้รายงาน),doc,22,
K1,2,support,,B,unit,สำนักข,doc,22,
K2,1,lead,yes,A1,unit,กลุ่ม ก 1,doc,23,
K2,2,support,,,nobody,-,doc,23,
K3,1,lead,yes,B,unit,สำนัก ข,doc,24,
""",
    "duties": """\
duty,sheet,kind,rounds,step,reporter_th,recipient_th,recipient_en,when_th,what_th,document,lines,note
D1,K1,duty,6 12,1,,หัวหน้า,Head,รอบ 6 และ 12 เดือน,รายงาน,doc,25,
D2,K2,duty,,1,,หัวหน้า,Head,ไม่ได้ระบุ,รายงาน,doc,26,
""",
    "evidence": """\
rubric,item,condition,text_th,recipient_th,document,lines,note
K1,L5-1,,รายงานผล,หัวหน้า,doc,9,
""",
}


def files(changes: Mapping[str, str] | None = None, *, head: str = HEAD) -> dict[str, str]:
    """Return the files of the tiny framework, some of its tables changed."""
    tables = {**TABLES, **(changes or {})}
    return {
        f"{FOLDER}/tiny.yml": head,
        **{f"{FOLDER}/tiny/{name}.csv": text for name, text in tables.items()},
    }


def changed(table: str, old: str, new: str) -> dict[str, str]:
    """Return a table with its first ``old`` replaced; the test is wrong if it has none."""
    if old not in TABLES[table]:
        raise ValueError(f"{table} has no {old!r}")
    return {table: TABLES[table].replace(old, new, 1)}


def rows(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV text."""
    return list(csv.DictReader(io.StringIO(text)))


def read(tiny, changes=None, *, head=HEAD) -> Framework:
    """Write the tiny framework into the tiny office with changes, and load it."""
    return load_framework(tiny(files(changes, head=head)), Ledger(), "tiny", {"doc"})
