import type { PanelView, StripCell, StripView } from "../core/report/panel/panelView";

/** What makes one view of another of its kind: sections that are others now, and of the strip single cells. */
export interface ViewPatch {
  /** By name, whole. */
  readonly sections: Readonly<Record<string, unknown>>;
  /** Names of those that are no more. */
  readonly gone: readonly string[];
  readonly strip?: StripPatch;
}

interface StripPatch {
  /** All but the cells. */
  readonly around: Omit<StripView, "cells">;
  /** By place. */
  readonly cells: readonly (readonly [number, StripCell])[];
}

/** A tick of a running batch changes a cell or two of five hundred, and no other section. Undefined: send it whole. */
export function viewPatch(before: PanelView, after: PanelView): ViewPatch | undefined {
  if (before.kind !== after.kind) return undefined;
  const strip = stripPatch(stripOf(before), stripOf(after));
  const [old, now] = [sectionsOf(before, strip), sectionsOf(after, strip)];
  return {
    sections: Object.fromEntries([...now].filter(([name, section]) => !isSame(section, old.get(name)))),
    gone: [...old.keys()].filter((name) => !now.has(name)),
    ...(strip && { strip }),
  };
}

/** The view that {@link viewPatch} was made for, of the one that it was made from. */
export function patchedView(before: PanelView, { sections, gone, strip }: ViewPatch): PanelView {
  const view: Record<string, unknown> = { ...before, ...sections };
  for (const name of gone) Reflect.deleteProperty(view, name);
  if (strip) view.strip = patchedStrip(stripOf(before), strip);
  return view as unknown as PanelView;
}

function stripOf(view: PanelView): StripView | undefined {
  return "strip" in view ? view.strip : undefined;
}

/** The sections of a view, the strip among them where it is not patched by itself. */
function sectionsOf(view: PanelView, strip: StripPatch | undefined): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(view).filter(([name]) => name !== "strip" || !strip));
}

function stripPatch(before: StripView | undefined, after: StripView | undefined): StripPatch | undefined {
  if (!before || before.cells.length !== after?.cells.length) return undefined;
  const { cells, ...around } = after;
  const changed = cells.flatMap((cell, at) => (isSame(cell, before.cells[at]) ? [] : [[at, cell] as const]));
  return { around, cells: changed };
}

function patchedStrip(before: StripView | undefined, { around, cells }: StripPatch): StripView {
  const patched = [...(before?.cells ?? [])];
  for (const [at, cell] of cells) patched[at] = cell;
  return { ...around, cells: patched };
}

/** Views are plain JSON, made in the same order each time. */
function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
