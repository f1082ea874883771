import { beforeAll, describe, expect, it } from 'vitest';
import { setup } from '../support/build-once.ts';
import { rollcallProgram } from '../support/cli.ts';

beforeAll(setup);

describe('rollcall quickstart', () => {
  it('tells the whole story: plan, apply, links, joining, nothing to do', async () => {
    const { code, stdout, stderr } = await rollcallProgram(['quickstart']);
    expect([code, stderr]).toEqual([0, '']);
    const parts = [
      '$ rollcall init',
      '$ rollcall sandbox',
      '$ rollcall plan --sandbox',
      'Plan: 2 to invite.',
      '$ rollcall apply --sandbox',
      'Applied 2 of 2',
      '$ rollcall status --sandbox',
      'Join the team',
      '/join/',
      'and is in',
      'has come in',
      'Plan: no changes.',
    ];
    let from = 0;
    for (const part of parts) {
      const found = stdout.indexOf(part, from);
      expect([part, found >= 0]).toEqual([part, true]);
      from = found;
    }
  });
});
