import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../engine/render/display-width.ts';
import { progressLine } from '../../engine/render/progress-line.ts';

const progress = { portal: 'acme-connect', done: 812, failed: 1, total: 1_209, elapsed: 165_700, limit: 5 };

describe('progressLine', () => {
  it('says how far, how fast, how long still, and what failed', () => {
    expect(progressLine(progress, 120)).toBe(
      'acme-connect  ████████████████░░░░░░░░  812/1,209  4.9/s (limit 5/s)  1 min 21 s left  1 failed',
    );
  });

  it('leaves out what it must on a narrow terminal, never the count nor the failures', () => {
    for (const columns of [80, 60, 40, 20]) {
      const text = progressLine(progress, columns);
      expect(displayWidth(text)).toBeLessThanOrEqual(columns);
      expect(text).toContain('812/1,209');
      expect(text).toContain('1 failed');
    }
  });

  it('says nothing of speed before the first and after the last', () => {
    expect(progressLine({ ...progress, done: 0, elapsed: 0, failed: 0 }, 80)).not.toContain('left');
    expect(progressLine({ ...progress, done: 1_209 }, 80)).not.toContain('left');
    expect(progressLine({ ...progress, done: 0, total: 0 }, 80)).toContain('0/0');
  });
});
