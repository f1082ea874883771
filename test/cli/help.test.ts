import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { setup } from '../support/build-once.ts';
import { emptyFolder, mainFile, rollcall } from '../support/cli.ts';

beforeAll(setup);

const commands = ['init', 'validate', 'plan', 'apply', 'status', 'attest', 'sandbox', 'providers', 'schema'];

describe('help', () => {
  it('lists every command with what it does, first steps and exit codes', async () => {
    const { code, stdout, stderr } = await rollcall(['--help']);
    expect([code, stderr]).toEqual([0, '']);
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^ {2}${command}[ [].*\\w`, 'm'));
    expect(stdout).toContain('First steps:');
    expect(stdout).toContain('130  interrupted');
    expect(stdout).not.toContain('quickstart');
  });

  it.each(commands)('%s explains itself, with the global options', async (command) => {
    const { code, stdout } = await rollcall([command, '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: rollcall ${command}`);
    expect(stdout).toContain('--workspace <dir>');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  it('has a version', async () => {
    expect((await rollcall(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('explains itself where no command is given', async () => {
    const { code, stderr } = await rollcall([]);
    expect(code).toBe(1);
    expect(stderr).toContain('Usage: rollcall');
  });
});

describe('a mistake in the command line', () => {
  it.each([
    [['plna'], 'Did you mean plan?'],
    [['plan', '--targt', 'x'], 'Did you mean --target?'],
    [['plan', '--format', 'xml'], 'Allowed choices are text, json, markdown'],
    [['plan', '--show', 'nobody'], 'Allowed choices are unchanged'],
    [['plan', '--sandbox', 'https://acme.example'], '--sandbox takes the address of a sandbox on this machine'],
    [['plan', '--destroy', '--refresh-only'], 'exclude each other'],
    [['apply', '--consent', 'x', '--yes'], 'the whole digest'],
    [['apply', '--consent', `sha256:${'0'.repeat(64)}`, '--yes'], 'needs --why'],
    [['apply', '--json'], '--json needs --yes'],
    [['attest'], 'attest takes an address'],
    [['attest', 'a/b/c', '--sitting', 'x-2026-01-01'], 'attest takes an address'],
    [['attest', 'a/b/c', '--step', 'join'], 'needs --evidence'],
    [['init', '--new-ledger'], 'needs --why'],
    [['sandbox', '--port', '99999'], 'from 0 to 65535'],
    [['schema', 'usr'], 'did you mean user?'],
  ])('%j ends with 1 and says what was meant', async (words, text) => {
    const { code, stdout, stderr } = await rollcall(words, { folder: emptyFolder() });
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain(text);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe('what people type who know Terraform', () => {
  it.each([
    [['plan', '-out=plan.json'], 'Options have two dashes here: --out.'],
    [['plan', '-out', 'plan.json'], 'Options have two dashes here: --out.'],
    [['plan', '-target', 'a/b/c'], 'Options have two dashes here: --target.'],
    [['apply', '-auto-approve'], 'There is no -auto-approve here: rollcall apply --yes'],
    [['apply', '--auto-approve'], 'There is no --auto-approve here: rollcall apply --yes'],
    [['-C', 'customers', 'destroy'], 'rollcall apply --destroy does it'],
    [['show', 'plan.json'], 'rollcall apply FILE shows a plan file'],
    [['state', 'list'], 'there is no state file'],
    [['import', 'a', 'b'], 'adopts those'],
    [['refresh'], 'rollcall plan --refresh-only'],
    [['fmt'], 'rollcall validate'],
  ])('%j is answered with what there is instead', async (words, text) => {
    const { code, stdout, stderr } = await rollcall(words, { folder: emptyFolder() });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(text);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('names only commands and options that exist', async () => {
    const folder = emptyFolder();
    for (const word of ['destroy', 'show', 'state', 'refresh', 'workspace', 'force-unlock', 'graph', 'get', 'login']) {
      const { stderr } = await rollcall([word], { folder });
      for (const [, command = ''] of stderr.matchAll(/rollcall ([a-z]+)/g)) expect(commands).toContain(command);
    }
  });

  it('an option that nobody knows leads to the help of its own command', async () => {
    const { code, stderr } = await rollcall(['plan', '--nothing-like-this'], { folder: emptyFolder() });
    expect(code).toBe(1);
    expect(stderr).toContain('(rollcall plan --help shows its options)');
  });

  it('a value is no option', async () => {
    const words = ['init', '--new-ledger', '--why', 'state'];
    expect((await rollcall(words, { folder: emptyFolder() })).stderr).not.toContain('There is no');
  });
});

describe('output', () => {
  it('is coloured only where it is asked for', async () => {
    const folder = emptyFolder();
    const words = ['validate'];
    expect((await rollcall(words, { folder })).stderr).not.toContain('\u001b');
    expect((await rollcall(words, { folder, env: { FORCE_COLOR: '1' } })).stderr).toContain('\u001b[');
    const both = { FORCE_COLOR: '1', NO_COLOR: '1' };
    expect((await rollcall(words, { folder, env: both })).stderr).not.toContain('\u001b');
    expect((await rollcall([...words, '--no-color'], { folder, env: { FORCE_COLOR: '1' } })).stderr).not.toContain(
      '\u001b',
    );
  });

  it('survives a reader that goes away', () => {
    const script = `"${process.execPath}" "${mainFile}" schema portal | head -1`;
    const run = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
    expect([run.stdout, run.stderr]).toEqual(['{\n', '']);
  });
});
