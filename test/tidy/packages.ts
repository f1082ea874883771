import { importsOf } from './imports.ts';
import type { Finding, Source } from './source.ts';

/** The one place of each package, as the beginning of a path. A package that is not here may not be imported. */
const packagePlaces: Readonly<Record<string, readonly string[]>> = {
  '@marcbachmann/cel-js': ['engine/policy/'],
  yaml: ['engine/manifest/', 'engine/cli/commands/init'],
  ajv: ['engine/manifest/'],
  'ajv-formats': ['engine/manifest/'],
  'p-queue': ['engine/apply/'],
  diff: ['engine/render/'],
  commander: ['engine/cli/'],
  picocolors: ['engine/cli/', 'engine/render/style.ts'],
  undici: ['providers/kit/undici-transport.ts'],
  nodemailer: ['engine/cli/smtp-'],
  liquidjs: ['engine/manifest/liquid-templates.ts'],
  'fast-xml-parser': ['providers/maas360/xml.ts'],
  hono: ['providers/'],
  '@hono/node-server': ['providers/kit/'],
};

/** Built-in modules that reach the world; the rest (path, crypto, url) may stand anywhere. */
const builtinPlaces: Readonly<Record<string, readonly string[]>> = {
  'node:fs': ['engine/manifest/', 'engine/ledger/', 'engine/plan/', 'engine/cli/', 'engine/model/packaged-schema.ts'],
  'node:fs/promises': ['engine/manifest/', 'engine/ledger/', 'engine/plan/', 'engine/cli/'],
  'node:child_process': ['engine/cli/'],
  'node:os': ['engine/cli/', 'engine/ledger/node-holder.ts'],
  'node:process': ['engine/cli/'],
  'node:timers': [],
  'node:timers/promises': ['engine/cli/'],
  'node:http': ['providers/kit/'],
  'node:https': [],
  'node:net': ['providers/kit/'],
  'node:worker_threads': ['engine/manifest/'],
};

export function packageFindings(sources: readonly Source[]): Finding[] {
  const findings: Finding[] = [];
  for (const source of sources) {
    if (!/^(engine|providers)\//.test(source.path)) continue;
    for (const imported of importsOf(source)) {
      const places = placesOf(imported.package ?? imported.specifier, imported.package !== null);
      if (places === undefined || places.some((place) => source.path.startsWith(place))) continue;
      const allowed = places.length === 0 ? 'nowhere' : `only in ${places.join(', ')}`;
      findings.push({ path: source.path, line: imported.line, text: `imports ${imported.specifier}: ${allowed}` });
    }
  }
  return findings;
}

/** Undefined where the import is free. */
function placesOf(name: string, isPackage: boolean): readonly string[] | undefined {
  const places = isPackage ? packagePlaces : builtinPlaces;
  if (Object.hasOwn(places, name)) return places[name];
  return isPackage ? [] : undefined;
}
