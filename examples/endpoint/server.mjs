// The service behind part-number.grader.json: a catalogue that only this program knows.
// Start it by `node examples/endpoint/server.mjs`, then run the grader. Ctrl+C ends it.
import { createServer } from "node:http";

const STOCK = new Map([
  ["LMP-200", 12],
  ["LMP-150", 0],
  ["KTL-010", 3],
]);
const MOST_BYTES = 1_000_000;

/** The mean over the parts that the output names: 1 in stock, 0.5 sold out, 0 unknown. */
function scoreOf(text) {
  const parts = text.match(/\b[A-Z]{3}-\d{3}\b/g) ?? [];
  if (parts.length === 0) return 0;
  const points = parts.map((part) => (STOCK.has(part) ? (STOCK.get(part) > 0 ? 1 : 0.5) : 0));
  return points.reduce((sum, point) => sum + point, 0) / points.length;
}

async function readText(request) {
  const chunks = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new RangeError("the request is too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

async function answer(request, response) {
  const send = (status, body) => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  };
  if (request.method !== "POST" || request.url !== "/grade") return send(404, { error: "POST /grade" });
  try {
    const { sample } = JSON.parse(await readText(request));
    send(200, { score: scoreOf(String(sample?.output_text ?? "")) });
  } catch (error) {
    send(400, { error: error.message });
  }
}

const port = Number(process.argv[2] ?? 8123);
const server = createServer(answer);
server.on("error", (error) => {
  process.stderr.write(`The parts catalogue can't listen on port ${port}: ${error.message}\n`);
  process.exitCode = 1;
});
// Loopback only: nobody else's machine can ask.
server.listen(port, "127.0.0.1", () => {
  process.stdout.write(`parts catalogue: http://127.0.0.1:${server.address().port}/grade\n`);
});
