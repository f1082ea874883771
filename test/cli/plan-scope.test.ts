import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyOfExample, type Ran, rollcall } from '../support/cli.ts';
import { type OpenSandbox, openSandbox } from '../support/cli-stage.ts';

let sandbox: OpenSandbox;

beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.close());

const wide = { COLUMNS: '300' };

function plan(words: readonly string[], at: readonly string[] = sandbox.at): Promise<Ran> {
  return rollcall(['plan', ...at, ...words], { folder: copyOfExample(), env: wide });
}

describe('a target or an exclusion', () => {
  it.each([
    ['--target', 'acme-conect', 'did you mean acme-connect?'],
    ['--target', 'acme-connect/teamate', 'did you mean acme-connect/teammate?'],
    ['--target', 'acme-connect/teammate/aad@acme.example', 'did you mean acme-connect/teammate/ada@acme.example?'],
    ['--exclude', 'acme-connect/teammate/ADA@acme.example', 'did you mean acme-connect/teammate/ada@acme.example?'],
    ['--exclude', 'acme-connect/teammate/onwer@acme.example', 'did you mean acme-connect/teammate/owner@acme.example?'],
    ['--exclude', 'somewhere/entirely/else', 'declared, owned or there.'],
    ['--target', '', 'declared, owned or there.'],
  ])('%s %s names nothing', async (option, word, text) => {
    const { code, stdout, stderr } = await plan([option, word]);
    expect({ code, stdout }, stderr).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`error: ${option} ${word === '' ? '' : `${word} `}names no portal, kind or address`);
    expect(stderr).toContain(text);
    expect(stderr).toContain('rollcall plan --show all');
  });

  it.each([
    'acme-connect',
    'acme-connect/',
    'acme-connect/teammate',
    'acme-connect/teammate/ada@acme.example',
    'acme-connect/teammate/owner@acme.example',
  ])('may be %s', async (word) => {
    expect(await plan(['--target', word])).toMatchObject({ code: 0, stderr: '' });
    expect(await plan(['--exclude', word])).toMatchObject({ code: 0, stderr: '' });
  });

  it('is not judged where the portal cannot be read: that alone is the error', async () => {
    const { code, stderr } = await plan(['--target', 'acme-connect/teammate/x@acme.example'], []);
    expect(code).toBe(1);
    expect(stderr).not.toContain('names no portal');
  });
});
