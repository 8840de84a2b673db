/** As the harness caps Python's own streams. */
const MOST_BYTES = 65_536;

/** What one grade wrote past Python's streams: `os.write(1, …)`, and Python's machine when it breaks. */
export class DescriptorOutput {
  private chunks: Uint8Array[] = [];
  private size = 0;

  readonly take = (bytes: Uint8Array): void => {
    const room = Math.max(0, MOST_BYTES - this.size);
    if (room > 0) this.chunks.push(bytes.slice(0, room));
    this.size += bytes.length;
  };

  /** The text so far, or undefined if there is none; starts anew. */
  drain(): string | undefined {
    if (this.size === 0) return undefined;
    const decoder = new TextDecoder();
    const text =
      this.chunks.map((chunk) => decoder.decode(chunk, { stream: true })).join("") + decoder.decode();
    const cut = this.size - MOST_BYTES;
    this.chunks = [];
    this.size = 0;
    return cut > 0 ? `${text}\n… ${cut} more bytes cut` : text;
  }
}
