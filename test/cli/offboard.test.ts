import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { begunExample, rollcall } from '../support/cli.ts';
import { type OpenSandbox, openSandbox, portal } from '../support/cli-stage.ts';

let sandbox: OpenSandbox;

beforeAll(async () => {
  sandbox = await openSandbox();
});
beforeEach(() => sandbox.reset(portal));
afterAll(() => sandbox.close());

const ada = 'ada@acme.example';

/** The first example, applied. */
async function applied(actor = 'grace'): Promise<(...words: string[]) => ReturnType<typeof rollcall>> {
  const folder = await begunExample();
  const run = (...words: string[]) =>
    rollcall([...words, ...sandbox.at], {
      folder,
      env: { COLUMNS: '300', GITHUB_ACTIONS: 'true', GITHUB_ACTOR: actor },
    });
  const { code, stdout, stderr } = await run('apply', '--yes');
  expect({ code, stdout, stderr }).toMatchObject({ code: 0 });
  return run;
}

describe('offboarding by hand', () => {
  it('takes everything, lists what stays, gives nothing again, and can be taken back', async () => {
    const run = await applied();
    const gone = await run('offboard', ada, '--now', '--why', 'left in anger, HR-88', '--yes');
    expect(gone).toMatchObject({ code: 0 });
    expect(gone.stdout).toContain('Not taken back by this');
    const plan = await run('plan');
    expect(plan.stderr).toContain('Somebody who was offboarded, and whose document still gives access');
    expect(plan.stdout).not.toContain(ada);
    const status = await run('status');
    expect(status.stderr).toContain('HR-88');
    const word = ['offboard', 'ada', '--withdraw', '--why', 'it was another Ada'];
    const back = await run(...word);
    expect(back.stdout).toContain('the manifests count again for ada');
    expect((await run('plan')).stdout).toContain(ada);
  });

  it('is not taken back by the person themselves', async () => {
    const run = await applied('ada');
    expect(await run('offboard', 'ada', '--now', '--why', 'HR-88', '--yes')).toMatchObject({ code: 0 });
    const { code, stderr } = await run('offboard', 'ada', '--withdraw', '--why', 'I am back');
    expect([code, stderr]).toEqual([4, expect.stringContaining('their own offboarding')]);
  });

  it('does nothing without --now, a reason, a known person, or a yes', async () => {
    const run = await applied();
    const refused = async (...words: string[]) => {
      const { code, stderr } = await run('offboard', ...words);
      expect(code).toBe(1);
      return stderr;
    };
    expect(await refused(ada)).toContain('leave: { on:');
    expect(await refused(ada, '--now')).toContain('needs --why');
    expect(await refused(ada, '--now', '--why', '…')).toContain('your own words');
    expect(await refused(ada, '--now', '--why', 'x')).toContain('rollcall offboard ada@acme.example --now --yes');
    expect(await refused('adda@acme.example', '--now', '--why', 'x', '--yes')).toContain(`did you mean ${ada}?`);
    expect(await refused(ada, '--withdraw', '--why', 'x')).toContain('Nobody called ada@acme.example is offboarded');
    expect((await run('plan')).stdout).toContain('No changes');
  });
});

describe('a lockdown', () => {
  it('needs a reason, goes through the rails, and is not undone without a consent', async () => {
    const run = await applied();
    expect((await run('apply', '--lockdown', '--yes')).stderr).toContain('--lockdown needs --why');
    const plan = await run('plan', '--lockdown');
    expect(plan.stdout).toContain('lockdown: everything that Rollcall owns goes');
    const locked = await run('apply', '--lockdown', '--why', 'the key leaked', '--yes');
    expect(locked).toMatchObject({ code: 0 });
    const night = await run('apply', '--yes');
    expect(night.code).toBe(4);
    expect(night.stderr).toContain('A portal after a lockdown');
    const digest = /apply --consent (sha256:\S+)/.exec(night.stdout)?.[1] ?? '';
    expect(await run('apply', '--yes', '--consent', digest, '--why', 'the key is changed')).toMatchObject({ code: 0 });
  });
});
