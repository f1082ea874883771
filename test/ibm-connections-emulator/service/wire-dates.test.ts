import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDue } from '../../../providers/ibm-connections/emulator/service/due.ts';
import { epochOfWireDate, wireDate } from '../../../providers/ibm-connections/emulator/service/wire-dates.ts';

describe('a date of the wire', () => {
  it('has the month first', () => {
    expect(wireDate(Date.UTC(2017, 0, 31, 10))).toBe('01/31/2017 10:00:00');
    expect(epochOfWireDate('01/31/2017 10:00:00')).toBe(Date.UTC(2017, 0, 31, 10));
  });

  it('comes back as it went, to the second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 250_000_000_000 }), (seconds) => {
        return seconds > 253_402_300_799 || epochOfWireDate(wireDate(seconds * 1_000)) === seconds * 1_000;
      }),
    );
  });

  const wrong = ['', '2017-01-31', '31/01/2017 10:00:00', '02/30/2017 10:00:00', '01/31/2017', '1/31/2017 10:00:00'];
  for (const text of wrong) {
    it(`is not “${text}”`, () => expect(epochOfWireDate(text)).toBeNull());
  }
});

describe('what falls due', () => {
  it('happens in order of time, and among equals in order of coming', () => {
    const due = createDue();
    const seen: string[] = [];
    for (const [name, at] of [
      ['late', 30],
      ['first', 10],
      ['second', 10],
      ['never', 99],
    ] as const) {
      due.add({ at, act: () => seen.push(name) });
    }
    due.passTime(9);
    expect(seen).toEqual([]);
    due.passTime(30);
    expect(seen).toEqual(['first', 'second', 'late']);
    due.passTime(30);
    expect(seen).toHaveLength(3);
  });

  it('knows when it was due while it happens, and only then', () => {
    const due = createDue();
    const seen: unknown[] = [];
    for (const at of [10, 20]) due.add({ at, act: () => seen.push(due.actingAt()) });
    seen.push(due.actingAt());
    due.passTime(99);
    seen.push(due.actingAt());
    expect(seen).toEqual([null, 10, 20, null]);
  });

  it('may bring about more that is due at once, at the time at which it was due', () => {
    const due = createDue();
    const seen: number[] = [];
    due.add({ at: 10, act: (at) => due.add({ at: at + 5, act: (then) => seen.push(then) }) });
    due.add({ at: 20, act: (at) => seen.push(at) });
    due.passTime(20);
    expect(seen).toEqual([15, 20]);
  });
});
