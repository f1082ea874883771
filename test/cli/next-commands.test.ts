import { describe, expect, it } from 'vitest';
import { nextCommands } from '../../engine/cli/next-commands.ts';
import { startedAs } from '../../engine/cli/started-as.ts';

const here = { typed: { program: 'rollcall', workspace: '.' } };
const there = { typed: { program: 'rollcall', workspace: 'customers/acme & co' } };

describe('nextCommands', () => {
  it('says nothing that does not have to be said', () => {
    const commands = nextCommands(here);
    expect(commands('status')).toBe('rollcall status');
    expect(commands('apply --consent sha256:1 --why "…"')).toBe('rollcall apply --consent sha256:1 --why "…"');
  });

  it('carries the sandbox and the folder on, the sandbox only where a command takes it', () => {
    expect(nextCommands(here, { sandbox: true })('status')).toBe('rollcall status --sandbox');
    const commands = nextCommands(there, { sandbox: 'http://127.0.0.1:5000' });
    const tail = "--sandbox http://127.0.0.1:5000 -C 'customers/acme & co'";
    expect(commands('plan --show unmanaged')).toBe(`rollcall plan --show unmanaged ${tail}`);
    expect(commands('attest a/b/c --step join')).toBe("rollcall attest a/b/c --step join -C 'customers/acme & co'");
  });

  it('applies the plan file that was written or given', () => {
    const commands = nextCommands(here, { sandbox: true, planFile: "ada's.json", narrowed: ['--destroy'] });
    expect(commands('apply --consent x')).toBe("rollcall apply 'ada'\\''s.json' --consent x --sandbox");
  });

  it('plans as narrowly again, and goes by a file where a fresh apply would do more', () => {
    const commands = nextCommands(here, { narrowed: ['--target', 'acme/teammate/a@acme.example'] });
    const plan = 'rollcall plan --target acme/teammate/a@acme.example';
    expect(commands('plan --show removals')).toBe(`${plan} --show removals`);
    expect(commands('apply')).toBe(`${plan} --out plan.json, then rollcall apply plan.json`);
  });
});

describe('startedAs', () => {
  it.each([
    ['/srv/rollcall/dist/engine/cli/main.js', '/srv/rollcall', 'node dist/engine/cli/main.js'],
    ['/srv/my rollcall/dist/engine/cli/main.js', '/srv', "node 'my rollcall/dist/engine/cli/main.js'"],
    ['/srv/rollcall/dist/engine/cli/main.js', '/opt/ada', 'node /srv/rollcall/dist/engine/cli/main.js'],
    ['/opt/ada/node_modules/.bin/rollcall', '/opt/ada', 'npx rollcall'],
    ['/opt/ada/node_modules/rollcall/dist/engine/cli/main.js', '/opt/ada', 'npx rollcall'],
    ['/usr/local/bin/rollcall', '/opt/ada', 'rollcall'],
    ['/opt/elsewhere/rollcall', '/opt/ada', 'node /opt/elsewhere/rollcall'],
  ])('%s in %s is %s', (script, cwd, typed) => {
    expect(startedAs({ script, cwd, env: { PATH: '/usr/local/bin/:/usr/bin' } })).toBe(typed);
  });
});
