import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectKind, grade, gradeSource, interpreter, otherPythons } from "./support";

describe("what a grader may use", () => {
  it("of memory: one large piece", async () => {
    const grader = await interpreter({ memoryMb: 512 });
    const { message } = expectKind(await grade(grader, gradeSource("bytearray(1 << 32)")), "runtime_error");
    expect(message).toBe("The grader used more memory than its limit of 512 MB.");
  });

  it.each(otherPythons("3.12", "3.13"))("of memory, also where it caught the error (%s)", async (python) => {
    const grader = await interpreter({ memoryMb: 512, interpreter: python });
    const source = gradeSource("try:", "    bytearray(1 << 32)", "except MemoryError:", "    return 0");
    const { message } = expectKind(await grade(grader, source), "runtime_error");
    expect(message).toBe("The grader used more memory than its limit of 512 MB.");
  });

  it("of files: none beyond the limit", async () => {
    const grader = await interpreter({ fileMb: 1 });
    const write = (bytes: number) =>
      gradeSource("with open('x', 'wb') as f:", `    f.write(b'x' * ${bytes})`, "return 1");
    expectKind(await grade(grader, write(1 << 20)), "score");
    const { message } = expectKind(await grade(grader, write((1 << 20) + 1)), "runtime_error");
    expect(message).toBe("OSError: [Errno 27] File too large");
  });

  it("of processor time, counted anew for each grade", async () => {
    const grader = await interpreter({ timeoutMs: 10_000 });
    const source = `import resource, time\n${gradeSource(
      "soft, _ = resource.getrlimit(resource.RLIMIT_CPU)",
      "end = time.process_time() + item['burn']",
      "while time.process_time() < end: pass",
      "return soft",
    )}`;
    const soft = async (burn: number) =>
      expectKind(await grade(grader, source, { item: `{"burn": ${burn}}` }), "score").value;
    const first = await soft(1.1);
    expect(first).toBe(2 * 10 + 5 + 1);
    expect(await soft(0)).toBeGreaterThan(first);
  });

  it("of the environment: nothing of ours", async () => {
    process.env.GRADERS_TEST_KEY = "sk-secret";
    const grader = await interpreter();
    const source = gradeSource(
      "import os",
      "print(sorted(os.environ), os.environ['HOME'] == os.getcwd())",
      "return 1",
    );
    const { stdout } = expectKind(await grade(grader, source), "score");
    delete process.env.GRADERS_TEST_KEY;
    expect(stdout).toMatch(/^\['HOME', .*'TMPDIR'.*\] True\n$/);
    expect(stdout).not.toMatch(/KEY|PYTHON|VSCODE|npm/);
  });

  it("of our own process's environment: nothing, where namespaces work", async () => {
    const grader = await interpreter();
    const read = gradeSource(`return len(open('/proc/${process.pid}/environ', 'rb').read())`);
    const outcome = expectKind(await grade(grader, read), "runtime_error");
    expect(outcome.runtime).toContain("network cut off");
    expect(outcome.message).toContain("PermissionError");
    const bare = await interpreter({ unshare: "/nonexistent" });
    expect(expectKind(await grade(bare, read), "score").value).toBeGreaterThan(0);
  });

  it("of descriptors: none of ours, also in programs that it starts", async () => {
    const grader = await interpreter();
    const listing = "import os, sys; sys.stdout.write(' '.join(os.listdir('/proc/self/fd')))";
    const source = `import subprocess, sys\n${gradeSource(
      `print(subprocess.run([sys.executable, '-c', ${JSON.stringify(listing)}], capture_output=True, close_fds=False).stdout.decode())`,
      "return 1",
    )}`;
    // The fourth is the listing itself.
    expect(expectKind(await grade(grader, source), "score").stdout).toBe("0 1 2 3\n");
  });
});

describe("the network", () => {
  let server: Server;
  let requests = 0;
  beforeAll(async () => {
    server = createServer((_request, response) => {
      requests++;
      response.end("0.5");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => void server.close());

  const source = () =>
    `import urllib.request\n${gradeSource(
      "try:",
      `    return float(urllib.request.urlopen('http://127.0.0.1:${(server.address() as AddressInfo).port}/').read())`,
      "except OSError:",
      "    return 0",
    )}`;

  it("is cut off, and asking for it is errored also where the grader caught it", async () => {
    const grader = await interpreter();
    const outcome = expectKind(await grade(grader, source()), "runtime_error");
    expect(outcome.message).toBe("The grader asked for the network, which graders do not have.");
    expect(outcome.runtime).toMatch(/, network cut off$/);
    expect(outcome.frames).toMatchObject([{ line: 4, function: "grade" }]);
    expect(requests).toBe(0);
  });

  it("is not cut off where unshare does not work, which the runtime's name says", async () => {
    const grader = await interpreter({ unshare: "/nonexistent" });
    const outcome = expectKind(await grade(grader, source()), "score");
    expect(outcome.value).toBe(0.5);
    expect(outcome.runtime).toMatch(/, network not cut off$/);
    expect(requests).toBe(1);
  });

  it("is not what processes of one machine talk through", async () => {
    const grader = await interpreter();
    const pair = `import asyncio, socket\n${gradeSource(
      "a, b = socket.socketpair()",
      "a.send(b'x')",
      "asyncio.run(asyncio.sleep(0))",
      "return len(b.recv(1))",
    )}`;
    expect(expectKind(await grade(grader, pair), "score").value).toBe(1);
  });
});
