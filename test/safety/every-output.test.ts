import ts from 'typescript';
import { expect, test } from 'vitest';
import { nodesOf, type Source, trackedSources, treeOf } from '../tidy/source.ts';
import { coveredRenderers } from './support/every-renderer.ts';

const sources = trackedSources(new URL('../../', import.meta.url)).filter(({ path }) =>
  /^(?:engine|providers)\/.*\.tsx?$/u.test(path),
);

/** What makes a text harmless: only these may stand around what comes from outside. */
const harmless = /^(?:render\w+|printLines|safeText|safeJson|progressLine)\(/u;

/** What is shown without one of these, and why that is right. */
const known: Readonly<Record<string, string>> = {
  'engine/cli/screen.ts': 'writes what it is given',
  'engine/cli/watch-output.ts': 'the words of the system about its own output',
  'engine/cli/program.ts': 'help, and errors by safeLines',
  'engine/cli/notice.ts': 'printLines with another name',
  'engine/cli/show-problems.ts': 'the stack that --debug asks for, by safeLines',
  'engine/cli/run-policies.ts': 'policies that come with Rollcall',
  'engine/cli/run-schema.ts': 'schemas that come with Rollcall',
  'engine/cli/run-plan.ts': 'shown() calls a renderer for each format',
  'engine/cli/run-status.ts': 'shown() calls a renderer for each format',
  'engine/cli/run-validate.ts': 'counts',
  'engine/cli/run-sandbox.ts':
    'addresses on this machine, and names that the schema of portals keeps to a-z, 0-9 and -',
  'engine/cli/with-runtime.ts': 'a sentence of a command',
  'engine/cli/commands/init-workspace.ts': 'ids and files of its own; paths by safeText',
  'engine/cli/commands/quickstart.ts': 'a copy of an example, on an emulation in the same process',
};

/** Who writes files, and how what stands in them is shown again. */
const writers: Readonly<Record<string, string>> = {
  'engine/manifest/parse-cache.ts': 'what was read from manifests; read again only by itself',
  'engine/ledger/node-ledger-files.ts': 'one line of JSON for each entry',
  'engine/cli/apply-report.ts': 'a report as JSON',
  'engine/cli/whole-file.ts': 'writes what it is given',
  'engine/cli/run-plan.ts': 'a plan file: canonical JSON',
  'engine/cli/commands/init-workspace.ts': 'templates, and rollcall.yaml as it was with an id in it',
  'engine/cli/commands/prepare-for-git.ts': 'names of its own',
  'engine/cli/commands/quickstart.ts': 'a copy of an example',
};

const shows = /(?:^|\.)(?:screen\.(?:out|err|live|ask)|std(?:out|err)\.write)$/u;
const writes =
  /^(?:writeFile|writeFileSync|appendFile|appendFileSync|writeWholeFile|cpSync|copyFileSync|createWriteStream)$/u;
const toConsole = /^(?:console\.\w+|process\.std(?:out|err)\.write|process\._rawDebug)$/u;

interface Call {
  readonly path: string;
  readonly callee: string;
  readonly argument: ts.Expression | undefined;
}

const calls: readonly Call[] = sources.flatMap((source) => callsIn(source));

function callsIn(source: Source): Call[] {
  if (!/\.(?:out|err|live|ask|write)\(|write|append|console|cpSync|copyFile/u.test(source.text)) return [];
  const tree = treeOf(source);
  return nodesOf(tree)
    .filter((node) => ts.isCallExpression(node))
    .map(({ expression, arguments: [argument] }) => ({
      path: source.path,
      callee: expression.getText(tree),
      argument,
    }));
}

/** Whether a text is our own, or all that is put into it has gone through what makes it harmless. */
function isHarmless(argument: ts.Expression | undefined): boolean {
  if (argument === undefined || ts.isStringLiteralLike(argument) || argument.kind === ts.SyntaxKind.NullKeyword)
    return true;
  if (ts.isTemplateExpression(argument))
    return argument.templateSpans.every(({ expression }) => isHarmless(expression));
  if (ts.isBinaryExpression(argument) && argument.operatorToken.kind === ts.SyntaxKind.PlusToken)
    return isHarmless(argument.left) && isHarmless(argument.right);
  return ts.isCallExpression(argument) && harmless.test(argument.getText());
}

const stray = (found: readonly Call[], list: Readonly<Record<string, string>>): string[] => [
  ...new Set(found.filter(({ path }) => list[path] === undefined).map(({ path, callee }) => `${path}: ${callee}`)),
];

/** Where a new one is found: put hostile text through it (every-renderer, every-command), and then into the list. */
test('nothing is shown that was not made harmless', () => {
  const shown = calls.filter(({ callee, argument }) => shows.test(callee) && !isHarmless(argument));
  expect(shown.length).toBeGreaterThan(10);
  expect(stray(shown, known)).toEqual([]);
});

test('no file is written but by who is known to', () => {
  expect(
    stray(
      calls.filter(({ callee }) => writes.test(callee)),
      writers,
    ),
  ).toEqual([]);
});

test('nothing goes past the screen', () => {
  expect(calls.filter(({ callee }) => toConsole.test(callee)).map(({ path }) => path)).toEqual([]);
});

test('every renderer is shown every kind of hostile text', () => {
  const made = sources
    .filter(({ path }) => path.startsWith('engine/render/'))
    .flatMap(({ text }) =>
      [...text.matchAll(/^export function (render\w+|progressLine)\(/gmu)].map(([, name]) => name),
    );
  expect(made.length).toBeGreaterThan(10);
  expect(made.filter((name) => !coveredRenderers.has(name ?? ''))).toEqual([]);
});

test('a sheet for what was made harmless finds what was not', () => {
  const argumentIn = (text: string): ts.Expression | undefined => callsIn({ path: 'a.ts', text })[0]?.argument;
  expect(isHarmless(argumentIn('screen.out(`a ${safeText(b)} c`);'))).toBe(true);
  expect(isHarmless(argumentIn('screen.out(`a ${b} c`);'))).toBe(false);
  expect(isHarmless(argumentIn('screen.out(b);'))).toBe(false);
});
