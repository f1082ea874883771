import { importsOf } from './imports.ts';
import type { Finding, Source } from './source.ts';

/** Groups of files that all import each other by some way, types included: one finding for each group. */
export function cycleFindings(sources: readonly Source[]): Finding[] {
  const findings: Finding[] = [];
  for (const circle of circlesOf(edgesOf(sources))) {
    const [path = '', ...others] = circle;
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

interface Visit {
  readonly order: number;
  /** The earliest file that can be reached from here and is on the way still. */
  lowest: number;
  isOnWay: boolean;
}

/** Tarjan's strongly connected components, without those of one file that does not import itself; each sorted. */
function circlesOf(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const visits = new Map<string, Visit>();
  const way: string[] = [];
  const circles: string[][] = [];
  const visit = (path: string): Visit => {
    const own: Visit = { order: visits.size, lowest: visits.size, isOnWay: true };
    visits.set(path, own);
    way.push(path);
    for (const next of edges.get(path) ?? []) {
      const known = visits.get(next);
      if (known === undefined) own.lowest = Math.min(own.lowest, visit(next).lowest);
      else if (known.isOnWay) own.lowest = Math.min(own.lowest, known.order);
    }
    if (own.lowest === own.order) {
      const circle = way.splice(way.indexOf(path));
      for (const member of circle) leave(visits.get(member));
      if (circle.length > 1 || edges.get(path)?.includes(path) === true) circles.push(circle.sort());
    }
    return own;
  };
  for (const path of edges.keys()) if (!visits.has(path)) visit(path);
  return circles;
}

function leave(visit: Visit | undefined): void {
  if (visit !== undefined) visit.isOnWay = false;
}
