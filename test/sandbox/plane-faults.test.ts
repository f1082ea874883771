import { describe, expect, it } from 'vitest';
import { createFaults, planeOf } from '../../providers/kit/emulator-faults.ts';
import { describeFault, parseFaultRule } from '../../providers/kit/sandbox/fault-rule.ts';

const down = { plane: 'panel', times: 'always', fault: { effect: 'answer', status: 503 } } as const;
const operations = ['purchase: place an order', 'panel: list users', 'unknown'];

describe('a fault of one plane', () => {
  it('strikes every operation of that plane, and nothing of another', () => {
    const faults = createFaults();
    faults.inject(down);
    expect(faults.take('panel: list users', null)).toEqual(down.fault);
    expect(faults.take('panel: invite a user', null)).toEqual(down.fault);
    expect(faults.take('purchase: place an order', null)).toBeNull();
    expect(faults.take('unknown', null)).toBeNull();
  });

  it('counts only the requests of its plane', () => {
    const faults = createFaults();
    faults.inject({ plane: 'panel', nth: 2, fault: { effect: 'busy' } });
    const asked = ['panel: a', 'purchase: a', 'panel: a'];
    expect(asked.map((name) => faults.take(name, null)?.effect)).toEqual([undefined, undefined, 'busy']);
  });

  it('hides new objects from the reads of its plane alone', () => {
    const faults = createFaults();
    faults.inject({ plane: 'panel', fault: { effect: 'invisible', milliseconds: 60 } });
    expect([faults.invisibleFor('panel'), faults.invisibleFor('purchase'), faults.invisibleFor()]).toEqual([60, 0, 0]);
    faults.inject({ fault: { effect: 'invisible', milliseconds: 10 } });
    expect([faults.invisibleFor('panel'), faults.invisibleFor('purchase'), faults.invisibleFor()]).toEqual([
      60, 10, 10,
    ]);
  });

  it('is read from the control plane, which knows the planes by the names of the operations', () => {
    expect(operations.map(planeOf)).toEqual(['purchase', 'panel', null]);
    expect(parseFaultRule(down, operations)).toEqual(down);
    expect(parseFaultRule({ ...down, plane: 'moon' }, operations)).toBe('plane must be one of: purchase, panel');
    expect(parseFaultRule({ ...down, plane: 3 }, operations)).toBe('plane must be one of: purchase, panel');
    expect(parseFaultRule(down, ['thing.read'])).toBe('plane must be left out: this portal has no planes');
  });

  it('is told in one line', () => {
    expect(describeFault(down)).toBe('any request of the plane panel: answers 503, until it is switched off');
    expect(describeFault({ ...down, operation: 'panel: list users' })).toMatch(/^panel: list users: answers 503/u);
  });
});
