"""Rows as a file: CSV (« ; », « 12,5 », UTF-8) and XLSX, in which nothing that was typed is run."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """The file, with the mark by which spreadsheets know UTF-8."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";")
    writer.writerow(names)
    writer.writerows([_plain(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def as_xlsx(sheet_name: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """The file, one sheet with its header fixed."""
    # Nothing that a person wrote is a formula or a link.
    options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(sheet_name)
        bold = book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(names):
            sheet.write_string(0, column, name, bold)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                sheet.write(number, column, value)
    return file.getvalue()


def _plain(value: Any) -> Any:
    """A spreadsheet would run « =… »: an apostrophe makes it words."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    if isinstance(value, float):
        # With « ; » between them, spreadsheets read numbers as French writes them.
        return repr(value).replace(".", ",")
    return "" if value is None else value
