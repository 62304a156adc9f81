"""Bar system calls from a sandbox: those that take memory which no limit counts, or reach into other processes.

Memory that processes share belongs to none of them, so neither their limits nor the grader see it, and it stays when
they end. libseccomp, which most of Linux is built with, makes the filter that bubblewrap installs.
"""

import ctypes
import os
import tempfile
from functools import cache
from typing import Any

LIBRARY = "libseccomp.so.2"
SHARED_MEMORY = "memfd_create", "memfd_secret", "shmget"
OTHERS_MEMORY = "ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "pidfd_getfd", "userfaultfd"
KERNEL = "io_uring_setup", "bpf", "perf_event_open", "add_key", "keyctl", "request_key"
ALLOW, REFUSE = 0x7FFF0000, 0x00050001  # what the filter says: go on; the error "operation not permitted"
FLAGS, MASKED, MAP_SHARED = 3, 7, 1  # the argument of mmap that has them, and how libseccomp compares


class _Comparison(ctypes.Structure):
    _fields_ = [("arg", ctypes.c_uint), ("op", ctypes.c_int), ("mask", ctypes.c_uint64), ("value", ctypes.c_uint64)]


def is_here() -> bool:
    """Tell whether the library is installed."""
    try:
        return bool(program())
    except OSError:
        return False


def handle() -> int:
    """Return the number of an open file from which bubblewrap reads the filter."""
    reading, writing = os.pipe()
    with open(writing, "wb") as file:
        file.write(program())
    return reading


@cache
def program() -> bytes:
    """Return the filter, as the kernel takes it.

    Raises:
        OSError: the library is not here.
    """
    library: Any = ctypes.CDLL(LIBRARY)
    library.seccomp_init.restype = ctypes.c_void_p
    context = ctypes.c_void_p(library.seccomp_init(ctypes.c_uint32(ALLOW)))
    try:
        for name in (*SHARED_MEMORY, *OTHERS_MEMORY, *KERNEL):
            _bar(library, context, name)
        _bar(library, context, "mmap", _Comparison(FLAGS, MASKED, MAP_SHARED, MAP_SHARED))
        with tempfile.TemporaryFile() as file:
            library.seccomp_export_bpf(context, file.fileno())
            file.seek(0)
            return file.read()
    finally:
        library.seccomp_release(context)


def _bar(library: Any, context: ctypes.c_void_p, name: str, *comparisons: _Comparison) -> None:
    number = library.seccomp_syscall_resolve_name(name.encode())
    if number < 0:  # this version of the library, or this processor, has no such call
        return
    compared = (_Comparison * len(comparisons))(*comparisons)
    if library.seccomp_rule_add_array(context, ctypes.c_uint32(REFUSE), number, len(comparisons), compared):
        raise OSError(f"{LIBRARY} cannot bar {name}")
