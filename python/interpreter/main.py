"""The child of the interpreter runtime: the user's Python, one grade after the other.

It shares ``harness.py`` and what that imports with the sandbox, so that both count the same things as errors.
What it does not share is the cage: a grader here can do what the user can (docs/security.md).
"""

import json
import os
import sys
import types

FOLDER = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
#: By the names that they import each other by, in that order.
FILES = {
    "interpreter_compat": "interpreter/compat.py",
    "interpreter_channel": "interpreter/channel.py",
    "interpreter_limits": "interpreter/limits.py",
    "sandbox_words": "words.py",
    "sandbox_older": "older.py",
    "sandbox_parser": "parser.py",
    "sandbox_returns": "returns.py",
    "sandbox_grade_lint": "gradeLint.py",
    "sandbox_lint": "lint.py",
    "sandbox_swallowed": "swallowed.py",
    "sandbox_state": "interpreter/state.py",
    "sandbox_streams": "streams.py",
    "sandbox_reward": "reward.py",
    "sandbox_failure": "failure.py",
    "sandbox_harness": "harness.py",
}


def install():
    """Loads our files as modules, and forgets their names: a grader's imports find the user's only."""
    modules = {}
    for name, file in FILES.items():
        path = os.path.join(FOLDER, *file.split("/"))
        with open(path, encoding="utf-8") as stream:
            source = stream.read()
        module = modules[name] = sys.modules[name] = types.ModuleType(name)
        exec(compile(source, path, "exec"), vars(module))
    for name in modules:
        del sys.modules[name]
    return modules


class Child:
    """What answers requests once the parent's first line has been read."""

    def __init__(self):
        modules = install()
        self.harness = modules["sandbox_harness"]
        self.state = modules["sandbox_state"]
        self.swallowed = modules["sandbox_swallowed"]
        self.limits = modules["interpreter_limits"]
        self.channel = modules["interpreter_channel"].Channel()

    def serve(self):
        start = json.loads(self.channel.read())
        self.channel.token = start["token"].encode()
        self.channel.capture_descriptors()
        self.limits.limit(start["memoryMb"], start["fileMb"])
        self.swallowed.watch()
        self.state.begin(start["hostedPackages"], start["interpreter"], start["memoryMb"], start["networkCut"])
        network = "network cut off" if start["networkCut"] else "network not cut off"
        version = ".".join(map(str, sys.version_info[:3]))
        runtime = f"interpreter {start['interpreter']}, Python {version}, {network}"
        self.channel.answer(json.dumps({"op": "ready", "runtime": runtime}))
        for line in iter(self.channel.read, b""):
            request = json.loads(line)
            if request["op"] == "source":
                self.harness.add_source(request["source"], request["text"])
            elif request["op"] == "grade":
                self.grade(request)

    def grade(self, request):
        limit = request["limitMs"] / 1000
        self.limits.start_clock(limit)
        self.harness.run(request["source"], request["sample"], request["item"])
        self.limits.stop_clock()
        call = self.harness._call
        text = self.harness.outcome(limit)
        if isinstance(call.error, MemoryError):
            text = self.harness.memory_refused(text)
        packages = self.state.package_versions(call.program.modules)
        if packages:
            answer = json.loads(text)
            answer["outcome"]["packages"] = packages
            text = json.dumps(answer)
        beside = {"op": "graded", "id": request["id"], "heapMb": self.limits.resident_mb()}
        beside.update(self.channel.captured())
        self.channel.answer(text[:-1] + "," + json.dumps(beside)[1:])


if __name__ == "__main__":
    Child().serve()
    # Past what graders registered to happen at an exit.
    os._exit(0)
