import { importsOf } from './imports.ts';
import type { Finding, Source } from './source.ts';

/** Files that import each other in a circle, types included: one finding per circle that a depth-first walk closes. */
export function cycleFindings(sources: readonly Source[]): Finding[] {
  const edges = new Map<string, readonly string[]>();
  for (const source of sources) {
    const files: string[] = [];
    for (const imported of importsOf(source)) if (imported.file !== null) files.push(imported.file);
    edges.set(source.path, files);
  }
  const findings: Finding[] = [];
  const done = new Set<string>();
  for (const path of edges.keys()) walk({ path, way: [], edges, done, findings });
  return findings;
}

interface Step {
  readonly path: string;
  readonly way: readonly string[];
  readonly edges: ReadonlyMap<string, readonly string[]>;
  readonly done: Set<string>;
  readonly findings: Finding[];
}

function walk(step: Step): void {
  const { path, way, done } = step;
  const start = way.indexOf(path);
  if (start >= 0) {
    step.findings.push({ path, line: 1, text: `imports itself by ${[...way.slice(start + 1), path].join(' → ')}` });
    return;
  }
  if (done.has(path)) return;
  for (const next of step.edges.get(path) ?? []) walk({ ...step, path: next, way: [...way, path] });
  done.add(path);
}
