import { describe, expect, it } from 'vitest';
import type { FieldChange } from '../../engine/model/change.ts';
import { fieldChangeLines, fieldChangeText, lostText } from '../../engine/render/field-change-lines.ts';
import { printLines } from '../../engine/render/line.ts';
import { paintWith } from '../../engine/render/style.ts';

function shown(change: FieldChange): string {
  return printLines(fieldChangeLines(change), paintWith(false));
}

describe('fieldChangeLines', () => {
  it('shows one value in one line', () => {
    expect(shown({ field: 'role', before: 'Limited access', after: 'Read-only access' })).toBe(
      'role: Limited access → Read-only access\n',
    );
  });

  it('names what is not there and what is empty', () => {
    expect(shown({ field: 'note', before: null, after: '' })).toBe('note: (none) → (empty)\n');
    expect(shown({ field: 'on', before: true, after: { a: 1 } })).toBe('on: true → {"a":1}\n');
  });

  it('shows of a set what comes, what goes and how many stay, whatever the order', () => {
    expect(shown({ field: 'groups', before: ['b', 'a', 'c'], after: ['c', 'd', 'a'] })).toBe(
      'groups: 3 → 3, 2 stay\n+ d\n- b\n',
    );
    expect(shown({ field: 'groups', before: ['a', 'b'], after: ['b', 'a'] })).toBe(
      'groups: another order of the same 2\n',
    );
  });

  it('shows of a text of several lines only the lines that differ', () => {
    expect(shown({ field: 'text', before: 'one\ntwo\nthree\n', after: 'one\n2\nthree\n' })).toBe(
      'text:\n  (1 unchanged)\n- two\n+ 2\n  (1 unchanged)\n',
    );
  });

  it('counts what is too much to show', () => {
    const after = Array.from({ length: 100 }, (_, index) => `person-${String(index).padStart(3, '0')}`);
    expect(shown({ field: 'members', before: [], after })).toContain('+ … and 60 more');
    expect(fieldChangeText({ field: 'blob', before: null, after: 'x'.repeat(5_000) })).toContain(
      '4,600 more characters',
    );
  });
});

describe('lostText', () => {
  it('names of a set only who goes, the first ten of them', () => {
    const before = Array.from({ length: 14 }, (_, index) => `person-${String(index).padStart(2, '0')}`);
    expect(lostText({ field: 'members', before, after: ['person-00', 'new'] })).toBe(
      `13 of 14 members: ${before.slice(1, 11).join(', ')}, … and 3 more`,
    );
  });

  it('says in one line who comes and who goes, with whole names and how many more', () => {
    const short = { field: 'members', before: ['ada', 'ben'], after: ['ben', 'cy'] };
    expect(fieldChangeText(short)).toBe('members: 2 → 2, + cy, - ada');
    const many = Array.from({ length: 30 }, (_, index) => `somebody.with.a.long.name.${index + 10}@acme.example`);
    const text = fieldChangeText({ field: 'members', before: many, after: [] });
    expect(text).toMatch(/^members: 30 → 0, - (somebody\.with\.a\.long\.name\.\d\d@acme\.example, ){5}… and 25 more$/);
    expect(lostText({ field: 'members', before: many, after: [] }).length).toBeLessThan(280);
  });

  it('shows one value with what comes in its place', () => {
    expect(lostText({ field: 'role', before: 'Owner', after: 'Reader' })).toBe('role: Owner → Reader');
  });
});
