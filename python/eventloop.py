"""An event loop for ``asyncio.run``: Pyodide's own is driven by JavaScript, which does not run during a grade."""

import asyncio
import errno
import sys
import time
from asyncio import events


class _Clock:
    """In place of a selector: there are no sockets to wait for, only time."""

    @staticmethod
    def select(timeout):
        if timeout is None:
            raise RuntimeError("The event loop waits for something that cannot happen.")
        if timeout > 0:
            time.sleep(timeout)
        return ()


class _Loop(asyncio.BaseEventLoop):
    def __init__(self):
        super().__init__()
        self._selector = _Clock

    def _process_events(self, _events):
        pass

    def _write_to_self(self):
        pass

    async def subprocess_exec(self, _protocol, *arguments, **_options):
        # Heard of by the sandbox, as of a program that `subprocess` starts.
        sys.audit("subprocess.Popen", None, arguments, None, None)
        raise OSError(errno.ENOTSUP, "The sandbox starts no program")

    subprocess_shell = subprocess_exec


class _Policy(events._BaseDefaultEventLoopPolicy):
    _loop_factory = _Loop
    _asked = False

    def get_event_loop(self):
        """Makes the first loop that is asked for, as Python did until 3.13."""
        if not self._asked and self._local._loop is None:
            self.set_event_loop(self.new_event_loop())
        return super().get_event_loop()

    def set_event_loop(self, loop):
        self._asked = True
        super().set_event_loop(loop)


asyncio.run = asyncio.runners.run


def use():
    """Takes Pyodide's loop away, which counts as always running, and whatever a grade put in its place."""
    events._set_running_loop(None)
    events._set_event_loop_policy(_Policy())
