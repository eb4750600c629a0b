"""Records of the open company, the spreadsheet cells they come from, and changes made to them by hand."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from salesdesk.desk.company import CompanyDesk
from salesdesk.desk.export import export
from salesdesk.desk.figures import kpi_by_key
from salesdesk.desk.rows import MARGIN, Address, RowsTable, SheetName, SourceCells
from salesdesk.desk.source_fields import source_fields
from salesdesk.domain.changes import Change, Edit
from salesdesk.domain.columns import Kind
from salesdesk.domain.filter import Filter
from salesdesk.domain.texts import Language, Message
from salesdesk.kpi.compute import select
from salesdesk.kpi.definition import Part

NEIGHBOURS = 3
"""Rows shown above and below an original row."""


class RecordDesk(CompanyDesk):
    """The questions about records, and their edits."""

    def rows(
        self,
        key: str,
        where: Filter,
        *,
        basis: str = "",
        dimension: str = "",
        group: str | None = None,
        part: Part = Part.NUMERATOR,
        reason: str = "",
        within_figures: tuple[float, float] | None = None,
    ) -> list[RowsTable]:
        """The records behind a figure, one table per kind.  ``group`` None: the whole; '' : member unknown.

        ``within_figures``: only records whose own figure is at least the first and below the second.
        """
        sales = self._sales_for(where, dimension)
        selections = select(
            kpi_by_key(key),
            sales,
            where,
            basis=basis or str(self.setting(f"basis.{key}", "")),
            dimension=dimension,
            group=group,
            part=part,
            reason=reason,
            within_figures=within_figures,
        )
        sheets = self.sheet_names()
        summed = MARGIN.name if key == "gross_margin" and part is Part.NUMERATOR else "amount"
        return [RowsTable(sales, selection.kind, selection.rows, sheets, summed) for selection in selections]

    def chosen_rows(self, kind: Kind, positions: Sequence[int]) -> RowsTable:
        """Records named by their positions in the present snapshot's frame."""
        return RowsTable(self.sales, kind, np.array(positions, dtype=np.int64), self.sheet_names())

    def all_rows(self, kind: Kind) -> RowsTable:
        """Every record of a kind."""
        sales = self.sales
        return RowsTable(sales, kind, np.arange(sales[kind].n), self.sheet_names())

    def sheet_names(self) -> Mapping[int, SheetName]:
        return {sheet.id: SheetName(sheet.file, sheet.sheet) for sheet in self._company.sheets()}

    def cells(self, address: Address) -> SourceCells | None:
        """The original cells around a record's row; None for records typed by hand."""
        sheet = next((s for s in self._company.sheets() if s.id == address.sheet_id), None)
        if sheet is None:
            return None
        first = max(address.row - NEIGHBOURS, sheet.header_row + 1)
        path = Path(sheet.path)
        headers = self._company.raw(sheet.id, sheet.header_row, sheet.header_row)
        mapping = self._company.layouts().get(sheet.layout, {})
        return SourceCells(
            file=sheet.file,
            sheet=sheet.sheet,
            imported_at=sheet.imported_at,
            header_row=sheet.header_row,
            headers=headers,
            table=self._company.raw(sheet.id, first, address.row + NEIGHBOURS),
            row=address.row,
            path=path if path.is_file() else None,
            fields=source_fields(sheet.kinds, mapping, headers),
            corrections={c.column: c.value for c in self._company.corrections(sheet.id) if c.row == address.row},
        )

    def revenue(self) -> float:
        """Sum of all order-line amounts, credit notes included as negatives, in the company currency."""
        return self.all_rows(Kind.ORDER_LINE).total("amount") or 0.0

    def export(self, path: Path, kinds: Sequence[Kind], language: Language) -> list[Path]:
        """Write records (all kinds when none is named) to a workbook, a CSV file or a folder of CSV files."""
        return export(path, kinds or tuple(Kind), self.all_rows, self._company.member_keys, language)

    def edit(self, kind: Kind, record: int | None, values: Mapping[str, object], label: Message) -> int:
        """Change a record by hand, or add one (``record`` None).  Undoable; survives re-import.  Returns its id."""
        return self.edit_all([Edit(kind, record, values)], label)[0]

    def edit_all(self, edits: Sequence[Edit], label: Message) -> list[int]:
        """Several edits as one change.  Returns the records' ids.

        Answers about leads take the day on which they are given.
        """
        return self._write_edits(edits, label)

    def history(self, kind: Kind, record: int) -> list[Change]:
        """The changes that touched a record, latest first."""
        return self._company.history(kind, record)
