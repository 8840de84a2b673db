"""Wheels of the user's: unpacked where no grader writes, or refused with words where they hold native code."""

import os
import sys
import zipfile

from sandbox_words import say

FOLDER = "/lib/wheels"
MOST_BYTES = 256 * 1024 * 1024
NATIVE = (".so", ".pyd", ".dll", ".dylib", ".a")

#: Modules that the accepted ones bring.
roots = set()
#: Module → a sentence: why it is not here.
refused = {}
_bytes = 0


def add_wheel(path, name):
    """Takes the wheel at ``path``; ``name`` is its file's name outside."""
    roots.update(unpack(path, name, FOLDER))


def unpack(path, name, folder):
    """Unpacks the wheel at ``path`` and removes it; gives its modules, none where it is refused."""
    global _bytes
    try:
        with zipfile.ZipFile(path) as wheel:
            entries = [entry for entry in wheel.infolist() if not entry.is_dir()]
            modules = _modules(entries)
            objections = {module: _objection(module, name, entries) for module in modules}
            if any(objections.values()):
                refused.update(objections)
                return set()
            _bytes += sum(entry.file_size for entry in entries)
            wheel.extractall(folder, entries)
            return modules
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        module = name.partition("-")[0]
        refused[module] = say("The grader imports {0}: {1} could not be read as a wheel ({2}).", module, name, error)
        return set()
    finally:
        os.remove(path)


def refuse_damaged(module, name):
    """The file of an own package is not what it was when it was checked."""
    refused[module] = say(
        "The grader imports {0}: {1} was changed since it was downloaded. Get it again.", module, name
    )


def finish():
    """After the last one: what is unpacked is read-only from now on."""
    if not roots:
        return
    protect(FOLDER)
    sys.path.append(FOLDER)


def protect(unpacked):
    """Makes what is in a folder read-only."""
    for folder, _folders, files in os.walk(unpacked, topdown=False):
        for file in files:
            os.chmod(os.path.join(folder, file), 0o444)
        os.chmod(folder, 0o555)
    # A cache of compiled files could not be written there.
    sys.dont_write_bytecode = True


def _objection(module, name, entries):
    native = [entry.filename for entry in entries if entry.filename.endswith(NATIVE) or ".so." in entry.filename]
    if native:
        return say(
            "The grader imports {0}: {1} holds native code ({2}), which the sandbox cannot load.",
            *(module, name, native[0]),
        )
    if not name.endswith("-none-any.whl"):
        return say(
            "The grader imports {0}: {1} is for one kind of machine only, not pure Python (none-any).", module, name
        )
    if _bytes + sum(entry.file_size for entry in entries) > MOST_BYTES:
        most = MOST_BYTES // (1024 * 1024)
        return say("The grader imports {0}: {1} is too large: all wheels together may hold {2} MB.", module, name, most)
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
