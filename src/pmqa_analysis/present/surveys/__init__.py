"""Surveys shown: charts, tables and sentences of figures computed from answers."""
