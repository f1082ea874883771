import { describe, expect, it } from 'vitest';
import { withLedgerId } from '../../engine/cli/commands/init-ledger-id.ts';

const id = '0b8d6f0e-6f5e-4d5c-9f0e-2f1c8a7b3d11';

describe('withLedgerId', () => {
  it('appends where there is no ledger yet', () => {
    expect(withLedgerId('# top\nkind: Workspace # here\n\n', id)).toBe(
      `# top\nkind: Workspace # here\nledger:\n  id: ${id}\n`,
    );
    expect(withLedgerId('kind: Workspace', id)).toBe(`kind: Workspace\nledger:\n  id: ${id}\n`);
  });

  it('adds to a ledger that has a path, comments kept', () => {
    const text = 'kind: Workspace\nledger:\n  path: history # beside the manifests\ntimezone: UTC\n';
    expect(withLedgerId(text, id)).toBe(
      `kind: Workspace\nledger:\n  path: history # beside the manifests\n  id: ${id}\ntimezone: UTC\n`,
    );
  });

  it('replaces an id, with a note behind it', () => {
    expect(withLedgerId('ledger: { id: old-ledger-id }\nkind: Workspace\n', id, 'because')).toBe(
      `ledger: { id: ${id} }\nkind: Workspace\n# because\n`,
    );
    expect(withLedgerId('ledger:\n  id: old-ledger-id\n', id, 'because\nof this')).toBe(
      `ledger:\n  id: ${id}\n# because of this\n`,
    );
  });

  it('copes with one mapping in braces', () => {
    const text = withLedgerId('{ kind: Workspace, workspace: acme }\n', id) ?? '';
    expect(text).toMatch(new RegExp(`ledger: \\{? ?\\s*id: ${id}`));
  });

  it('gives up on what is no mapping', () => {
    expect(withLedgerId('- a\n', id)).toBeUndefined();
    expect(withLedgerId('', id)).toBeUndefined();
    expect(withLedgerId('a: [', id)).toBeUndefined();
  });
});
