"""The user's world: an error here is a sentence that says what is wrong and what to do."""

from salesdesk.domain.texts import Message


class SalesDeskError(Exception):
    """Something the user can mend.  Anything else that is raised is our bug."""

    def __init__(self, key: str, /, **values: object) -> None:
        self.message = Message(key, values)
        super().__init__(str(self.message))


class Cancelled(SalesDeskError):  # noqa: N818 - it is no error
    """The user stopped a long task; nothing was changed."""

    def __init__(self) -> None:
        super().__init__("error.cancelled")
