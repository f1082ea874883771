import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { actorOf } from '../../engine/cli/actor.ts';
import { resolveCredentials } from '../../engine/cli/credentials.ts';
import { gitFacts } from '../../engine/cli/git-facts.ts';
import { atSandbox, sandboxUrlOf } from '../../engine/cli/sandbox-mode.ts';
import { wantsColour } from '../../engine/cli/screen.ts';
import type { CredentialReference } from '../../engine/model/declaration.ts';
import { emptyFolder } from '../support/cli.ts';
import { portalNamed, workspaceOf } from '../support/cli-values.ts';

describe('wantsColour', () => {
  it.each([
    ['a terminal', true, false, {}, true],
    ['a pipe', false, false, {}, false],
    ['a dumb terminal', true, false, { TERM: 'dumb' }, false],
    ['NO_COLOR', true, false, { NO_COLOR: '1' }, false],
    ['an empty NO_COLOR', true, false, { NO_COLOR: '' }, true],
    ['FORCE_COLOR in a pipe', false, false, { FORCE_COLOR: '1' }, true],
    ['an empty FORCE_COLOR', false, false, { FORCE_COLOR: '' }, true],
    ['FORCE_COLOR=0', true, false, { FORCE_COLOR: '0' }, false],
    ['both', true, false, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    ['--no-color', true, true, { FORCE_COLOR: '1' }, false],
  ])('%s', (_what, terminal, colourless, env, wanted) => {
    expect(wantsColour({ terminal, colourless, env })).toBe(wanted);
  });
});

describe('actorOf', () => {
  it('is the identity that the CI system vouches for', () => {
    const env = {
      GITHUB_ACTIONS: 'true',
      GITHUB_REPOSITORY: 'acme/access',
      GITHUB_RUN_ID: '812',
      GITHUB_ACTOR: 'Grace',
    };
    expect(actorOf(env)).toEqual({ name: 'ci:github-actions:acme/access#812 by Grace', how: 'ci', aliases: ['grace'] });
    const gitlab = { GITLAB_CI: 'true', CI_PROJECT_PATH: 'acme/access', CI_JOB_ID: '7' };
    expect(actorOf(gitlab)).toEqual({ name: 'ci:gitlab-ci:acme/access#7', how: 'ci', aliases: [] });
  });

  it('is else the user of the machine', () => {
    const actor = actorOf({ USER: 'somebody-else' });
    expect(actor.how).toBe('os');
    expect(actor.name).toMatch(/^os:[^@]+@.+$/);
    expect(actor.name).not.toContain('somebody-else');
  });
});

describe('resolveCredentials', () => {
  function resolved(reference: CredentialReference, folder = emptyFolder(), env = {}) {
    const portal = { ...portalNamed('acme'), credentials: { token: reference } };
    return resolveCredentials(portal, ['token'], { env, folder });
  }

  it('takes a variable, and never shows it', () => {
    const { credentials } = resolved({ env: 'TOKEN' }, undefined, { TOKEN: 'hush' });
    expect(credentials?.['token']?.reveal()).toBe('hush');
    expect(inspect(credentials) + JSON.stringify(credentials)).not.toContain('hush');
  });

  it('takes a file of the workspace, without its line break', () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'secret'), 'hush\n');
    expect(resolved({ file: 'secret' }, folder).credentials?.['token']?.reveal()).toBe('hush');
  });

  it.each([
    [{ env: 'TOKEN' }, {}, 'TOKEN is not set'],
    [{ env: 'TOKEN' }, { TOKEN: '' }, 'TOKEN is empty'],
    [{ file: 'none' }, {}, 'none cannot be read'],
    [{ file: '../secret' }, {}, 'lies outside of the workspace'],
    [{ file: 'link' }, {}, 'lies outside of the workspace'],
    [{ pending: 'first-login' }, {}, 'waits for first-login'],
  ])('says of %j what is wrong and what to do', (reference, env, text) => {
    const root = emptyFolder();
    const folder = join(root, 'workspace');
    mkdirSync(folder);
    writeFileSync(join(root, 'secret'), 'hush');
    symlinkSync(join(root, 'secret'), join(folder, 'link'));
    const { problem } = resolved(reference, folder, env);
    expect(problem?.code).toBe('auth');
    expect(problem?.text).toContain(text);
    expect(problem?.cure).not.toBe('');
    expect(JSON.stringify(problem)).not.toContain('hush');
  });

  it('names a credential that the Portal does not give', () => {
    const { problem } = resolveCredentials(portalNamed('acme'), ['token'], { env: {}, folder: '.' });
    expect(problem?.text).toBe('acme has no credential token.');
  });
});

describe('the sandbox in place of the portals', () => {
  it('has an address on this machine only', () => {
    expect(sandboxUrlOf(undefined)).toBeUndefined();
    expect(sandboxUrlOf(true)).toBe('http://127.0.0.1:4747');
    expect(sandboxUrlOf('http://localhost:81/')).toBe('http://localhost:81');
    for (const url of ['https://acme.example', 'http://10.0.0.1', 'file:///x', 'nonsense']) {
      expect(() => sandboxUrlOf(url)).toThrow('--sandbox takes');
    }
  });

  it('replaces every address of every portal', () => {
    const one = portalNamed('one', { default: 'https://one.example' });
    const two = portalNamed('two', { cmp: 'https://a.example', bss: 'https://b.example' });
    const { portals } = atSandbox(workspaceOf([one, two]), 'http://127.0.0.1:1');
    expect(portals.map((portal) => portal.baseUrls)).toEqual([
      { default: 'http://127.0.0.1:1/one' },
      { cmp: 'http://127.0.0.1:1/two/cmp', bss: 'http://127.0.0.1:1/two/bss' },
    ]);
  });
});

describe('gitFacts', () => {
  it('does without Git', async () => {
    expect(await gitFacts(emptyFolder())).toEqual({ commit: null, clean: null });
    expect(await gitFacts('/no/such/folder')).toEqual({ commit: null, clean: null });
  });

  it('asks only for what plans are made from: nothing of its own counts, nor a plan file', async () => {
    const folder = emptyFolder();
    const git = (...words: readonly string[]) => execFileSync('git', words, { cwd: folder });
    const put = (file: string) => {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), 'x');
    };
    put('rollcall.yaml');
    git('init', '--quiet');
    git('add', '.');
    git('-c', 'user.name=t', '-c', 'user.email=t@acme.example', 'commit', '--quiet', '-m', 'Begin');
    for (const file of ['ledger/2.jsonl', 'cache/a', 'runs/r.json', 'schemas/user.yaml']) put(`.rollcall/${file}`);
    put('plan.json');
    expect(await gitFacts(folder)).toMatchObject({ clean: true });
    for (const file of ['people/deep/ada.yaml', 'mail/welcome.liquid', 'a.yml']) {
      put(file);
      expect(await gitFacts(folder)).toMatchObject({ clean: false });
      rmSync(join(folder, file));
    }
    expect(await gitFacts(folder)).toMatchObject({ clean: true });
    put('.hidden/b.yaml');
    expect(await gitFacts(folder)).toMatchObject({ clean: true });
    writeFileSync(join(folder, 'rollcall.yaml'), 'changed');
    expect(await gitFacts(folder)).toMatchObject({ clean: false });
  });
});
