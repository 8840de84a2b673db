"""The parent's pipes, out of the way of graders: they read, print and start programs as if there were none."""

import contextlib
import faulthandler
import os
import tempfile
from os import _exit, getpid

MOST_OUTPUT = 65_536


def _close_others():
    """What the parent's own parents left open is no business of a grader's."""
    try:
        found = [int(name) for name in os.listdir("/dev/fd")]
    except OSError:
        found = []
    for descriptor in found:
        if descriptor > 3:
            with contextlib.suppress(OSError):
                os.close(descriptor)


class Channel:
    """Requests come on descriptor 0, answers go to 3; both move, and no program that a grader starts inherits them."""

    def __init__(self):
        _close_others()
        self._requests = os.fdopen(os.dup(0), "rb")
        self._answers = os.dup(3)
        os.close(3)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        # Tells the parent where Python itself broke, as by a fault in a package's C code.
        self._parent = os.dup(2)
        faulthandler.enable(self._parent)
        self._files = {}
        self.token = b""
        self._owner = getpid()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._leave)

    def read(self):
        """The next line; empty once the parent is gone."""
        return self._requests.readline()

    def _leave(self):
        """A fork is the grader's own business: it has no part in our talk."""
        for descriptor in (self._answers, self._requests.fileno()):
            with contextlib.suppress(OSError):
                os.close(descriptor)

    def answer(self, text):
        # A fork that comes to the end of the grade, made by other means than Python's too: it is over.
        if getpid() != self._owner:
            _exit(0)
        rest = memoryview(self.token + text.encode() + b"\n")
        while rest:
            rest = rest[os.write(self._answers, rest) :]

    def capture_descriptors(self):
        """What goes past Python's streams, as of programs that a grader starts, goes to files without names."""
        for name, descriptor in (("stdout", 1), ("stderr", 2)):
            file = tempfile.TemporaryFile()  # noqa: SIM115, it is open as long as the process is
            os.dup2(file.fileno(), descriptor)
            self._files[name] = file

    def captured(self):
        """What was written there since the last time, by name."""
        texts = {}
        for name, file in self._files.items():
            size = os.fstat(file.fileno()).st_size
            if size:
                file.seek(0)
                text = file.read(MOST_OUTPUT).decode("utf-8", "replace")
                cut = f"\n… {size - MOST_OUTPUT:,} more bytes cut" if size > MOST_OUTPUT else ""
                texts[name] = text + cut
                file.seek(0)
                file.truncate()
        return texts
