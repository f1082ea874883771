import { describe, expect, it } from 'vitest';
import { describeFault, faultPresets, parseFaultRule } from '../../providers/kit/sandbox/fault-rule.ts';
import { createSandbox } from '../../providers/kit/sandbox/sandbox.ts';
import { drivenWorld } from './support/driven-world.ts';
import { toyEmulator } from './support/toy-emulator.ts';
import { origin } from './support/visitor.ts';

function plane() {
  const world = drivenWorld();
  const { app } = createSandbox({ world, emulators: [toyEmulator('one', world)] });
  return async (method: string, path: string, body?: string) => {
    const init = body === undefined ? { method } : { method, body };
    const response = await app.request(`${origin}/_sandbox${path}`, init, {});
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
}

describe('the control plane', () => {
  it('answers in JSON also what it does not know', async () => {
    const call = plane();
    expect(await call('GET', '/nothing')).toMatchObject({
      status: 404,
      body: { error: 'there is no GET /_sandbox/nothing' },
    });
    expect(await call('PUT', '/clock')).toMatchObject({ status: 404 });
    expect(await call('GET', '/portals/none/journal')).toMatchObject({ status: 404 });
  });

  it('refuses bodies that say nothing', async () => {
    const call = plane();
    for (const body of ['', '{', '[]', '{"advance":"1"}', '{"advance":null}']) {
      expect(await call('POST', '/clock', body), body).toMatchObject({ status: 400 });
    }
    expect(await call('POST', '/portals/one/faults', '{')).toMatchObject({ status: 400 });
  });

  it('lets nobody break the clock: ten years ahead in all, and not a moment more', async () => {
    const call = plane();
    const advance = (milliseconds: number) => call('POST', '/clock', JSON.stringify({ advance: milliseconds }));
    for (const far of [1e18, Number.MAX_VALUE, 3_652 * 86_400_000 + 1]) {
      const { status, body } = await advance(far);
      expect(status).toBe(400);
      expect(body['error']).toMatch(/at most ten years ahead in all; advance may be 315532800000 milliseconds/);
    }
    expect(await advance(3_652 * 86_400_000)).toMatchObject({ status: 200, body: { ahead: 315_532_800_000 } });
    expect(await advance(1)).toMatchObject({ status: 400, body: { error: expect.stringContaining('may be 0 ') } });
    expect(await call('GET', '/clock')).toMatchObject({ status: 200, body: { ahead: 315_532_800_000 } });
    expect(await call('GET', '/portals')).toMatchObject({ status: 200 });
  });

  it('takes a senseless limit for the usual one', async () => {
    const call = plane();
    for (const limit of ['x', '-1', '0', '1.5'])
      expect(await call('GET', `/inbox?limit=${limit}`)).toMatchObject({ status: 200 });
  });

  it('clears one fault by its id', async () => {
    const call = plane();
    const rule = JSON.stringify({ fault: { effect: 'busy' } });
    const { body } = await call('POST', '/portals/one/faults', rule);
    await call('POST', '/portals/one/faults', rule);
    await call('DELETE', `/portals/one/faults/${String(body['id'])}`);
    expect((await call('GET', '/portals/one/faults')).body['faults']).toHaveLength(1);
  });

  it('shows the events between the portals', async () => {
    expect((await plane()('GET', '/events')).body).toEqual({ events: [] });
  });
});

describe('a fault rule', () => {
  const operations = ['thing.read'];
  const good: readonly unknown[] = [
    { fault: { effect: 'busy' } },
    { operation: 'thing.read', nth: 3, page: 2, times: 4, fault: { effect: 'answer', status: 404 } },
    { times: 'always', fault: { effect: 'answer', status: 200, body: '{}', acting: 'after' } },
    { fault: { effect: 'rate-limit', retryAfter: 1 } },
    { fault: { effect: 'cut', acting: 'before' } },
    { fault: { effect: 'slow', milliseconds: 10 } },
    { fault: { effect: 'invisible', milliseconds: 10 } },
  ];
  for (const rule of good) {
    it(`is ${JSON.stringify(rule)}`, () => expect(parseFaultRule(rule, operations)).toEqual(rule));
  }

  const bad: readonly [unknown, RegExp][] = [
    [null, /a fault is an object/u],
    [{}, /fault must be an object/u],
    [{ fault: {} }, /effect must be/u],
    [{ fault: { effect: 'fire' } }, /effect must be/u],
    [{ operation: 'other', fault: { effect: 'busy' } }, /operation must be one of: thing.read/u],
    [{ nth: 0, fault: { effect: 'busy' } }, /nth must be/u],
    [{ page: 'x', fault: { effect: 'busy' } }, /page must be/u],
    [{ times: 'often', fault: { effect: 'busy' } }, /times must be/u],
    [{ fault: { effect: 'answer', status: 99 } }, /status must be/u],
    [{ fault: { effect: 'answer', status: 200, body: {} } }, /body must be text/u],
    [{ fault: { effect: 'answer', status: 200, acting: 'now' } }, /acting must be/u],
    [{ fault: { effect: 'rate-limit' } }, /retryAfter/u],
    [{ fault: { effect: 'cut' } }, /acting must be/u],
    [{ fault: { effect: 'slow', milliseconds: -1 } }, /milliseconds/u],
  ];
  for (const [rule, text] of bad) {
    it(`is not ${JSON.stringify(rule)}`, () => expect(parseFaultRule(rule, operations)).toMatch(text));
  }

  it('of each preset can be read, and is told to people in one line', () => {
    for (const { rule, name } of faultPresets) {
      expect(parseFaultRule(rule, operations), name).toEqual(rule);
      expect(describeFault(rule), name).toMatch(/^any request(, page 2)?: \S/u);
    }
    expect(describeFault({ operation: 'thing.read', nth: 3, times: 'always', fault: { effect: 'busy' } })).toBe(
      'thing.read: says “too fast” in its own way, until it is switched off, from the 3. request on',
    );
  });
});
