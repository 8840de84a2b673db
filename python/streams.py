"""The standard streams of a grade: what it writes is kept, up to a limit, and told beside its outcome."""

MOST_OUTPUT = 65_536


class Output:
    """A standard stream that keeps what is written, up to a limit, and counts the rest."""

    encoding = "utf-8"
    errors = "surrogatepass"
    newlines = None
    closed = False

    def __init__(self, name):
        self.name = name
        self.mode = "w"
        self.buffer = _Bytes(self)
        self.reset()

    def reset(self):
        self._parts = []
        self._kept = 0
        self._cut = 0

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        room = MOST_OUTPUT - self._kept
        if room > 0:
            part = text[:room]
            self._parts.append(part)
            self._kept += len(part)
        self._cut += max(0, len(text) - max(0, room))
        return len(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def text(self):
        kept = "".join(self._parts)
        return f"{kept}\n… {self._cut:,} more characters cut" if self._cut else kept

    def flush(self):
        pass

    def close(self):
        pass

    def isatty(self):
        return False

    def readable(self):
        return False

    def writable(self):
        return True

    def seekable(self):
        return False

    def reconfigure(self, **_settings):
        pass

    def fileno(self):
        return 1 if self.name == "<stdout>" else 2

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        pass


class _Bytes:
    """The stream's ``buffer``."""

    def __init__(self, text):
        self._text = text

    def write(self, data):
        data = bytes(data)
        self._text.write(data.decode("utf-8", "replace"))
        return len(data)

    def flush(self):
        pass
