import { t } from "@vscode/l10n";

/** What is known of every place where graders are validated and run (architecture.md "Decisions worth knowing"). */
interface Provider {
  /** What people call it. */
  readonly name: string;
  /** A line about it, for whoever chooses. */
  readonly detail: string;
}

/** A service that is called with a key. All speak the API of OpenAI's graders; this is what differs. */
interface HostedProvider extends Provider {
  readonly key: ProviderKey;
  readonly address: ProviderAddress;
  /** What its fine-tuning jobs are called as a target; absent where it has none. */
  readonly jobs?: JobTarget;
  /** Whether its graders are for those jobs alone, so that who chose it has them in mind. */
  readonly jobsOnly?: boolean;
  /** What the user can do where it refuses a call (403), a sentence. */
  readonly forbiddenMend: string;
  /** What the user can do where it has no graders at the address (404), a sentence. */
  readonly notFoundMend: string;
}

/** Targets that are fine-tuning jobs. */
export type JobTarget = "openai-rft" | "foundry-rft";

interface ProviderKey {
  /** The environment variable that holds it: for the command line, and in VS Code where none is stored. */
  readonly variable: string;
  /** The header it goes into: one of its own, or `Authorization` as a bearer. */
  readonly sentAs: "api-key" | "bearer";
  /** Who may sign the user in for a token, always a bearer, in place of a key. */
  readonly signIn?: "microsoft";
  /** Whether it may be a server that asks for no key, and takes any word for one. */
  readonly isOptional?: boolean;
}

interface ProviderAddress {
  /**
   * `base`: an API's address up to and including its version; `endpoint`: that of a resource, a project or a gateway,
   * whose API is under `/openai/v1`.
   */
  readonly kind: "base" | "endpoint";
  /** What counts where the user gives none: a whole base URL. */
  readonly usual?: string;
  /** Where VS Code keeps it; absent where it is always the usual one there. */
  readonly setting?: AddressSetting;
  /** What the user can do about one that is missing or wrong, a sentence. */
  readonly mend: string;
}

interface AddressSetting {
  /** The setting's name behind `graders.`. */
  readonly key: string;
  /** Above the field that asks for it. */
  readonly title: string;
  /** An address such as the field takes. */
  readonly placeHolder: string;
}

const OPENAI_URL = "https://api.openai.com/v1";

const SERVICES = {
  openai: {
    name: "OpenAI",
    detail: t("OpenAI's hosted graders, with an API key"),
    key: { variable: "OPENAI_API_KEY", sentAs: "bearer" },
    address: {
      kind: "base",
      usual: OPENAI_URL,
      mend: t("Use {0}, or leave the address out.", OPENAI_URL),
    },
    jobs: "openai-rft",
    forbiddenMend: t(
      "Use a key whose project may call graders (permission “Graders” or “All”), in an organisation that has fine-tuning.",
    ),
    // The dates are of facts.md "Shutdowns"; none is published for the graders' own routes.
    notFoundMend: t(
      "The route may be retired: OpenAI closes its hosted evals on 2026-11-30 and takes no new fine-tuning jobs from 2027-01-06.",
    ),
  },
  // facts.md "Foundry"
  foundry: {
    name: "Microsoft Foundry",
    detail: t("Microsoft Foundry's hosted graders, with a key or a sign-in"),
    key: { variable: "AZURE_OPENAI_API_KEY", sentAs: "api-key", signIn: "microsoft" },
    address: {
      kind: "endpoint",
      setting: {
        key: "foundry.endpoint",
        title: t("Foundry endpoint"),
        placeHolder: "https://NAME.openai.azure.com",
      },
      mend: t(
        "Set graders.foundry.endpoint (CLI: --base-url) to one of {0}.",
        "https://NAME.openai.azure.com, https://NAME.openai.azure.com/openai/v1, https://NAME.services.ai.azure.com/api/projects/PROJECT",
      ),
    },
    jobs: "foundry-rft",
    jobsOnly: true,
    // Some calls of projects refuse keys.
    forbiddenMend: t(
      "Projects refuse keys for some calls: use the resource's own address (https://NAME.openai.azure.com), or sign in with Microsoft.",
    ),
    notFoundMend: t(
      "Check graders.foundry.endpoint (the resource, its /openai/v1, or a project), and that the resource's region offers fine-tuning.",
    ),
  },
  custom: {
    name: t("Custom server"),
    detail: t("Any server that speaks the graders API"),
    key: { variable: "GRADERS_API_KEY", sentAs: "bearer", isOptional: true },
    address: {
      kind: "base",
      setting: {
        key: "custom.baseUrl",
        title: t("Base URL of the graders API"),
        placeHolder: "http://localhost:8080/v1",
      },
      mend: t(
        "Set graders.custom.baseUrl (CLI: --base-url) to an address such as {0}.",
        "https://graders.example.com/v1",
      ),
    },
    forbiddenMend: t("Ask whoever runs the server whether the key may call graders."),
    notFoundMend: t(
      "Check that the base URL ends with the API's version (such as /v1) and that the server has /fine_tuning/alpha/graders.",
    ),
  },
} satisfies Readonly<Record<string, HostedProvider>>;

export type HostedId = keyof typeof SERVICES;
export type ProviderId = "engine" | HostedId;

/** The hosted services: the one table of what they take, which everything else reads. */
export const HOSTED: Readonly<Record<HostedId, HostedProvider>> = SERVICES;

export const PROVIDERS: Readonly<Record<ProviderId, Provider>> = {
  engine: { name: t("Embedded engine"), detail: t("On this machine: offline, at no cost") },
  ...SERVICES,
};

/** In the order in which they are offered. */
export const HOSTED_IDS = Object.keys(HOSTED) as readonly HostedId[];
export const PROVIDER_IDS = Object.keys(PROVIDERS) as readonly ProviderId[];

export function isHosted(id: ProviderId): id is HostedId {
  return id !== "engine";
}

/** The service that runs the jobs of a target. */
export function jobHost(target: JobTarget): HostedId {
  const host = HOSTED_IDS.find((id) => HOSTED[id].jobs === target);
  if (host === undefined) throw new Error(`no provider has the jobs of ${target}`);
  return host;
}
