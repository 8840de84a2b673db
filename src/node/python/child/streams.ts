import type { FileSystem } from "./machine";

export interface Sinks {
  readonly stdout: (bytes: Uint8Array) => void;
  readonly stderr: (bytes: Uint8Array) => void;
}

/** A number for devices that Emscripten gives to none. */
const MAJOR = 77;
/** Open flags of Emscripten's C library. */
const READ = 0;
const WRITE = 1;

/** Sends what Python writes to descriptors 1 and 2 to us, and gives it an input that has ended. */
export function connectStreams(files: FileSystem, { stdout, stderr }: Sinks): void {
  const devices = [
    { path: "/dev/stdin", flags: READ, take: refuse },
    { path: "/dev/stdout", flags: WRITE, take: stdout },
    { path: "/dev/stderr", flags: WRITE, take: stderr },
  ];
  devices.forEach(({ path, take }, descriptor) => {
    const device = files.makedev(MAJOR, descriptor);
    files.registerDevice(device, operations(take));
    files.unlink(path);
    files.mkdev(path, device);
    // Without asking the device that was there, which would look for a file of the host.
    files.closeStream(descriptor);
  });
  for (const { path, flags } of devices) files.open(path, flags);
}

function operations(take: (bytes: Uint8Array) => void): object {
  return {
    open: (stream: { seekable: boolean }) => {
      stream.seekable = false;
    },
    close: () => undefined,
    fsync: () => undefined,
    read: () => 0,
    write: (_stream: object, memory: Int8Array, start: number, length: number) => {
      take(new Uint8Array(memory.slice(start, start + length).buffer));
      return length;
    },
  };
}

function refuse(): void {
  // Nothing reads what is written to the input.
}
