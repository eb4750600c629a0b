"""Compiles the window's translations when a wheel is built, since compiled ones are not kept in the repository."""

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TranslationsHook(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - the interface's names
        sys.path.insert(0, self.root)
        from build_scripts import translations

        translations.compile_changed()
