"""Sentences kept in the company file, to be said in whichever language the reader has later."""

import json
from datetime import date, datetime
from typing import Any

from salesdesk.domain.texts import Message
from salesdesk.store.database import storable


def to_json(message: Message) -> str:
    return json.dumps(_plain(message), ensure_ascii=False, sort_keys=True)


def from_json(words: str) -> Message:
    message = _rich(json.loads(words))
    assert isinstance(message, Message)
    return message


def _plain(value: object) -> object:
    match value:
        case Message():
            return {"key": value.key, "values": {name: _plain(v) for name, v in value.values.items()}}
        case None | bool() | int() | float() | str():
            return storable(value) if isinstance(value, str) else value
        case datetime():
            return {"moment": value.isoformat()}
        case date():
            return {"date": value.isoformat()}
        case _:
            return _plain(str(value))


def _rich(value: Any) -> object:  # noqa: ANN401 - whatever JSON holds
    match value:
        case {"key": key, "values": values}:
            return Message(key, {name: _rich(v) for name, v in values.items()})
        case {"moment": words}:
            return datetime.fromisoformat(words)
        case {"date": words}:
            return date.fromisoformat(words)
        case _:
            return value
