from datetime import date, datetime
from pathlib import Path

import numpy as np

from salesdesk.domain.columns import Kind
from salesdesk.domain.task import Task
from salesdesk.store.company import CompanyFile
from tests.store.factory import batch, records, sheet

TODAY = date(2026, 1, 31)
RECEIVED = datetime.fromisoformat("2025-01-02T10:30")


def test_that_what_was_applied_is_in_the_snapshot(tmp_path: Path) -> None:
    lines = records(
        Kind.ORDER_LINE,
        [
            {"order_no": "A1", "date": date(2025, 3, 2), "customer": "Durand", "amount": 120.5, "quantity": 2},
            {
                "order_no": "A2",
                "date": date(2025, 3, 1),
                "customer": "Müller",
                "amount": 10,
                "document_type": "invoice",
            },
            {"order_no": "A3", "customer": "Durand", "original_order": "A1", "returned": True},
        ],
    )
    leads = records(Kind.LEAD, [{"lead_id": "L1", "rep": "Ada", "received_at": RECEIVED}])
    with CompanyFile.create(tmp_path / "a.salesdesk", "A") as company:
        assert company.apply(batch(sheet([lines, leads])), Task()) == 1
        before = company.snapshot(TODAY)
    with CompanyFile.open(tmp_path / "a.salesdesk") as company:
        sales = company.snapshot(TODAY)
    for found in (before, sales):
        frame = found[Kind.ORDER_LINE]
        names = found.names("order_no")
        assert [names[c] for c in frame["order_no"]] == ["A3", "A2", "A1"]
        assert [found.names("customer")[c] for c in frame["customer"]] == ["Durand", "Müller", "Durand"]
        assert frame["amount"].tolist() == [-(2**63), 10_000_000, 120_500_000]
        assert frame["original_order"].tolist() == [names.index("A1"), -1, -1]
        assert frame["returned"].tolist() == [1, -1, -1]
        assert frame["row"].tolist() == [4, 3, 2]
        assert frame["id"].tolist() == [3, 2, 1]
        assert found[Kind.LEAD]["received_at"].tolist() == [int(np.datetime64(RECEIVED, "m").astype(np.int64))]
        assert found.as_of == date(2025, 3, 2)
