/** As editors show them: errors stop a run, warnings and information do not. */
export const SEVERITIES = ["error", "warning", "information", "hint"] as const;
export type Severity = (typeof SEVERITIES)[number];
