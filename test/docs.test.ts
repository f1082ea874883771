import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { commandProblem, commandsOf, helpOfBuilt } from './docs/commands.ts';
import { anchorsOf, type Block, blocksOf, linksOf } from './docs/markdown.ts';
import { type Source, trackedSources } from './tidy/source.ts';

const root = new URL('../', import.meta.url);
const pages = trackedSources(root).filter(({ path }) => path.endsWith('.md'));
const { scripts } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
  scripts: Record<string, string>;
};

describe('documents tell the truth', () => {
  test('there are documents', () => expect(pages.map(({ path }) => path)).toContain('README.md'));
  test('blocks of YAML are valid manifests', () => expect(inBlocks(yamlProblem)).toEqual([]));
  test('blocks of JSON parse', () => expect(inBlocks(jsonProblem)).toEqual([]));
  test('commands and options exist', () => expect(inBlocks(shellProblem)).toEqual([]));
  test('links inside the project lead somewhere', () => expect(pages.flatMap(deadLinks)).toEqual([]));

  test('the README shows the help as it is', () => {
    const readme = pages.find(({ path }) => path === 'README.md')?.text ?? '';
    const shown = blocksOf(readme).find(({ text }) => text.startsWith('Usage: rollcall'));
    expect(shown?.text.trim()).toBe(helpOfBuilt([])?.trim());
  });

  test('the README shows the plan of the first example as it is', () => {
    const readme = pages.find(({ path }) => path === 'README.md')?.text ?? '';
    const shown = blocksOf(readme).find(({ text }) => text.startsWith('Rollcall plan'));
    const expected = readFileSync(new URL('examples/01-webex-connect/plan.expected.txt', root), 'utf8');
    expect(shown?.text).toBe(expected);
  });

  test('the README begins with what is real, and has both commands on lines of their own', () => {
    const lines = (pages.find(({ path }) => path === 'README.md')?.text ?? '').split('\n');
    expect(lines).toContain('npm ci && npm run quickstart');
    expect(lines).toContain('npm ci && npm test');
    expect(lines.slice(0, 12).join(' ')).toMatch(/publishes no API/);
  });
});

describe('the checks find what is wrong', () => {
  test.each([
    [
      'yaml',
      'apiVersion: rollcall/v1\nkind: User\nmetadata: { name: ada }\nspec: { mail: a@b.example }\n',
      yamlProblem,
    ],
    ['yaml', 'apiVersion: rollcall/v1\nkind: Nobody\n', yamlProblem],
    ['yaml', 'a: [', yamlProblem],
    ['json', '{', jsonProblem],
    ['sh', 'npm run nothing-like-this\n', shellProblem],
    ['sh', 'rollcall nothing-like-this\n', shellProblem],
    ['console', '$ rollcall plan --nothing-like-this\nPlan: 1\n', shellProblem],
  ])('%s: %s', (language, text, problem) => {
    expect(problem({ language, text, line: 1 })).toBeDefined();
  });

  test('dead links', () => {
    const page = { path: 'a.md', text: '# One\n[a](#one) [b](#two) [c](none.md) [d](LICENSE) `[e](f.md)`\n' };
    expect(deadLinks(page)).toEqual(['a.md:2 #two', 'a.md:2 none.md']);
  });
});

function inBlocks(problemOf: (block: Block) => string | undefined): string[] {
  const problems: string[] = [];
  for (const page of pages) {
    for (const block of blocksOf(page.text)) {
      const problem = problemOf(block);
      if (problem !== undefined) problems.push(`${page.path}:${block.line} ${problem}`);
    }
  }
  return problems;
}

function yamlProblem(block: Block): string | undefined {
  if (block.language !== 'yaml') return undefined;
  for (const document of parseAllDocuments(block.text)) {
    if ('errors' in document && document.errors.length > 0) return String(document.errors[0]);
    const value: unknown = document.toJS();
    if (typeof value !== 'object' || value === null || !('kind' in value)) continue;
    const schema = new URL(`schemas/${String(value.kind).toLowerCase()}.schema.json`, root);
    if (!existsSync(schema)) return `there is no kind ${String(value.kind)}`;
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    formats.default(ajv);
    const validate = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')) as object);
    if (!validate(value)) return ajv.errorsText(validate.errors);
  }
  return undefined;
}

function jsonProblem(block: Block): string | undefined {
  if (block.language !== 'json') return undefined;
  try {
    for (const line of asValues(block.text)) JSON.parse(line);
    return undefined;
  } catch (error) {
    return String(error);
  }
}

/** One value over several lines, or one on each. */
function asValues(text: string): string[] {
  const lines = text.trim().split('\n');
  return lines.every((line) => /^\{.*\}$/.test(line)) ? lines : [text];
}

function shellProblem(block: Block): string | undefined {
  for (const { words, line } of commandsOf(block)) {
    const problem = commandProblem(words, helpOfBuilt) ?? scriptProblem(words);
    if (problem !== undefined) return `line ${line}: ${problem}`;
  }
  return undefined;
}

function scriptProblem(words: readonly string[]): string | undefined {
  const [program, run, script] = words;
  if (program !== 'npm' || run !== 'run' || script === undefined || Object.hasOwn(scripts, script)) return undefined;
  return `there is no script ${script}`;
}

function deadLinks(page: Source): string[] {
  const dead: string[] = [];
  for (const { to, line } of linksOf(page.text)) {
    if (/^[a-z]+:/.test(to)) continue;
    const [path = '', anchor] = to.split('#');
    const file = path === '' ? page.path : join(dirname(page.path), path);
    const text = path === '' ? page.text : textOf(file);
    const alive = text !== undefined && (anchor === undefined || anchorsOf(text).has(anchor));
    if (!alive) dead.push(`${page.path}:${line} ${to}`);
  }
  return dead;
}

/** Undefined where nothing is there; empty for a folder. */
function textOf(path: string): string | undefined {
  const file = fileURLToPath(new URL(path, root));
  if (!existsSync(file)) return undefined;
  return path.endsWith('.md') ? readFileSync(file, 'utf8') : '';
}
