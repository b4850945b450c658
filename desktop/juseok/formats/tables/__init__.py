"""Annotations as plain tables: CSV, TSV and XLSX."""
