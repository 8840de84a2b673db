import type * as vscode from "vscode";
import { JUDGE_KEY_VARIABLE } from "../../core/judge/judgeClient";
import { HOSTED, type HostedId } from "../../core/providerTable";

/** What keys are for; a judge's key has its own slot and changes nothing else. */
export type KeyOwner = HostedId | "judge";

const INDEX = "keys";

export interface KeySlot {
  readonly owner: KeyOwner;
  readonly origin: string;
}

/**
 * API keys in VS Code's secret storage, under provider and origin: a key for one server is never sent to
 * another. The list of slots, without keys, is kept so that Clear API Key can name them.
 */
export class Keys {
  constructor(
    private readonly secrets: vscode.SecretStorage,
    private readonly state: vscode.Memento,
  ) {}

  readonly onDidChange: vscode.Event<unknown> = (listener) => this.secrets.onDidChange(listener);

  async get(slot: KeySlot): Promise<string | undefined> {
    const stored = await this.secrets.get(secretName(slot));
    const fromEnvironment = process.env[variableOf(slot.owner)];
    return stored ?? (fromEnvironment === "" ? undefined : fromEnvironment);
  }

  async store(slot: KeySlot, key: string): Promise<void> {
    await this.secrets.store(secretName(slot), key);
    const others = this.slots().filter((other) => secretName(other) !== secretName(slot));
    await this.state.update(INDEX, [...others, slot]);
  }

  async clear(slot: KeySlot): Promise<void> {
    await this.secrets.delete(secretName(slot));
    await this.state.update(
      INDEX,
      this.slots().filter((other) => secretName(other) !== secretName(slot)),
    );
  }

  /** Where keys are stored. */
  slots(): readonly KeySlot[] {
    return this.state.get<readonly KeySlot[]>(INDEX, []);
  }
}

/** The environment variable that is taken where no key is stored (architecture.md "Providers and keys"). */
function variableOf(owner: KeyOwner): string {
  return owner === "judge" ? JUDGE_KEY_VARIABLE : HOSTED[owner].key.variable;
}

function secretName({ owner, origin }: KeySlot): string {
  return `graders.key:${owner}:${origin}`;
}
