import { describe, expect, it } from 'vitest';
import { createSandboxWorld } from '../../providers/kit/sandbox/sandbox-world.ts';
import { drivenWorld } from './support/driven-world.ts';

describe('the clock of a sandbox', () => {
  it('is the given clock plus what was advanced', () => {
    let given = 1_000;
    const world = createSandboxWorld({ now: () => given, sleep: async () => {}, newId: () => 'x', random: () => 0 });
    world.advance(500);
    expect(world.now()).toBe(1_500);
    given = 2_000;
    expect([world.now(), world.ahead(), world.instant()]).toEqual([2_500, 500, '1970-01-01T00:00:02.500Z']);
  });

  it('goes forward only', () => {
    const world = drivenWorld();
    for (const step of [-1, Number.NaN, Number.POSITIVE_INFINITY, 1e18]) {
      expect(() => world.advance(step)).toThrow(RangeError);
    }
    expect(world.ahead()).toBe(0);
    world.advance(0);
  });

  it('tells everybody who listens, when it is advanced and when it is settled', () => {
    const world = drivenWorld();
    const heard: string[] = [];
    world.whenTimePasses((now) => void heard.push(`a${now - Date.UTC(2026, 10, 21, 9)}`));
    world.whenTimePasses(() => void heard.push('b'));
    world.advance(10);
    world.settle();
    expect(heard).toEqual(['a10', 'b', 'a10', 'b']);
  });
});

describe('the inbox', () => {
  const mail = {
    at: '2026-11-21T09:00:00.000Z',
    portal: 'acme',
    to: 'Ada@acme.example',
    subject: 'S',
    text: 'T',
    links: [],
  };

  it('finds by receiver in any case, by portal and by id, newest first', () => {
    const { inbox } = drivenWorld();
    const first = inbox.deliver(mail);
    const second = inbox.deliver({ ...mail, portal: 'other' });
    expect(inbox.list({ to: 'ADA@ACME.EXAMPLE' }, 9)).toEqual([second, first]);
    expect(inbox.list({ to: 'ada@acme.example', portal: 'acme' }, 9)).toEqual([first]);
    expect(inbox.list({}, 1)).toEqual([second]);
    expect(inbox.list({ to: 'nobody' }, 9)).toEqual([]);
    expect(inbox.find(first.id)).toEqual(first);
    expect(inbox.find('none')).toBeUndefined();
    expect(inbox.count()).toBe(2);
  });

  it('keeps links right when the sandbox moves', () => {
    const world = drivenWorld();
    const url = world.urlOf('acme', '/join/1');
    const { id } = world.inbox.deliver({ ...mail, text: `Go to ${url}`, links: [{ label: 'GO', url }] });
    world.setOrigin('http://127.0.0.1:5000');
    const moved = {
      text: 'Go to http://127.0.0.1:5000/acme/join/1',
      links: [{ label: 'GO', url: 'http://127.0.0.1:5000/acme/join/1' }],
    };
    expect(world.inbox.find(id)).toMatchObject(moved);
    expect(world.inbox.list({ to: 'ada@acme.example' }, 9)).toMatchObject([moved]);
    expect(world.inbox.count()).toBe(1);
    expect(world.urlOf('acme', '/x')).toBe('http://127.0.0.1:5000/acme/x');
  });
});

describe('the event bus', () => {
  const event = { type: 'role-sync', from: 'acme', at: '2026-11-21T09:00:00.000Z', data: { email: 'a' } };

  it('reaches who subscribed to the type, and nobody else', () => {
    const { events } = drivenWorld();
    const heard: string[] = [];
    events.subscribe('role-sync', ({ from }) => void heard.push(`one ${from}`));
    events.subscribe('role-sync', ({ from }) => void heard.push(`two ${from}`));
    events.subscribe('other', () => void heard.push('never'));
    events.publish(event);
    expect(heard).toEqual(['one acme', 'two acme']);
  });

  it('remembers the last thousand', () => {
    const { events } = drivenWorld();
    for (let number = 0; number < 2_500; number += 1) events.publish({ ...event, data: { number } });
    expect(events.history()).toHaveLength(1_000);
    expect(events.history().at(-1)?.data).toEqual({ number: 2_499 });
  });
});
