"""One window per user: a second start hands its files to the first and ends."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

END = b"\0\n"
PATIENCE = 1500
"""Milliseconds that a second start waits for the first window to take its files."""


class SingleInstance(QObject):
    """The lock file decides who is first; a local socket carries the paths.

    The socket outlives a killed process, so only the owner of the lock may remove a stale one.
    """

    files_received = Signal(list)

    def __init__(self, folder: Path, name: str = "salesdesk", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = f"{name}-{abs(hash_of(str(folder))):x}"
        self._lock = QLockFile(str(folder / f"{name}.lock"))
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None
        self._sockets: list[QLocalSocket] = []
        self.first = self._lock.tryLock(0)
        if self.first:
            self._listen()

    def send(self, files: Sequence[Path]) -> bool:
        """Hand the files to the first window.  False when it does not answer."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(PATIENCE):
            return False
        socket.write("\0".join(str(path.absolute()) for path in files).encode() + END)
        sent = socket.waitForBytesWritten(PATIENCE)
        socket.disconnectFromServer()
        return sent

    def close(self) -> None:
        """Give up being the first."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.unlock()

    def _listen(self) -> None:
        QLocalServer.removeServer(self._name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._accept)
        self._server.listen(self._name)

    @Slot()
    def _accept(self) -> None:
        assert self._server is not None
        while (socket := self._server.nextPendingConnection()) is not None:
            self._sockets.append(socket)
            socket.disconnected.connect(self._read)
        self._read()

    @Slot()
    def _read(self) -> None:
        """Take what visitors that have gone left behind; sockets keep it until it is read."""
        for socket in [s for s in self._sockets if s.state() == QLocalSocket.LocalSocketState.UnconnectedState]:
            self._sockets.remove(socket)
            words = bytes(socket.readAll().data()).removesuffix(END).decode("utf-8", "replace")
            socket.deleteLater()
            self.files_received.emit([Path(name) for name in words.split("\0") if name])


def hash_of(words: str) -> int:
    """The same number in every process (Python's own hash is salted)."""
    from zlib import crc32

    return crc32(words.encode())
