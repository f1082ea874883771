import { importsOf } from './imports.ts';
import type { Finding, Source } from './source.ts';

/** Groups of files that all import each other by some way, types included: one finding for each group. */
export function cycleFindings(sources: readonly Source[]): Finding[] {
  const edges = edgesOf(sources);
  const reached = new Map<string, ReadonlySet<string>>();
  for (const path of edges.keys()) reached.set(path, reachedFrom(path, edges));
  const findings: Finding[] = [];
  const told = new Set<string>();
  for (const [path, ways] of reached) {
    if (told.has(path) || !ways.has(path)) continue;
    const circle = [...ways].filter((other) => reached.get(other)?.has(path) === true).sort();
    for (const member of circle) told.add(member);
    const others = circle.filter((member) => member !== path);
    findings.push({ path, line: 1, text: `imports itself, by way of ${others.join(', ') || 'nothing else'}` });
  }
  return findings;
}

function edgesOf(sources: readonly Source[]): Map<string, readonly string[]> {
  const edges = new Map<string, readonly string[]>();
  for (const source of sources) {
    const files: string[] = [];
    for (const imported of importsOf(source)) if (imported.file !== null) files.push(imported.file);
    edges.set(source.path, files);
  }
  return edges;
}

function reachedFrom(start: string, edges: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set<string>();
  const next = [...(edges.get(start) ?? [])];
  for (let path = next.pop(); path !== undefined; path = next.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    next.push(...(edges.get(path) ?? []));
  }
  return reached;
}
