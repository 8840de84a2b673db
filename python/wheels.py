"""Wheels of the user's: unpacked where no grader writes, or refused with words where they hold native code."""

import os
import sys
import zipfile

FOLDER = "/lib/wheels"
MOST_BYTES = 256 * 1024 * 1024
NATIVE = (".so", ".pyd", ".dll", ".dylib", ".a")

#: Modules that the accepted ones bring.
roots = set()
#: Module → why it is not here, a sentence.
refused = {}
_bytes = 0


def add_wheel(path, name):
    """Takes the wheel at ``path``; ``name`` is its file's name outside."""
    global _bytes
    try:
        with zipfile.ZipFile(path) as wheel:
            entries = [entry for entry in wheel.infolist() if not entry.is_dir()]
            modules = _modules(entries)
            reason = _objection(name, entries)
            if reason:
                refused.update({module: f"{name} {reason}" for module in modules})
                return
            _bytes += sum(entry.file_size for entry in entries)
            wheel.extractall(FOLDER, entries)
            roots.update(modules)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        refused[name.partition("-")[0]] = f"{name} could not be read as a wheel ({error})."
    finally:
        os.remove(path)


def finish():
    """After the last one: what is unpacked is read-only from now on."""
    if not roots:
        return
    for folder, _folders, files in os.walk(FOLDER, topdown=False):
        for file in files:
            os.chmod(os.path.join(folder, file), 0o444)
        os.chmod(folder, 0o555)
    # A cache of compiled files could not be written there.
    sys.dont_write_bytecode = True
    sys.path.append(FOLDER)


def _objection(name, entries):
    native = [entry.filename for entry in entries if entry.filename.endswith(NATIVE) or ".so." in entry.filename]
    if native:
        return f"holds native code ({native[0]}), which the sandbox cannot load."
    if not name.endswith("-none-any.whl"):
        return "is for one kind of machine only, not pure Python (none-any)."
    if _bytes + sum(entry.file_size for entry in entries) > MOST_BYTES:
        return f"is too large: all wheels together may hold {MOST_BYTES // (1024 * 1024)} MB."
    return None


def _modules(entries):
    """What can be imported of it: packages and modules at its top."""
    found = set()
    for entry in entries:
        top, _, rest = entry.filename.partition("/")
        if top.endswith((".dist-info", ".data")):
            continue
        module = top if rest else top.partition(".")[0]
        if module.isidentifier():
            found.add(module)
    return found
