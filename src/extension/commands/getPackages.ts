import * as vscode from "vscode";
import { HOSTED_MODULES } from "../../core/grader/hostedPackages";
import { obtainablePackage } from "../../core/grader/obtainable";
import { PackageError } from "../../node/python/packages/packageError";
import type { PackageDepot, PackageOffer } from "../../node/python/packages/depot";
import { askText, pick } from "../platform/ask";
import { inBackground } from "../platform/background";
import { inform } from "../platform/notify";
import { withLateProgress } from "../platform/progress";
import { UserError } from "../platform/userError";

/** Packages of the Python sandbox. */
export interface SandboxPackages {
  /** @throws UserError where the setting of a mirror is no address */
  readonly depot: () => PackageDepot;
  /** Has every sandbox start anew, with what is here now. */
  readonly changed: () => Promise<void>;
}

/**
 * Gets packages for the Python sandbox, after one question that names host and size.
 * @param argument a name, or several; without one, the user is asked
 * @returns the names of the packages that came; none where the user declined or all were here
 */
export async function getPackages(
  argument: unknown,
  { depot, changed }: SandboxPackages,
): Promise<readonly string[]> {
  if (!vscode.workspace.isTrusted)
    throw new UserError(vscode.l10n.t("In a workspace that you do not trust, nothing is downloaded."));
  const names = namesIn(argument) ?? (await askNames());
  if (names.length === 0) return [];
  const controller = new AbortController();
  const title = vscode.l10n.t("Packages for the Python sandbox");
  try {
    const packages = depot();
    const offer = await withLateProgress(title, controller, () => packages.offer(names, controller.signal));
    if (offer.files.length === 0) {
      inBackground(
        inform(vscode.l10n.t("Nothing to download: {0}, with all that it needs, is here.", names.join(", "))),
      );
      return [];
    }
    if (!(await isAllowed(offer))) return [];
    await withLateProgress(title, controller, (say) =>
      packages.get(offer, controller.signal, (step, { name }, share) => {
        const percent = Math.round(share * 100);
        say(
          step === "compile"
            ? vscode.l10n.t("Compiling {0}", name)
            : vscode.l10n.t("Downloading {0}, {1} %", name, percent),
        );
      }),
    );
    await changed();
    const added = offer.files.map(({ one }) => one.name);
    inBackground(inform(vscode.l10n.t("The Python sandbox has {0} now.", added.join(", "))));
    return added;
  } catch (error) {
    if (error instanceof PackageError) throw new UserError(`${error.message} ${error.mend}`);
    throw error;
  }
}

function namesIn(argument: unknown): readonly string[] | undefined {
  const names = (Array.isArray(argument) ? argument : [argument]).filter((name) => typeof name === "string");
  return names.length > 0 ? names : undefined;
}

async function askNames(): Promise<readonly string[]> {
  const other = vscode.l10n.t("Others…");
  const known = Object.keys(HOSTED_MODULES).flatMap((module) => obtainablePackage(module) ?? []);
  const picked = await pick([...new Set(known), other], {
    title: vscode.l10n.t("Packages for the Python sandbox"),
    placeHolder: vscode.l10n.t("Those of the hosted image that can be had; its compiled ones cannot"),
  });
  if (picked !== other) return picked === undefined ? [] : [picked];
  const text = await askText({
    prompt: vscode.l10n.t("Names of packages, with blanks between, such as networkx"),
  });
  return (text ?? "").split(/[\s,]+/).filter((name) => name !== "");
}

async function isAllowed({ host, files, bytes }: PackageOffer): Promise<boolean> {
  const yes = vscode.l10n.t("Download");
  const size = bytes === undefined ? vscode.l10n.t("of a size that the host does not say") : sizeWords(bytes);
  const title =
    files.length === 1
      ? vscode.l10n.t("Download 1 file ({0}) from {1}?", size, host)
      : vscode.l10n.t("Download {0} files ({1}) from {2}?", files.length, size, host);
  const detail = files.map(({ one }) => `${one.name} ${one.version}`).join(", ");
  const items = [{ label: yes, detail }, { label: vscode.l10n.t("Cancel") }];
  return (await pick(items, { title, ignoreFocusOut: true }))?.label === yes;
}

function sizeWords(bytes: number): string {
  return bytes < 100_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
