"""What a grade may use of the machine. Without POSIX (Windows) only the parent's time limit remains."""

import contextlib
import signal
import time

try:
    import resource
except ImportError:
    resource = None

MEGABYTE = 1 << 20
#: Less than this is not worth a closer look.
LITTLE_MB = 128
#: The service gives two cores; more threads than that would use up the time sooner.
CORES = 2
#: Beyond what any clock of ours needs to end a grade.
GRACE_S = 5


def limit(memory_mb, file_mb):
    """For good, and for every program that a grader starts."""
    if resource is None:
        return
    _lower(resource.RLIMIT_AS, memory_mb * MEGABYTE)
    _lower(resource.RLIMIT_FSIZE, file_mb * MEGABYTE)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(kind, most):
    """macOS refuses some limits: the others hold all the same."""
    hard = resource.getrlimit(kind)[1]
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(kind, (most, most))


def start_clock(seconds):
    """Interrupts the grade when its time is up; a grade that takes no interrupt runs into the limit on CPU time."""
    if resource is None:
        return
    signal.signal(signal.SIGALRM, _interrupt)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    # Of the whole process, which is warm: the limit moves along.
    most = int(time.process_time() + CORES * seconds + GRACE_S) + 1
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def stop_clock():
    if resource is not None:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _interrupt(_signal, _frame):
    signal.raise_signal(signal.SIGINT)


def resident_mb():
    """Memory in use now, or the most there ever was where that is little; 0 where nothing tells."""
    if resource is None:
        return 0
    # In kilobytes; macOS counts bytes, and has no /proc either.
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if most < LITTLE_MB:
        return most
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[1]) * resource.getpagesize() / MEGABYTE
    except OSError:
        return 0
