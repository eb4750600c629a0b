"""Answers to the latest questions are kept, and no more."""

from salesdesk.desk.recent import Recent


def test_that_the_least_recently_asked_answer_goes_first() -> None:
    made: list[str] = []
    kept: Recent[str] = Recent(2)

    def ask(name: str) -> str:
        return kept.get(name, lambda: made.append(name) or name)  # type: ignore[func-returns-value]

    for name in ("a", "b", "a", "c", "a", "b"):
        assert ask(name) == name
    assert made == ["a", "b", "c", "b"]
    assert len(kept) == 2
    kept.clear()
    assert len(kept) == 0
