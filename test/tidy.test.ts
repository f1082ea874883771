import { describe, expect, test } from 'vitest';
import { cycleFindings } from './tidy/cycles.ts';
import { deadFindings } from './tidy/dead.ts';
import { floorFindings } from './tidy/floors.ts';
import { packageFindings } from './tidy/packages.ts';
import { fileSizeFindings, functionSizeFindings } from './tidy/sizes.ts';
import { type Finding, formatFinding, isCode, isGenerated, type Source, trackedSources } from './tidy/source.ts';
import { nameFindings, syntaxFindings } from './tidy/syntax.ts';
import { textFindings } from './tidy/text.ts';
import { worldFindings } from './tidy/world.ts';

/** What a rule says about these files, as text. */
function said(findings: readonly Finding[]): string[] {
  return findings.map(formatFinding);
}

function file(path: string, text: string): Source {
  return { path, text };
}

describe('the tree keeps the rules', () => {
  const all = trackedSources(new URL('../', import.meta.url));
  const code = all.filter(({ path }) => isCode(path) && !isGenerated(path));
  const house = all.filter(({ path }) => isCode(path) && /^(engine|providers|schemas)\//.test(path));

  test('there is a tree', () => expect(house.length).toBeGreaterThan(20));
  test('floors', () => expect(said(floorFindings(house))).toEqual([]));
  test('no import cycles', () => expect(said(cycleFindings(code))).toEqual([]));
  test('nothing unused', () => expect(said(deadFindings(code.filter(({ path }) => /\.tsx?$/.test(path))))).toEqual([]));
  test('each package in its place', () => expect(said(packageFindings(house))).toEqual([]));
  test('file sizes', () => expect(said(fileSizeFindings(code))).toEqual([]));
  test('function sizes', () => expect(said(code.flatMap(functionSizeFindings))).toEqual([]));
  test('syntax', () => expect(said(code.flatMap(syntaxFindings))).toEqual([]));
  test('names', () => expect(said(code.flatMap(nameFindings))).toEqual([]));
  test('the world only through deps', () => expect(said(house.flatMap(worldFindings))).toEqual([]));
  test('no machine paths, registries or loose ends', () => expect(said(all.flatMap(textFindings))).toEqual([]));
});

describe('floors: a file sees its own room and lower floors', () => {
  test.each([
    ['engine/model/a.ts', '../diff/b.ts', 'not on a lower floor'],
    ['engine/diff/a.ts', '../ledger/b.ts', 'not on a lower floor'],
    ['engine/diff/a.ts', '../plan/b.ts', 'not on a lower floor'],
    ['engine/pipeline.ts', '../providers/index.ts', 'joins engine and providers'],
    ['engine/cli/program.ts', '../../providers/index.ts', 'joins engine and providers'],
    ['providers/memory/a.ts', '../../engine/diff/b.ts', 'a provider sees'],
    ['providers/memory/a.ts', '../webex-connect/b.ts', 'a provider sees'],
    ['providers/kit/a.ts', '../../engine/diff/b.ts', 'the kit sees'],
    ['engine/plan/a.ts', '../elsewhere/b.ts', 'no room'],
  ])('%s may not import %s', (path, specifier, problem) => {
    const findings = floorFindings([file(path, `\nimport type { b } from '${specifier}';`)]);
    expect(said(findings)).toEqual([expect.stringContaining(`${path}:2 `)]);
    expect(said(findings)[0]).toContain(problem);
  });

  test.each([
    ['engine/diff/a.ts', '../model/b.ts'],
    ['engine/diff/a.ts', './b.ts'],
    ['engine/plan/a.ts', '../diff/b.ts'],
    ['engine/pipeline.ts', './apply/b.ts'],
    ['engine/cli/runtime.ts', '../../providers/index.ts'],
    ['engine/cli/commands/a.ts', '../program.ts'],
    ['providers/memory/kinds/a.ts', '../../kit/b.ts'],
    ['providers/index.ts', './memory/index.ts'],
    ['engine/manifest/a.ts', '../../schemas/types/user.ts'],
  ])('%s may import %s', (path, specifier) => {
    expect(floorFindings([file(path, `export { b } from '${specifier}';`)])).toEqual([]);
  });

  test('a file outside every room is found, and so are dynamic imports', () => {
    expect(said(floorFindings([file('engine/stray/a.ts', '')]))).toEqual([expect.stringContaining('no room')]);
    expect(floorFindings([file('engine/model/a.ts', "const b = await import('../cli/b.ts');")])).toHaveLength(1);
    expect(floorFindings([file('engine/model/a.ts', "type B = import('../cli/b.ts').B;")])).toHaveLength(1);
  });
});

describe('cycles', () => {
  test('a circle of three is found once, with all its files', () => {
    const findings = cycleFindings([
      file('a.ts', "import { b } from './b.ts';"),
      file('b.ts', "import type { c } from './c.ts';"),
      file('c.ts', "export { a } from './a.ts';"),
    ]);
    expect(said(findings)).toEqual(['a.ts:1 imports itself, by way of b.ts, c.ts']);
  });

  test('a diamond is no circle', () => {
    const findings = cycleFindings([
      file('a.ts', "import './b.ts'; import './c.ts';"),
      file('b.ts', "import './d.ts';"),
      file('c.ts', "import './d.ts';"),
      file('d.ts', ''),
    ]);
    expect(findings).toEqual([]);
  });
});

describe('dead code', () => {
  const used = file('engine/a.ts', 'export const one = 1; export function two() {}');
  const user = file('engine/cli/main.ts', "import { one, two } from '../a.ts';");

  test('a file that nobody imports', () => {
    expect(said(deadFindings([used]))).toEqual(['engine/a.ts:1 is imported by nobody']);
    expect(deadFindings([used, user])).toEqual([]);
  });

  test('an export that nobody uses, here or elsewhere', () => {
    const less = file('engine/cli/main.ts', "import { one } from '../a.ts';");
    expect(said(deadFindings([used, less]))).toEqual(['engine/a.ts:1 exports two, which nobody uses']);
    const own = file('engine/a.ts', 'export const one = two(); export function two() { return 1; }');
    expect(deadFindings([own, less])).toEqual([]);
  });
});

describe('packages', () => {
  test.each([
    ['engine/diff/a.ts', 'yaml'],
    ['engine/cli/a.ts', 'undici'],
    ['engine/model/a.ts', 'left-pad'],
    ['engine/model/a.ts', '@hono/node-server'],
    ['engine/diff/a.ts', 'node:fs'],
    ['providers/memory/a.ts', 'node:https'],
  ])('%s may not import %s', (path, name) => {
    expect(packageFindings([file(path, `import { x } from '${name}';`)])).toHaveLength(1);
  });

  test.each([
    ['engine/manifest/a.ts', 'yaml'],
    ['engine/manifest/a.ts', 'ajv/dist/2020.js'],
    ['engine/diff/a.ts', 'node:crypto'],
  ])('%s may import %s', (path, name) => {
    expect(packageFindings([file(path, `import { x } from '${name}';`)])).toEqual([]);
  });
});

describe('sizes', () => {
  const lines = (count: number) => 'x();\n'.repeat(count);

  test('a file over the limit, a median over the limit, too many long files', () => {
    expect(said(fileSizeFindings([file('a.ts', lines(301))]))[0]).toBe('a.ts:301 has 301 lines, over 300');
    const middling = [1, 2, 3].map((name) => file(`${name}.ts`, lines(101)));
    expect(said(fileSizeFindings(middling))).toEqual(['.:1 median file has 101 lines']);
    const mostlyShort = Array.from({ length: 9 }, (_, name) => file(`${name}.ts`, lines(10)));
    expect(fileSizeFindings([...mostlyShort, file('a.ts', lines(200))])).toEqual([]);
    const twoLong = [...mostlyShort, file('a.ts', lines(200)), file('b.ts', lines(200))];
    expect(said(fileSizeFindings(twoLong))).toEqual(['.:1 2 of 11 files are long']);
  });

  test('a function over the limit, but not the list of tests it stands in', () => {
    const long = (head: string) => file('a.ts', `${head} {\n${lines(69)}}`);
    const longer = (head: string, end = '') => file('a.ts', `${head} {\n${lines(70)}}${end}`);
    expect(functionSizeFindings(long('function a()'))).toHaveLength(1);
    expect(functionSizeFindings(file('a.ts', `function a() {\n${lines(68)}}`))).toEqual([]);
    expect(functionSizeFindings(longer('const a = () =>'))).toHaveLength(1);
    expect(functionSizeFindings(longer("describe('a', () =>", ');'))).toEqual([]);
  });
});

describe('syntax', () => {
  test.each([
    ['let a: any;', 'any'],
    ['const a = b as any;', 'any'],
    ['const a = b!;', 'non-null'],
    ['enum A { b }', 'enum'],
    ['export default 1;', 'default export'],
    ['export default function a() {}', 'default export'],
    ['class A extends B {}', 'only errors inherit'],
  ])('%s', (text, problem) => {
    expect(said(syntaxFindings(file('engine/a.ts', text))).join()).toContain(problem);
  });

  test('what is allowed', () => {
    expect(syntaxFindings(file('test/a.ts', 'const a = b!;'))).toEqual([]);
    expect(syntaxFindings(file('vitest.config.ts', 'export default {};'))).toEqual([]);
    expect(syntaxFindings(file('engine/a.ts', 'class A extends Error {}; const any = !a;'))).toEqual([]);
  });
});

describe('names', () => {
  test.each([
    ['engine/utils.ts', ''],
    ['engine/common/a.ts', ''],
    ['engine/file-helper.ts', ''],
    ['engine/a.ts', 'function errorHandler() {}'],
    ['engine/a.ts', 'const processItem = 1;'],
    ['engine/a.ts', 'class PlanManager {}'],
    ['engine/a.ts', 'interface RowProcessor {}'],
    ['engine/a.ts', 'function a(dryRun: boolean) {}'],
  ])('%s: %s', (path, text) => {
    expect(nameFindings(file(path, text))).toHaveLength(1);
  });

  test('words that only look alike, and words of a portal', () => {
    const text = 'interface Contacts { successManager?: string } const commonality = 1; const misced = 2;';
    expect(nameFindings(file('engine/a.ts', text))).toEqual([]);
  });
});

describe('the world', () => {
  test.each([
    'Date.now();',
    'new Date();',
    'performance.now();',
    'Math.random();',
    'randomUUID();',
    'setTimeout(a, 1);',
    'AbortSignal.timeout(1);',
    'process.env.HOME;',
    "console.log('a');",
  ])('%s', (text) => {
    expect(worldFindings(file('engine/diff/a.ts', text))).toHaveLength(1);
  });

  test('dates that are given in, and the composition root', () => {
    expect(worldFindings(file('engine/diff/a.ts', 'new Date(at).toISOString(); deps.clock.now();'))).toEqual([]);
    expect(worldFindings(file('engine/cli/runtime.ts', 'Date.now(); process.env.HOME; setTimeout(a, 1);'))).toEqual([]);
  });
});

describe('text', () => {
  test.each([
    `open('/${'work'}/main')`,
    `"/${'home'}/ada/x"`,
    `https://${'regis'}try.npmjs.org/x`,
    `// ${'TO'}DO later`,
    `"${'resolved'}": "x"`,
  ])('%s', (text) => {
    expect(textFindings(file('a.md', `first\n${text}`)).map(({ line }) => line)).toContain(2);
  });

  test('what only looks alike', () => {
    expect(textFindings(file('a.md', 'https://acme.example/home/x ../work/x a/tmp/b, todo'))).toEqual([]);
  });
});
