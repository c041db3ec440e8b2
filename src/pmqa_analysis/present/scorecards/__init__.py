"""What scorecards show: tables, charts, sentences, and the workbook to be filled in."""
