import { JAVASCRIPT_ESCAPES } from "./javascript";
import { MACHINE_ESCAPES } from "./machine";
import { SYSTEM_ESCAPES } from "./system";

/** Every way out that is tried. `item` holds `canary`, a file of the host, `socket`, and `port`, where somebody listens. */
export const ESCAPES = [...JAVASCRIPT_ESCAPES, ...MACHINE_ESCAPES, ...SYSTEM_ESCAPES];
