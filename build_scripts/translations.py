"""The window's texts: collected from its code, checked and compiled for Qt.

With no option, brings resources/translations up to date with the code and names what is still to translate (by hand, or
with Qt Linguist).  English has a file too, for its plurals.
"""

import argparse
import importlib.util
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WINDOW = ROOT / "salesdesk" / "ui"
FOLDER = ROOT / "resources" / "translations"
# lupdate writes one plural form too few without its region.
LANGUAGES = {"fr": ["-target-language", "fr_FR"], "en": ["-target-language", "en_US", "-pluralonly"]}
PLACEHOLDER = re.compile(r"\{[^{}]*\}|%L?(?:n|\d+)")


def source(language: str, folder: Path = FOLDER) -> Path:
    return folder / f"salesdesk_{language}.ts"


def collect(folder: Path = FOLDER) -> None:
    """Bring the files in ``folder`` up to date with the window's code; translations that still fit are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    code = [path.relative_to(ROOT).as_posix() for path in sorted(WINDOW.rglob("*.py"))]
    for language, options in LANGUAGES.items():
        same = ["-locations", "none", "-no-obsolete", "-silent", "-source-language", "en"]
        _qt_tool("lupdate", *same, *options, *code, "-ts", str(source(language, folder)))


def compile_changed(folder: Path = FOLDER) -> None:
    """Write the .qm beside each .ts that is newer."""
    for language in LANGUAGES:
        text, compiled = source(language, folder), source(language, folder).with_suffix(".qm")
        if text.is_file() and (not compiled.is_file() or compiled.stat().st_mtime <= text.stat().st_mtime):
            _qt_tool("lrelease", "-silent", str(text), "-qm", str(compiled))


def faults(path: Path) -> list[str]:
    """What is wrong in a .ts file, a line each: texts to translate, and placeholders that got lost."""
    found = []
    for context in ET.parse(path).getroot().iter("context"):  # noqa: S314 - our own file
        for message in context.iter("message"):
            said = message.findtext("source") or ""
            where = f"{path.name}: {context.findtext('name')}: {said!r}"
            translation = message.find("translation")
            forms = _forms(translation)
            if translation is None or translation.get("type") == "unfinished" or not all(forms):
                found.append(f"{where} is not translated")
                continue
            wanted = sorted(PLACEHOLDER.findall(said))
            # A form for one may say "a row" where the other says "%n rows".
            singular = forms[:-1] if message.get("numerus") == "yes" else []
            lost = [form for form in forms if sorted(PLACEHOLDER.findall(form)) != wanted and form not in singular]
            found += [f"{where} has other placeholders than {form!r}" for form in lost]
    return found


def check() -> list[str]:
    """``faults`` of the project's files, and whether they are up to date with the code."""
    with tempfile.TemporaryDirectory() as name:
        fresh = Path(name)
        for language in LANGUAGES:
            if not source(language).is_file():
                return [f"{source(language).name} is missing: dev.py translate writes it"]
            source(language, fresh).write_bytes(source(language).read_bytes())
        collect(fresh)
        changed = [
            f"{source(language).name} is not up to date with the window's code: dev.py translate renews it"
            for language in LANGUAGES
            if _content(source(language)) != _content(source(language, fresh))
        ]
    return changed + [fault for language in LANGUAGES for fault in faults(source(language))]


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py translate", description=__doc__)
    parser.add_argument("--compile", action="store_true", help="only compile for Qt what has changed")
    parser.add_argument("--check", action="store_true", help="change nothing, say what is missing")
    options = parser.parse_args()
    if options.compile:
        compile_changed()
        return 0
    if not options.check:
        collect()
    found = check()
    print("\n".join(found) or "Every text of the window is translated.")
    return 1 if found else 0


def _forms(translation: ET.Element | None) -> list[str]:
    if translation is None:
        return []
    plural = translation.findall("numerusform")
    return [form.text or "" for form in plural] if plural else [translation.text or ""]


def _content(path: Path) -> str:
    return ET.canonicalize(path.read_text(encoding="utf-8"), strip_text=True)


def _qt_tool(name: str, *arguments: str) -> None:
    found = importlib.util.find_spec("PySide6")
    assert found is not None, "PySide6 is a dependency"
    folder = Path((found.submodule_search_locations or [""])[0])
    command = [str(folder / (name + (".exe" if sys.platform == "win32" else ""))), *arguments]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, encoding="utf-8", errors="replace")
    if done.returncode:
        sys.exit(f"{name} failed: {done.stdout}{done.stderr}")


if __name__ == "__main__":
    sys.exit(main())
