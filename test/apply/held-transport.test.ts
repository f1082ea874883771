import { describe, expect, it } from 'vitest';
import { heldTransport } from '../../engine/apply/held-transport.ts';
import type { HttpRequest, HttpResponse } from '../../engine/model/deps.ts';
import { LeaseLostError } from '../../engine/model/ledger.ts';
import { createHttpDoor } from '../../providers/kit/http-door.ts';
import { virtualDeps } from '../support/virtual-deps.ts';

const list = { operation: 'list things', method: 'GET', path: '/things', writes: false } as const;
const make = { operation: 'make a thing', method: 'POST', path: '/things', body: { a: 1 }, writes: true } as const;

/** A door behind a transport that is held, to a portal that gives these answers, then 200; and what reached it. */
function heldDoor(...answers: readonly { readonly status: number; readonly then?: () => void }[]) {
  const sent: HttpRequest[] = [];
  const deps = virtualDeps();
  let lost: string | null = null;
  const held = heldTransport({
    send: (request): Promise<HttpResponse> => {
      sent.push(request);
      const { status, then } = answers[sent.length - 1] ?? { status: 200 };
      then?.();
      const headers: Record<string, string> = status === 429 ? { 'retry-after': '40' } : {};
      return Promise.resolve({ status, headers, body: '{}' });
    },
  });
  const limits = { requestsPerSecond: 1_000, requestTimeout: 500 };
  const door = createHttpDoor({
    baseUrl: 'https://portal.example',
    deps: { ...deps, transport: held.transport },
    limits,
    headers: {},
    secrets: [],
  });
  const assertHeld = (): void => {
    if (lost !== null) throw new LeaseLostError(lost);
  };
  const lose = (why: string | null): void => {
    lost = why;
  };
  return { door, sent, deps, lose, hold: () => held.holdBy({ assertHeld }) };
}

describe('a request that writes', () => {
  it('leaves nobody’s door before the ledger is held, and reads may', async () => {
    const { door, sent, hold } = heldDoor();
    await expect(door.request(list)).resolves.toMatchObject({ status: 200 });
    await expect(door.request(make)).rejects.toMatchObject({ code: 'unavailable' });
    expect(sent.map(({ method }) => method)).toEqual(['GET']);
    expect(door.counts()).toEqual({ reads: 1, writes: 0 });
    hold();
    await expect(door.request(make)).resolves.toMatchObject({ status: 200 });
  });

  it('that waited for the end of a limit is held back where the lease was lost meanwhile, and was surely not sent', async () => {
    const lost = 'Another run has taken over the ledger (000003.jsonl stands there).';
    const { door, sent, hold, lose } = heldDoor({ status: 429, then: () => lose(lost) });
    hold();
    const failed = door.request(make);
    await expect(failed).rejects.toMatchObject({ code: 'unavailable' });
    await expect(failed).rejects.toThrow(/held back: Another run has taken over the ledger/);
    expect(sent).toHaveLength(1);
    await expect(door.request(list)).resolves.toMatchObject({ status: 200 });
  });

  it('says why it was held back to whoever looks closer', async () => {
    const held = heldTransport({ send: () => Promise.resolve({ status: 200, headers: {}, body: '' }) });
    const request = { method: 'POST', url: 'https://portal.example/things', writes: true } as HttpRequest;
    const cause = { message: 'The ledger is not held yet.' };
    await expect(held.transport.send(request)).rejects.toMatchObject({ delivered: 'no', cause });
  });

  it('goes on where the heartbeat comes back in time', async () => {
    const { door, sent, deps, hold, lose } = heldDoor({ status: 429, then: () => lose('The last heartbeat is old.') });
    hold();
    const made = door.request(make);
    await deps.sleep(41_000);
    lose(null);
    await expect(made).resolves.toMatchObject({ status: 200 });
    expect(sent).toHaveLength(2);
  });
});
