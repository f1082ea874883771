import { type Import, importsOf } from './imports.ts';
import type { Finding, Source } from './source.ts';

/** The house, from the ground up. A room is a folder, or a file that stands alone in one. */
const floors: readonly (readonly string[])[] = [
  ['schemas/types', 'engine/model'],
  ['engine/manifest', 'engine/observe', 'engine/diff', 'engine/ledger', 'engine/policy', 'providers/kit'],
  ['engine/plan', 'engine/apply', 'engine/audit', 'engine/render'],
  ['engine/pipeline.ts', 'providers/index.ts'],
  ['engine/conformance', 'engine/cli', 'engine/index.ts'],
];

/** Where engine and providers are joined: the only file of the engine that may import a provider. */
const joint = 'engine/cli/runtime.ts';

/** What a provider's folder may see besides itself. */
const providerView = ['engine/model', 'providers/kit', 'schemas/types'];

export function floorFindings(sources: readonly Source[]): Finding[] {
  const findings: Finding[] = [];
  for (const source of sources) {
    if (!isHouse(source.path)) continue;
    if (floorOf(roomOf(source.path)) === undefined) {
      findings.push({ path: source.path, line: 1, text: 'stands in no room of the house' });
    }
    for (const imported of importsOf(source)) {
      const text = floorProblem(source.path, imported);
      if (text !== undefined) findings.push({ path: source.path, line: imported.line, text });
    }
  }
  return findings;
}

function floorProblem(importer: string, imported: Import): string | undefined {
  if (imported.file === null) return undefined;
  const from = roomOf(importer);
  const to = roomOf(imported.file);
  if (from === to || to === 'package.json') return undefined;
  const toFloor = floorOf(to);
  if (toFloor === undefined) return `imports ${imported.file}, which is no room of the house`;
  if (importer.startsWith('engine/') && to.startsWith('providers/')) {
    return importer === joint ? undefined : `imports ${imported.file}: only ${joint} joins engine and providers`;
  }
  if (isPortalFolder(from) && !providerView.includes(to)) {
    return `imports ${imported.file}: a provider sees ${providerView.join(', ')} and itself`;
  }
  if (from === 'providers/kit' && to.startsWith('engine/') && to !== 'engine/model') {
    return `imports ${imported.file}: the kit sees engine/model only`;
  }
  if (toFloor === 0 && to === 'schemas/types') return undefined;
  return toFloor < (floorOf(from) ?? 0) ? undefined : `imports ${imported.file}, which is not on a lower floor`;
}

function isHouse(path: string): boolean {
  return /^(engine|providers|schemas)\/.*\.tsx?$/.test(path);
}

function roomOf(path: string): string {
  return path.split('/').slice(0, 2).join('/');
}

/** Undefined for what is no room. Each portal has its folder on floor 2. */
function floorOf(room: string): number | undefined {
  const floor = floors.findIndex((rooms) => rooms.includes(room));
  if (floor >= 0) return floor;
  return isPortalFolder(room) ? 2 : undefined;
}

function isPortalFolder(room: string): boolean {
  return /^providers\/(?!kit$)[a-z0-9-]+$/.test(room);
}
