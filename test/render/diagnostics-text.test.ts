import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../engine/model/diagnostic.ts';
import { renderDiagnostics } from '../../engine/render/diagnostics-text.ts';
import { displayWidth } from '../../engine/render/display-width.ts';
import { forbidden, hostile } from '../support/hostile-text.ts';

const source = '  roles: [contact-centre-admin]';

function diagnostic(more: Partial<Diagnostic> = {}): Diagnostic {
  return {
    code: 'unknown-role',
    severity: 'error',
    summary: 'no Role or portal role of this name',
    at: { file: 'people/ben.yaml', line: 7, column: 11, length: 20 },
    hint: 'did you mean contact-center-admin (roles/admins.yaml:3)?',
    ...more,
  };
}

function shown(one: Diagnostic, text: string | undefined = source, columns = 120): string {
  return renderDiagnostics([one], { columns, colour: false, sourceLine: () => text });
}

describe('renderDiagnostics', () => {
  it('draws the place with a caret and says what was meant', () => {
    expect(shown(diagnostic())).toBe(
      [
        'error[unknown-role]: no Role or portal role of this name',
        '  people/ben.yaml:7:11',
        '    7 |   roles: [contact-centre-admin]',
        '      |           ^^^^^^^^^^^^^^^^^^^^ did you mean contact-center-admin (roles/admins.yaml:3)?',
        '',
        '1 error.',
        '',
      ].join('\n'),
    );
  });

  it('puts the hint below the caret where there is no room behind it', () => {
    const lines = shown(diagnostic(), source, 80).split('\n');
    expect(lines[3]).toBe('      |           ^^^^^^^^^^^^^^^^^^^^');
    expect(lines[4]?.trim()).toBe('did you mean contact-center-admin (roles/admins.yaml:3)?');
  });

  it('adds the detail, other places and the cure', () => {
    const text = shown(
      diagnostic({
        detail: 'The name "x" is not there.',
        cure: 'Write a role that exists.',
        related: [{ text: 'first claim', origin: { file: 'a.yaml', document: 0, path: [], line: 3 } }],
      }),
    );
    expect(text).toContain('  The name "x" is not there.\n  a.yaml:3: first claim\n  → Write a role that exists.\n');
  });

  it('does without a place, and without the text of the line', () => {
    const { at: _at, ...placeless } = diagnostic();
    expect(shown(placeless)).toContain('  did you mean');
    expect(shown(diagnostic(), undefined)).toContain('people/ben.yaml:7:11');
  });

  it('puts the caret under wide letters, tabs and what had to be spelled out', () => {
    const text = '\tname: 李小龍 \u202eadmin';
    const at = { file: 'a.yaml', line: 1, column: text.indexOf('admin') + 1, length: 5 };
    const { hint: _hint, ...bare } = diagnostic({ at });
    const [, , drawn = '', caret = ''] = shown(bare, text).split('\n');
    expect(displayWidth(drawn.slice(0, drawn.indexOf('admin')))).toBe(displayWidth(caret.slice(0, caret.indexOf('^'))));
    expect(caret).toContain('^^^^^');
  });

  it('shows of an endless line the part around the caret', () => {
    const text = `key: ${'x'.repeat(5_000)}HERE${'y'.repeat(5_000)}`;
    const at = { file: 'a.yaml', line: 1, column: text.indexOf('HERE') + 1, length: 4 };
    const output = shown(diagnostic({ at }), text, 80);
    expect(output).toContain('xHEREy');
    for (const one of output.split('\n')) expect(displayWidth(one)).toBeLessThanOrEqual(80);
  });

  it('survives a place beyond the end of the line', () => {
    const at = { file: 'a.yaml', line: 1, column: 400, length: 50 };
    expect(shown(diagnostic({ at }), 'short', 60)).toContain('^');
  });

  it('counts errors and warnings', () => {
    const all = [diagnostic(), diagnostic({ severity: 'warning' }), diagnostic({ severity: 'warning' })];
    const text = renderDiagnostics(all, { columns: 80, colour: false, sourceLine: () => undefined });
    expect(text).toContain('1 error, 2 warnings.');
    expect(renderDiagnostics([], { columns: 80, colour: false, sourceLine: () => undefined })).toBe('');
  });

  it('neutralises hostile text everywhere', () => {
    const bad = diagnostic({ detail: hostile, cure: hostile, hint: hostile, related: [{ text: hostile }] });
    const placed = { ...bad, at: { file: hostile, line: 1, column: 3, length: 4 } };
    expect(shown(placed, hostile)).not.toMatch(forbidden);
  });
});
