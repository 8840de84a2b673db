"""How the child's JavaScript asks the harness: bytes in, bytes out, so that no object crosses between the two."""

from sandbox_harness import dispatch
from sandbox_sever import sever
from sandbox_state import use_seed


def answer(request):
    """What the harness answers; the request's format is that of ``child/exchange.ts``."""
    head, _, body = request.partition(b"\n")
    name, *parts = head.decode().split(" ")
    if name == "sever":
        sever()
        return b""
    arguments = []
    start = 0
    for part in parts:
        if part[0] == "t":
            end = start + int(part[1:])
            arguments.append(body[start:end].decode("utf-8", "surrogatepass"))
            start = end
        else:
            arguments.append(float(part[1:]))
    if name == "grade":
        use_seed(arguments.pop())
    result = dispatch(name, *arguments)
    return b"" if result is None else str(result).encode("utf-8", "surrogatepass")
