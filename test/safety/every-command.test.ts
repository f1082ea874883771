import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepReport } from '../../engine/cli/apply-report.ts';
import type { Screen } from '../../engine/cli/screen.ts';
import { showProblem } from '../../engine/cli/show-problems.ts';
import { safeJson } from '../../engine/render/safe-text.ts';
import { begunExample, emptyFolder, rollcall } from '../support/cli.ts';
import { rewrite } from '../support/cli-stage.ts';
import { forbidden } from '../support/hostile-text.ts';
import { reportOfText } from './support/every-renderer.ts';

/** What acts on a terminal, on a reader's eye, or on the build server that a command runs in. */
const text =
  'a\u001b[2J\u001b]8;;https://evil.example\u0007b\u001b]52;c;YQ==\u0007\u009b31m c\u202egnp\u2066\u200bd\ufeff\r\n' +
  `::set-output name=x::y ##[error]z ${'w'.repeat(300)} \n::add-mask::v`;
const commanding = /^\s*::|##[a-z]*\[/imu;

/** The password of a login that stands in an address, and a token that the portal says back. */
const token = 'canary-token-4711-xyz';

/** A portal that answers whatever it is asked with hostile words, and with the token that it was sent. */
let portal: Server;
let url: string;
const asked = new Set<string>();
beforeAll(async () => {
  portal = createServer((request, response) => {
    asked.add(`${request.headers['key'] ?? request.headers.authorization ?? ''}`);
    const said = `${text} ${request.headers['key'] ?? ''} ${request.headers.authorization ?? ''}`;
    response.statusCode = 400;
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({ code: said, message: said, description: said, response: [{ code: said, description: said }] }),
    );
  });
  await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(portal.address() as AddressInfo).port}`;
});
afterAll(() => portal.close());

const env = {
  ACME_CONNECT_TOKEN: token,
  GITHUB_ACTIONS: 'true',
  GITHUB_REPOSITORY: text.replaceAll('\u0000', ''),
  GITHUB_RUN_ID: text,
  GITHUB_ACTOR: text,
};

/** A workspace whose texts, file names and history are hostile, at a portal that is. */
async function hostileFolder(): Promise<string> {
  const folder = await begunExample();
  rewrite(folder, 'portal.yaml', (one) => one.replace('https://acme.us.webexconnect.io', url));
  const written = safeJson(JSON.stringify(text.slice(0, 290)));
  rewrite(folder, 'people/ada.yaml', (one) => one.replace(/reason: [^,]*/u, `reason: ${written}`));
  return folder;
}

/** Each command as it is typed; what it is given is hostile too. */
const typed: readonly (readonly [command: string, ...words: string[]])[] = [
  ['init', '--new-ledger', '--why', text],
  ['validate'],
  ['validate', '--format', 'json'],
  ['plan', '--show', 'all'],
  ['plan', '--format', 'json'],
  ['plan', '--format', 'markdown'],
  ['plan', '--target', text],
  ['plan', '--out', `x/${text.replaceAll('/', '')}`],
  ['apply', '--yes'],
  ['apply', '--yes', '--json'],
  ['apply', text],
  ['offboard', text, '--now', '--why', text, '--yes'],
  ['offboard', text, '--withdraw', '--why', text],
  ['status'],
  ['status', '--format', 'json'],
  ['status', '--format', 'markdown'],
  ['attest', `acme-connect/teammate/${text}`, '--step', text, '--evidence', text],
  ['attest', '--withdraw', '1', '--why', text],
  ['attest', '--sitting', text, '--evidence', text],
  ['sandbox', '--port', text],
  ['providers', '--format', text],
  ['policies', '--format', text],
  ['schema', text],
  ['help', text],
  ['quickstart', text],
];

/** `npm test` shows some, `npm run test:slow` all. */
const shown = typed.filter((_, index) => process.env['ROLLCALL_SLOW'] === '1' || index % 8 === 0);

describe('a workspace in which every text is hostile, at a portal that is, shows nothing that acts', () => {
  test('each command is here', async () => {
    const { stdout } = await rollcall(['help']);
    const names = [...stdout.matchAll(/^ {2}([a-z]+)(?: |$)/gmu)].map(([, name = '']) => name);
    const commands = names.filter((name) => name !== 'rollcall');
    expect(commands.length).toBeGreaterThan(10);
    expect(commands.filter((name) => !typed.some(([command]) => command === name))).toEqual([]);
  });

  test.each(shown.map((words, index) => [`${index}: ${words[0]}`, words] as const))('%s', async (_title, words) => {
    const folder = await hostileFolder();
    const { stdout, stderr } = await rollcall(words, { folder, env });
    const said = `${stdout}${stderr}`;
    expect(said).not.toBe('');
    expect(said).not.toMatch(forbidden);
    expect(said).not.toMatch(commanding);
    expect(said).not.toContain('something unexpected');
    for (const all of [said, ...filesIn(folder)]) expect(all).not.toContain(token);
    if (words.includes('json') && stdout !== '') expect(() => JSON.parse(stdout) as unknown).not.toThrow();
    for (const line of words.includes('--json') ? stdout.trim().split('\n') : []) JSON.parse(line);
  });

  test('the portal was really sent the token, and its words were shown', async () => {
    const { stdout } = await rollcall(['plan'], { folder: await hostileFolder(), env });
    expect([...asked].join(' ')).toContain(token);
    expect(stdout.replaceAll(/\s+/gu, ' ')).toContain('The portal says: "a [2J');
  });

  test('files with hostile names are named without what acts', async () => {
    const folder = await hostileFolder();
    const name = `p${text.replaceAll(/[/\0]/gu, '').slice(0, 60)}.yaml`;
    mkdirSync(join(folder, 'people/x\u001b[2J\u202e'), { recursive: true });
    writeFileSync(join(folder, 'people', name), 'kind: \u007f\n');
    writeFileSync(join(folder, 'people/x\u001b[2J\u202e', 'y.yaml'), 'kind: Nothing\n');
    for (const format of ['text', 'json']) {
      const { code, stdout, stderr } = await rollcall(['validate', '--format', format], { folder });
      expect(code).toBe(1);
      expect(`${stdout}${stderr}`).toContain('u');
      expect(`${stdout}${stderr}`).not.toMatch(forbidden);
      expect(`${stdout}${stderr}`).not.toMatch(commanding);
    }
  });

  test('the stack that --debug shows does not act either', () => {
    let said = '';
    const screen: Screen = {
      columns: 100,
      colour: false,
      interactive: false,
      out: () => undefined,
      err: (one) => void (said += one),
      live: () => undefined,
      ask: async () => '',
    };
    showProblem(new TypeError(text), screen, { debug: true });
    expect(said).toContain('TypeError');
    expect(said).not.toMatch(forbidden);
    expect(said).not.toMatch(commanding);
  });

  test('a report that is kept holds nothing that acts, and is the same', async () => {
    const folder = emptyFolder();
    const report = { ...reportOfText(text), run: 'r' };
    const kept = readFileSync(join(folder, await keepReport(folder, report)), 'utf8');
    expect(kept).not.toMatch(forbidden);
    expect(JSON.parse(kept)).toEqual(JSON.parse(JSON.stringify(report)));
  });
});

function filesIn(folder: string): string[] {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return found.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'));
}
