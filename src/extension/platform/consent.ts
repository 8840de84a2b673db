import * as vscode from "vscode";
import { visibleName } from "../../core/visible";
import { AllowedPythons } from "../../node/interpreter/allowedPythons";
import { pick } from "./ask";

/**
 * Who gets data: a hosted provider, a judge, a model of VS Code as judge, a server of embeddings, or an endpoint
 * grader's service; or what a grader gets: the user's own Python.
 */
export type Receiver = "provider" | "judge" | "model" | "embeddings" | "endpoint" | "interpreter";

const STATE = "consents";
/** Of a workspace alone: what its folders name may be anything. */
const INTERPRETER = "interpreter ";
const PYTHONS = "allowedPythons";

/** What goes where, said once before data first leaves for an origin, and revocable. */
export class Consent {
  /** One question at a time and origin: a batch's rows all wait for the same answer. */
  private readonly asking = new Map<string, Promise<boolean>>();

  /** A refusal counts for the action that asked, so that a batch's other rows do not ask again. */
  private readonly refused = new Set<string>();

  /** Pythons of the user's, by program and version. */
  readonly pythons: AllowedPythons;

  constructor(
    private readonly state: vscode.Memento,
    private readonly workspaceState: vscode.Memento,
  ) {
    this.pythons = new AllowedPythons({
      ensure: (program) => this.ensure("interpreter", program),
      revoke: (program) => this.revoke(consentName("interpreter", program)),
      read: () => workspaceState.get(PYTHONS, {}),
      write: async (allowed) => workspaceState.update(PYTHONS, allowed),
    });
  }

  /** The user starts something anew: what was refused before may be asked again. */
  startAction(): void {
    this.refused.clear();
    this.pythons.startAction();
  }

  /** Whether a question stands open. */
  get isAsking(): boolean {
    return this.asking.size > 0;
  }

  given(): readonly string[] {
    return [...namesIn(this.state).filter((name) => !isInterpreter(name)), ...namesIn(this.workspaceState)];
  }

  /** @returns whether data may go to the origin */
  ensure(receiver: Receiver, origin: string): Promise<boolean> {
    const name = consentName(receiver, origin);
    if (this.given().includes(name)) return Promise.resolve(true);
    if (this.refused.has(name)) return Promise.resolve(false);
    const asking = this.asking.get(name) ?? this.ask(receiver, origin, name);
    this.asking.set(name, asking);
    return asking.finally(() => this.asking.delete(name));
  }

  async revoke(name: string): Promise<void> {
    const state = this.stateOf(name);
    await state.update(
      STATE,
      namesIn(state).filter((other) => other !== name),
    );
  }

  private async ask(receiver: Receiver, origin: string, name: string): Promise<boolean> {
    const allow = { label: vscode.l10n.t("$(check) Allow"), detail: DETAILS[receiver]() };
    const picked = await pick(
      [allow, { label: vscode.l10n.t("$(circle-slash) Don't Allow"), detail: TAKE_BACK() }],
      { title: TITLES[receiver]?.(origin) ?? SEND(origin), ignoreFocusOut: true },
    );
    if (picked !== allow) {
      this.refused.add(name);
      return false;
    }
    const state = this.stateOf(name);
    await state.update(STATE, [...namesIn(state), name]);
    return true;
  }

  private stateOf(name: string): vscode.Memento {
    return isInterpreter(name) ? this.workspaceState : this.state;
  }
}

function namesIn(state: vscode.Memento): readonly string[] {
  return state.get<readonly string[]>(STATE, []);
}

function isInterpreter(name: string): boolean {
  return name.startsWith(INTERPRETER);
}

const TAKE_BACK = () => vscode.l10n.t("What is allowed can be taken back with “Graders: Revoke Consent…”.");

const SEND = (origin: string) => vscode.l10n.t("Send data to {0}?", origin);
const TITLES: Readonly<Partial<Record<Receiver, (origin: string) => string>>> = {
  interpreter: (path) => vscode.l10n.t("Run graders with {0}?", path),
};

/** Short, since a quick pick cuts them off at about 85 characters. */
const DETAILS: Readonly<Record<Receiver, () => string>> = {
  provider: () => vscode.l10n.t("Gets the grader and, when it runs, the model's output and the data row."),
  judge: () => vscode.l10n.t("The judge gets the grader's messages, with output and data row filled in."),
  model: () => vscode.l10n.t("Gets the grader's messages with output and data row. VS Code may ask too."),
  embeddings: () => vscode.l10n.t("The embeddings server gets the two texts that a cosine grader compares."),
  endpoint: () => vscode.l10n.t("The grader's service gets the model's output and the data row."),
  interpreter: () =>
    vscode.l10n.t("Runs Python graders outside the sandbox: they can read and change your files."),
};

/** What someone gets, in a sentence. @param who an origin, a model's name, or where a Python is */
export function receives(receiver: Receiver, who: string): string {
  return `${visibleName(who)}: ${DETAILS[receiver]()}`;
}

function consentName(receiver: Receiver, origin: string): string {
  return `${receiver} ${origin}`;
}
