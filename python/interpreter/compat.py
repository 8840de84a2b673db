"""Gives an older Python's ``traceback`` what ``failure.py`` uses of a newer one; takes nothing away."""

import sys
import traceback

if sys.version_info < (3, 11):
    traceback.FrameSummary.colno = None
    traceback.FrameSummary.end_lineno = None
    traceback.FrameSummary.end_colno = None
    traceback.TracebackException.exceptions = None

if sys.version_info < (3, 10):
    _format_exception_only = traceback.format_exception_only

    def format_exception_only(etype, value=...):
        if value is ...:
            return _format_exception_only(type(etype), etype)
        return _format_exception_only(etype, value)

    traceback.format_exception_only = format_exception_only
