"""What the reader's process may use.  Above it, the process fails or ends, and the window does not notice.

Memory: :data:`BASE_MEMORY` for any file, more for one whose declared size is large (a sheet of 542,000 lines has
194 MB of XML and needs 0.6 GB), never more than :data:`MOST_MEMORY`.  Time: likewise.
"""

import sys
from typing import Final

from salesdesk.domain.errors import SalesDeskError

BASE_MEMORY: Final = 768 << 20
MOST_MEMORY: Final = 4 << 30
MEMORY_PER_BYTE: Final = 8
BASE_SECONDS: Final = 9.0
SECONDS_PER_MEGABYTE: Final = 0.5
MOST_BYTES: Final = 1 << 30
"""Larger files, packed or unpacked, are refused."""


def memory_for(size: int) -> int:
    """Bytes that reading ``size`` bytes (unpacked) may take."""
    return min(BASE_MEMORY + MEMORY_PER_BYTE * size, MOST_MEMORY)


def seconds_for(size: int) -> float:
    """Seconds that reading ``size`` bytes (unpacked) may take."""
    return BASE_SECONDS + SECONDS_PER_MEGABYTE * size / (1 << 20)


def refuse_oversize(size: int) -> None:
    """Raises when a file, or what it declares to unpack to, is larger than is ever read."""
    if size > MOST_BYTES:
        raise SalesDeskError("reading.too_big", gigabytes=round(size / (1 << 30), 1), most=MOST_BYTES >> 30)


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class _Basic(ctypes.Structure):
        _fields_ = (
            ("PerProcessUserTimeLimit", ctypes.c_int64),
            ("PerJobUserTimeLimit", ctypes.c_int64),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class _Extended(ctypes.Structure):
        _fields_ = (
            ("BasicLimitInformation", _Basic),
            ("IoInfo", ctypes.c_uint64 * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    _EXTENDED_LIMIT_INFORMATION: Final = 9
    _LIMIT_PROCESS_MEMORY: Final = 0x100
    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.CreateJobObjectW.restype = wintypes.HANDLE
    _kernel.GetCurrentProcess.restype = wintypes.HANDLE
    _kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
    _kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD)
    _job = _kernel.CreateJobObjectW(None, None)
    _assigned = False

    def limit_memory(size: int) -> None:
        """Hold this process, which reads ``size`` bytes, to its memory from now on, by a job object of its own."""
        global _assigned  # noqa: PLW0603 - a process joins its job once
        limits = _Extended()
        limits.BasicLimitInformation.LimitFlags = _LIMIT_PROCESS_MEMORY
        limits.ProcessMemoryLimit = memory_for(size) + (256 << 20)
        _kernel.SetInformationJobObject(_job, _EXTENDED_LIMIT_INFORMATION, ctypes.byref(limits), ctypes.sizeof(limits))
        if not _assigned:
            _assigned = bool(_kernel.AssignProcessToJobObject(_job, _kernel.GetCurrentProcess()))

else:
    import contextlib
    import resource
    from pathlib import Path

    def limit_memory(size: int) -> None:
        """Hold this process, which reads ``size`` bytes, to its memory from now on, beside what it already maps."""
        limit = _mapped() + memory_for(size)
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        soft = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        with contextlib.suppress(ValueError, OSError):  # a system that cannot limit: the time limit remains
            resource.setrlimit(resource.RLIMIT_AS, (soft, hard))

    def _mapped() -> int:
        """Bytes of address space in use.  macOS does not tell, and hardly enforces the limit either."""
        try:
            pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        except FileNotFoundError:
            return 64 << 30
        return pages * resource.getpagesize()
