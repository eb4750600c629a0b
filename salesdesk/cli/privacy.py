"""``erase-person``: one person's copy, and forgetting."""

import argparse
from dataclasses import asdict

from salesdesk.cli.session import open_desk, print_json
from salesdesk.desk.privacy import Privacy
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.texts import text


def run_erase_person(arguments: argparse.Namespace) -> int:
    """Show what is held about a person (--dry-run), or erase it (--yes)."""
    language = arguments.lang
    with open_desk(arguments) as desk:
        privacy = Privacy(desk)
        person = privacy.find(arguments.person)
        if arguments.dry_run:
            print_json(privacy.copy_of(person, language))
            return 0
        if not arguments.yes:
            raise SalesDeskError("privacy.error.confirm", name=person.name, leads=len(person.leads))
        erased = privacy.erase(person, opt_out=arguments.opt_out)
    if arguments.json:
        print_json(asdict(erased))
        return 0
    print(text("privacy.erased", language, name=person.name, **asdict(erased)))
    if arguments.opt_out:
        print(text("privacy.kept_out", language))
    return 0
