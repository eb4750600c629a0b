from pathlib import Path

import pandas as pd
import pytest

from tests.cli.conftest import run


@pytest.mark.parametrize("header", ["Sous-catégorie", "Mode d'expédition"])
def test_that_a_column_of_the_sheet_groups_like_plain_pandas(shared: Path, tmp_path: Path, header: str) -> None:
    from python_calamine import CalamineWorkbook

    source = shared / "data/hypermarche/Hypermarché.xls"
    company = tmp_path / "h.salesdesk"
    assert run("import", source, "--company", company, "--yes").code == 0
    rows = CalamineWorkbook.from_path(str(source)).get_sheet_by_name("Achats").to_python()
    frame = pd.DataFrame(rows[1:], columns=rows[0])
    expected = frame.groupby(header)["Ventes"].sum()

    said = run("kpi", "gross_margin", "--company", company, "--period", "all", "--by", header, "--json")
    groups = {g["key"]: g["denominator"] for g in said.json[0]["groups"]}
    assert groups == pytest.approx(expected.to_dict())

    name = expected.index[0]
    narrowed = run(
        "kpi", "gross_margin", "--company", company, "--period", "all", "--where", f"{header}={name}", "--json"
    )
    assert narrowed.json[0]["denominator"] == pytest.approx(expected.iloc[0])
    assert narrowed.json[0]["unanswered"] == []


def test_that_a_column_no_sheet_has_is_refused(shared: Path, tmp_path: Path) -> None:
    company = tmp_path / "h.salesdesk"
    assert run("import", shared / "data/maven-crm/products.csv", "--company", company, "--yes").code == 0
    said = run("kpi", "loss_rate", "--company", company, "--by", "Planète")
    assert said.code == 1
    assert "Planète" in said.err
