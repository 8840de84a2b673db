import type { TemplateResult } from "lit";
import type { FindingView } from "../core/report/panel/panelView";
import { icon } from "./icon";

/** The Problems view's icon of a finding. */
export function severityIcon(severity: FindingView["severity"]): TemplateResult {
  if (severity === "error") return icon("error", "error");
  return severity === "warning" ? icon("warning", "warning") : icon("info", "info");
}
