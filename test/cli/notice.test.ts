import { describe, expect, it } from 'vitest';
import { notice } from '../../engine/cli/notice.ts';

describe('notice', () => {
  it('is never wider than the terminal, and goes beside the result', () => {
    let said = '';
    const screen = { columns: 40, err: (text: string) => void (said += text) };
    notice(screen, 'The ledger is held by ci:github-actions:acme/access#812; taken over in 58 s unless it is at work.');
    const lines = said.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(40);
    expect(said.replaceAll(/\s+/g, ' ')).toContain('taken over in 58 s unless it is at work.');
  });

  it('shows no control characters of others', () => {
    let said = '';
    notice({ columns: 80, err: (text) => void (said += text) }, 'held by \u001b[31mada');
    expect(said).not.toContain('\u001b');
  });
});
