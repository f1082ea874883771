import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { GateQuestion } from '../../engine/model/gate.ts';
import { mailQuestion } from '../../engine/model/mail.ts';
import { anywhereTroubles, diskTroubles, requestTroubles } from '../simulation/troubles.ts';

const root = new URL('../../', import.meta.url);
const page = readFileSync(new URL('docs/reliability.md', root), 'utf8');
const { scripts } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

const code = [...page.matchAll(/`([^`\n]+)`/gu)].map(([, text = '']) => text);

describe('docs/reliability.md', () => {
  test.each([...new Set(code.filter((text) => /^(test|tools|engine|bench)\//u.test(text)))])('%s is there', (path) => {
    expect(existsSync(new URL(path, root))).toBe(true);
  });

  test.each([...new Set(code.flatMap((text) => /^npm run ([\w:]+)/u.exec(text)?.[1] ?? []))])(
    'npm run %s can be run',
    (name) => expect(Object.keys(scripts)).toContain(name),
  );

  test('names the word that settles a mail without an answer as the program prints and takes it', () => {
    const { step, asks } = mailQuestion('…');
    const [{ name, pattern }] = asks as [GateQuestion];
    expect(page).toContain(`attest … --step ${step} --set ${name}=yes`);
    for (const answer of ['yes', 'no']) expect(answer).toMatch(new RegExp(pattern, 'u'));
    expect(page).toContain(`\`${name}=no\``);
  });

  test('says how many kinds of trouble the simulation knows', () => {
    const kinds = requestTroubles.length + diskTroubles.length + anywhereTroubles.length;
    expect(page).toContain(`${kinds} kinds of trouble`);
  });
});
