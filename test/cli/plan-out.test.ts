import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demandFreePlace } from '../../engine/cli/demand-free-place.ts';
import { begunExample, emptyFolder, rollcall } from '../support/cli.ts';

const ledger = { store: 'file', path: '.rollcall/ledger' } as const;

describe('plan --out', () => {
  it.each(['rollcall.yaml', 'people/ada.yaml', 'new.YML', '.rollcall/ledger/000001.jsonl'])(
    'does not write to %s',
    async (file) => {
      const folder = await begunExample();
      const text = () => (existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : undefined);
      const before = text();
      const env = { ACME_CONNECT_TOKEN: 'x' };
      const { code, stdout, stderr } = await rollcall(['plan', '--out', file], { folder, env });
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toContain(`--out ${file} `);
      expect(stderr).toContain('Name another file');
      expect(text()).toBe(before);
    },
  );

  it('follows links, and lets every other place be', () => {
    const folder = emptyFolder();
    mkdirSync(join(folder, '.rollcall/ledger'), { recursive: true });
    writeFileSync(join(folder, 'rollcall.yaml'), '');
    symlinkSync('rollcall.yaml', join(folder, 'innocent.json'));
    symlinkSync('.rollcall/ledger', join(folder, 'history'));
    const at = (file: string) => () => demandFreePlace(file, { folder, ledger });
    expect(at('innocent.json')).toThrow('the place of a manifest');
    expect(at('history/plan.json')).toThrow('ledger’s folder');
    expect(at('plan.json')).not.toThrow();
    expect(at('plans/new/plan.json')).not.toThrow();
    expect(at(join(emptyFolder(), 'plan.yaml'))).not.toThrow();
  });
});
