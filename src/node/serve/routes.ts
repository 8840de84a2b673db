import { ApiError } from "./apiError";

export type RouteName = "run" | "validate" | "health";

interface Route {
  readonly path: RegExp;
  readonly methods: readonly string[];
}

/** The API's own paths by each base URL that clients are set to: OpenAI's, Foundry's, and none. */
const GRADERS = "^(?:/openai)?(?:/v1)?/fine_tuning/alpha/graders";

const ROUTES: Readonly<Record<RouteName, Route>> = {
  run: { path: new RegExp(`${GRADERS}/run$`), methods: ["POST"] },
  validate: { path: new RegExp(`${GRADERS}/validate$`), methods: ["POST"] },
  health: { path: /^\/health$/, methods: ["GET", "HEAD"] },
};

const LONGEST_SHOWN = 200;

/**
 * What a request is for; Azure's `?api-version=` says nothing here.
 * @throws ApiError with status 404 or 405
 */
export function findRoute(method: string, url: string): RouteName {
  const [path = ""] = url.split("?");
  for (const [name, route] of Object.entries(ROUTES) as [RouteName, Route][]) {
    if (!route.path.test(path)) continue;
    if (route.methods.includes(method)) return name;
    const [only = ""] = route.methods;
    throw new ApiError(405, `Only ${only} requests are accepted.`, {
      code: "method_not_supported",
      headers: { allow: route.methods.join(", ") },
    });
  }
  throw new ApiError(404, `Invalid URL (${method} ${path.slice(0, LONGEST_SHOWN)})`, { code: "unknown_url" });
}
