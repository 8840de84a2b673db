import { writeFile } from "node:fs/promises";
import path from "node:path";
import { crc32 } from "node:zlib";

/** Writes a wheel: a zip of these files, stored as they are. */
export async function writeWheel(
  folder: string,
  name: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const entries = Object.entries(files).map(([file, text]) => ({
    name: Buffer.from(file),
    data: Buffer.from(text),
  }));
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const local = Buffer.concat([header(0x04034b50, [20], entry), entry.name, entry.data]);
    const central = header(0x02014b50, [20, 20], entry, 46);
    central.writeUInt32LE(offset, 42);
    directory.push(central, entry.name);
    parts.push(local);
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(offset, 16);
  await writeFile(path.join(folder, name), Buffer.concat([...parts, index, end]));
}

/** The part that the header of a file and its entry in the directory have in common. */
function header(
  signature: number,
  versions: readonly number[],
  { name, data }: { readonly name: Buffer; readonly data: Buffer },
  size = 30,
): Buffer {
  const bytes = Buffer.alloc(size);
  bytes.writeUInt32LE(signature, 0);
  versions.forEach((version, index) => bytes.writeUInt16LE(version, 4 + 2 * index));
  const at = 4 + 2 * versions.length;
  // Flags, method (stored), time and date are zero.
  bytes.writeUInt32LE(crc32(data), at + 8);
  bytes.writeUInt32LE(data.length, at + 12);
  bytes.writeUInt32LE(data.length, at + 16);
  bytes.writeUInt16LE(name.length, at + 20);
  return bytes;
}
