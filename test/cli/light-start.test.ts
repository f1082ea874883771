import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);

/** Every package that is loaded with a file, by way of all the files that it loads at once. Types are not loaded. */
function packagesLoadedWith(...files: readonly string[]): string[] {
  const packages = new Set<string>();
  const reached = new Set<string>();
  const ahead = [...files];
  for (let file = ahead.pop(); file !== undefined; file = ahead.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    for (const specifier of loadedBy(readFileSync(new URL(file, root), 'utf8'))) {
      if (specifier.startsWith('.')) ahead.push(posix.join(posix.dirname(file), specifier));
      else if (!specifier.startsWith('node:')) packages.add(specifier);
    }
  }
  return [...packages].sort();
}

/** What the statements at the top of a file load; `import { type A }` loads its file, `import type` does not. */
function loadedBy(text: string): string[] {
  return [...text.matchAll(/^(?:import|export) (?!type\b)(?:[^;']*? from )?'([^']+)'/gm)].map(([, name = '']) => name);
}

describe('a command loads the libraries that it needs, and no others', () => {
  test('what counts as loaded', () => {
    const text = `import { a } from 'one';\nimport {\n  b,\n} from 'two';\nimport 'three';\nimport type { C } from 'four';
export { d } from 'five';\nexport type { E } from 'six';\nexport const f = 'seven';\nawait import('eight');`;
    expect(loadedBy(text)).toEqual(['one', 'two', 'three', 'five']);
  });

  test.each([
    ['the start', ['engine/cli/main.ts'], ['commander']],
    ['a plan', ['engine/cli/run-plan.ts', 'engine/render/plan-text.ts'], ['picocolors']],
    ['a status', ['engine/cli/run-status.ts', 'engine/render/status-text.ts'], ['picocolors']],
    ['an apply', ['engine/cli/run-apply.ts'], ['p-queue', 'picocolors']],
  ])('%s', (_name, files, packages) => {
    expect(packagesLoadedWith(...files)).toEqual(packages);
  });
});
