import { findPython } from "./findPython";
import { programFingerprint } from "./programFingerprint";

/** What the user allowed: a program by its files, and the version that it told when it was first started. */
interface Allowed {
  readonly fingerprint: string;
  readonly version?: string;
}

/** Who is asked, and where it is kept: a workspace's. */
export interface Permissions {
  /** Whether the user allows it, asked where they have not yet said so. */
  ensure(program: string): Promise<boolean>;
  revoke(program: string): Promise<void>;
  read(): Readonly<Record<string, Allowed>>;
  write(allowed: Readonly<Record<string, Allowed>>): Promise<void>;
}

/**
 * The Pythons that a workspace's user allowed to run graders. Consent is to a program and its version: where the
 * program became another one, or a launcher starts another version, it is asked for again. Nothing is started before.
 */
export class AllowedPythons {
  private last: Promise<unknown> = Promise.resolve();
  private readonly versions = new Map<string, string>();

  constructor(private readonly permissions: Permissions) {}

  /** The user starts something anew: what a launcher starts may have changed. */
  startAction(): void {
    this.versions.clear();
  }

  /** Whether a program may run graders; one after the other, so that rows of a batch share a question. */
  allows(program: string): Promise<boolean> {
    const next = this.last.then(() => this.look(program));
    this.last = next.catch(() => undefined);
    return next;
  }

  private async look(program: string): Promise<boolean> {
    const fingerprint = await programFingerprint(program);
    const isSame = ({ fingerprint: known }: Allowed) => known === fingerprint;
    if (!(await this.ensure(program, isSame, { fingerprint }))) return false;
    const version = await this.version(program, fingerprint);
    // It is no Python: who starts it to grade says why.
    if (version === undefined) return true;
    const isSameVersion = ({ version: known = version }: Allowed) => known === version;
    return this.ensure(program, isSameVersion, { fingerprint, version });
  }

  /** Asks unless what is known is as it was, and keeps what it is now. */
  private async ensure(
    program: string,
    isSame: (allowed: Allowed) => boolean,
    now: Allowed,
  ): Promise<boolean> {
    const { [program]: known, ...others } = this.permissions.read();
    const holds = known !== undefined && isSame(known);
    if (!holds) await this.permissions.revoke(program);
    if (!(await this.permissions.ensure(program))) return false;
    const tellsMore = now.version !== undefined && known?.version === undefined;
    if (!holds || tellsMore) await this.permissions.write({ ...others, [program]: now });
    return true;
  }

  /** What it says itself, asked once for each action of the user and state of its files. */
  private async version(program: string, fingerprint: string): Promise<string | undefined> {
    const known = this.versions.get(fingerprint);
    if (known !== undefined) return known;
    const python = await findPython(program);
    if (typeof python === "string") return undefined;
    const version = `${python.version} ${python.executable}`;
    this.versions.set(fingerprint, version);
    return version;
  }
}
