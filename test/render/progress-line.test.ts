import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../engine/render/display-width.ts';
import { progressLine } from '../../engine/render/progress-line.ts';

const progress = { portal: 'acme-connect', done: 812, failed: 1, total: 1_209, elapsed: 164_700, limit: 5 };

describe('progressLine', () => {
  it('says how far, how fast, how long still, and what failed', () => {
    expect(progressLine(progress, 120)).toBe(
      'acme-connect  ████████████████░░░░░░░░  812/1,209  4.9/s (limit 5/s)  1 min 21 s left  1 failed',
    );
  });

  it('never claims more than the limit, however many start at once, and nothing before the first second', () => {
    const early = { ...progress, failed: 0, done: 1, total: 2, elapsed: 79 };
    expect(progressLine(early, 120)).not.toContain('/s');
    // The door lets five start in any second: five at once, five more each second after.
    for (const elapsed of [1_020, 1_300, 2_040, 4_080]) {
      const done = 5 * (1 + Math.floor(elapsed / 1_020));
      const [, rate = ''] = /([\d.]+)\/s/.exec(progressLine({ ...early, done, total: 90, elapsed }, 120)) ?? [];
      expect(Number(rate)).toBeGreaterThan(3);
      expect(Number(rate)).toBeLessThanOrEqual(5);
    }
    const adopted = progressLine({ ...early, done: 800, total: 1_000, elapsed: 2_000 }, 120);
    expect(adopted).not.toContain('limit');
    expect(adopted).toContain('left');
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
