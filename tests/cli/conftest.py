import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from salesdesk.cli.main import main


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - JSON
        return json.loads(self.out)


def run(*words: object) -> Said:
    """One command line, run in this process."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = main([str(word) for word in words])
        except SystemExit as leaving:
            code = int(leaving.code or 0)
    return Said(code, out.getvalue(), err.getvalue())


@pytest.fixture(scope="session")
def maven(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company that holds the maven-crm pipeline."""
    company = tmp_path_factory.mktemp("maven") / "maven.salesdesk"
    said = run("import", *sorted((shared / "data/maven-crm").glob("*.csv")), "--company", company, "--yes")
    assert said.code == 0, said.err
    return company


@pytest.fixture(scope="session")
def hypermarche(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company that holds the Hypermarché workbook."""
    company = tmp_path_factory.mktemp("hypermarche") / "hypermarche.salesdesk"
    said = run("import", shared / "data/hypermarche/Hypermarché.xls", "--company", company, "--yes")
    assert said.code == 0, said.err
    return company


@pytest.fixture(scope="session")
def sample_files() -> list[Path]:
    """The sample company's workbooks."""
    folder = Path(__file__).parents[2] / "resources" / "sample"
    return [folder / "delaunay-ventes.xlsx", folder / "delaunay-crm.xlsx"]


@pytest.fixture(scope="session")
def tables(sample_files: list[Path]) -> dict[str, pd.DataFrame]:
    """Their sheets, as pandas reads them."""
    found: dict[str, pd.DataFrame] = {}
    for path in sample_files:
        found |= pd.read_excel(path, sheet_name=None, engine="calamine")
    return found


@pytest.fixture(scope="session")
def details(sample_files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Details of each KPI of the sample company for 2025."""
    company = tmp_path_factory.mktemp("sample") / "sample.salesdesk"
    said = run("import", *sample_files, "--company", company, "--yes")
    assert said.code == 0, said.err
    told = run("kpi", "--company", company, "--period", "2025", "--json").json
    return {one["kpi"]: {**one["details"], "value": one["value"]} for one in told}
