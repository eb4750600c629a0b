"""The public spreadsheets that lie beside the project."""

from pathlib import Path

PASSWORDS = {
    "tests_inputs_example_password.xlsx": "Password1234_",
    "tests_inputs_rc4cryptoapi_password.xls": "Password1234_",
    "tests_inputs_xor_password_123456789012345.xls": "123456789012345",
}


def public_paths(shared: Path) -> list[Path]:
    """The tricky files and the data sets, but for the one that takes long."""
    files = [path for folder in ("corpus", "data") for path in sorted((shared / folder).rglob("*")) if path.is_file()]
    return [path for path in files if path.name != "Online Retail.xlsx"]
