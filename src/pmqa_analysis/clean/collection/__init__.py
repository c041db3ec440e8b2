"""Filled KPI workbooks of many units, gathered into one table; nothing of them is lost."""
