import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { consentedDigest } from '../../engine/cli/apply-consent.ts';
import { attestJudge } from '../../engine/cli/attest-words.ts';
import { digestOf } from '../../engine/model/digest.ts';
import { isPlaceholder } from '../../engine/model/placeholders.ts';
import { begunExample, rollcall } from '../support/cli.ts';

const plain = (text: string): string => text.replaceAll(/\s+/g, ' ');

describe('a placeholder that was pasted', () => {
  it.each(['TICKET', ' TICKET ', '…', '...', '"…"', 'REASON'])('is %j, which our screens print', (text) => {
    expect(isPlaceholder(text)).toBe(true);
  });

  it.each(['TICKET-12', 'HR-1042', 'the reason …', '.', 'ticket from Grace', ''])('is not %j', (text) => {
    expect(isPlaceholder(text)).toBe(false);
  });

  it('is no evidence, no reason to take a word back, and none to consent', () => {
    const said = /only marks the place where your own words go/;
    expect(() => attestJudge('a/b/c', { step: 'join', evidence: 'TICKET' })).toThrow(said);
    expect(() => attestJudge(undefined, { withdraw: '4', why: '…' })).toThrow(said);
    expect(() => consentedDigest({ consent: digestOf('a plan'), why: '...' })).toThrow(said);
  });

  it('begins no new ledger', async () => {
    const folder = await begunExample();
    const before = readFileSync(join(folder, 'rollcall.yaml'), 'utf8');
    const { code, stderr } = await rollcall(['init', '--new-ledger', '--why', '…'], { folder });
    expect([code, plain(stderr)]).toEqual([1, expect.stringContaining('--why … only marks the place')]);
    expect(readFileSync(join(folder, 'rollcall.yaml'), 'utf8')).toBe(before);
  });
});

describe('a ledger that is lost', () => {
  it('names the whole command that begins another', async () => {
    const folder = await begunExample();
    renameSync(join(folder, '.rollcall/ledger'), join(folder, '.rollcall/gone'));
    const { stderr } = await rollcall(['attest', 'a/b/c', '--step', 'join', '--evidence', 'HR-1'], { folder });
    expect(plain(stderr)).toContain('rollcall init --new-ledger --why "…"');
  });
});

describe('apply without a terminal', () => {
  it('says first that its plan file is not there, and how to make one here', async () => {
    const folder = await begunExample();
    const { code, stderr } = await rollcall(['apply', 'none.json', '--sandbox', '-C', folder]);
    expect(code).toBe(1);
    expect(plain(stderr)).toContain('none.json cannot be read');
    expect(plain(stderr)).toContain(`rollcall plan --out none.json --sandbox -C ${folder}`);
    expect(stderr).not.toContain('terminal');
  });

  it('advises commands for the same portals, folder and plan', async () => {
    const folder = await begunExample();
    const { stderr } = await rollcall(['apply', '--destroy', '--sandbox', '-C', folder]);
    const tail = `--sandbox -C ${folder}`;
    expect(plain(stderr)).toContain(`rollcall plan --destroy --out plan.json ${tail}`);
    expect(plain(stderr)).toContain(`rollcall apply plan.json --yes ${tail}`);
  });
});
