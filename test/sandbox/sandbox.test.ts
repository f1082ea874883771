import { describe, expect, it } from 'vitest';
import { createSandbox } from '../../providers/kit/sandbox/sandbox.ts';
import { drivenWorld } from './support/driven-world.ts';
import { toyEmulator } from './support/toy-emulator.ts';
import { origin, visitor } from './support/visitor.ts';

function toys() {
  const world = drivenWorld();
  const one = toyEmulator('one', world);
  const two = toyEmulator('two', world);
  const sandbox = createSandbox({ world, emulators: [one, two] });
  return { world, one, two, sandbox, person: visitor(sandbox.app) };
}

describe('a sandbox', () => {
  it('mounts each portal under its name', async () => {
    const { person } = toys();
    expect((await person.get('/one/thing')).html).toBe('{"portal":"one"}');
    expect((await person.get('/two/thing')).html).toBe('{"portal":"two"}');
    expect(await person.get('/three/thing')).toMatchObject({ status: 404 });
  });

  it('refuses two portals of one name, and names that are no path', () => {
    const world = drivenWorld();
    const made =
      (...names: string[]) =>
      () =>
        createSandbox({ world, emulators: names.map((name) => toyEmulator(name, world)) });
    expect(made('one', 'one')).toThrow('two portals of this sandbox are called one');
    for (const name of ['_sandbox', 'a/b', '', '..', 'a b']) expect(made(name), name).toThrow('cannot be the name');
  });

  it('says so, without a stack, when an emulator has a bug', async () => {
    const visit = await toys().person.get('/one/bug');
    expect(visit).toMatchObject({ status: 500, html: 'The sandbox has a defect: a bug of the toy. Please report it.' });
  });

  it('allows its pages nothing that they do not need', async () => {
    const { sandbox } = toys();
    const page = await sandbox.app.request(`${origin}/`, {}, {});
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    const answer = await sandbox.app.request(`${origin}/one/thing`, {}, {});
    expect(answer.headers.get('content-security-policy')).toBeNull();
  });
});

describe('who may call it', () => {
  const callAs = async (headers: Record<string, string>, url = `${origin}/one/thing`) =>
    (await toys().sandbox.app.request(url, { headers }, {})).status;

  it('is whoever uses a loopback name', async () => {
    for (const host of ['127.0.0.1:4747', '127.0.0.1', 'localhost:1', 'LOCALHOST', '[::1]:4747', '[::1]']) {
      expect(await callAs({ host }), host).toBe(200);
    }
    expect(await callAs({})).toBe(200);
  });

  it('is nobody who came by another name', async () => {
    for (const host of ['evil.example', 'evil.example:4747', '127.0.0.1.evil.example', 'localhost.evil.example', '']) {
      expect(await callAs({ host }), host).toBe(403);
    }
    expect(await callAs({}, 'http://evil.example/one/thing')).toBe(403);
  });

  it('is no page of another site, whatever its name for this machine', async () => {
    for (const foreign of ['https://evil.example', 'null', 'http://127.0.0.1.evil.example']) {
      expect(await callAs({ host: 'localhost', origin: foreign }), foreign).toBe(403);
    }
    expect(await callAs({ host: 'localhost', origin: 'http://localhost:4747' })).toBe(200);
    expect(await callAs({ host: 'localhost', origin: 'http://[::1]:4747' })).toBe(200);
  });
});

describe('the start page', () => {
  it('shows portals, people, inbox, clock and faults, under the banner', async () => {
    const { world, person } = toys();
    world.inbox.deliver({
      at: world.instant(),
      portal: 'one',
      to: 'tom@acme.example',
      subject: 'Hello',
      text: 'x',
      links: [],
    });
    const { text, html } = await person.get('/');
    expect(text).toContain('Rollcall sandbox: an emulation, nothing here is real');
    expect(text).toContain('one (Toy)');
    expect(text).toContain('two (Toy)');
    expect(text).toContain('tom active nothing');
    expect(text).toContain('tom@acme.example Hello');
    expect(text).toContain('2026-11-21 09:00:00 UTC');
    expect(text).toContain('Faults are off.');
    expect(html).toContain('href="/one/thing"');
    expect(html).not.toMatch(/<script|onclick|javascript:/iu);
  });

  it('moves the clock forward, as far as its buttons say', async () => {
    const { person, world } = toys();
    for (const advance of ['3600000', '86400000', '604800000']) await person.send('/_sandbox/forms/clock', { advance });
    expect(world.ahead()).toBe(3_600_000 + 86_400_000 + 604_800_000);
    expect((await person.send('/_sandbox/forms/clock', { advance: '-5' })).text).toContain('193 hours ahead');
    expect(world.ahead()).toBe(694_800_000);
    expect((await person.send('/_sandbox/forms/clock', { advance: '1e18' })).text).toContain('87648 hours ahead');
  });

  it('switches faults on and off, for one portal', async () => {
    const { person, one, two } = toys();
    const on = { portal: 'one', preset: 'error', operation: 'thing.read', act: 'on' };
    expect((await person.send('/_sandbox/forms/faults', on)).text).toContain('thing.read: answers 500, 1×');
    expect(two.faults.active()).toEqual([]);
    await person.send('/_sandbox/forms/faults', { portal: 'one', preset: 'lost', operation: '', act: 'on' });
    expect(one.faults.active()).toHaveLength(2);
    await person.send('/_sandbox/forms/faults', { portal: 'one', act: 'off' });
    expect(one.faults.active()).toEqual([]);
  });

  it('does nothing for forms that it did not make', async () => {
    const { person, one } = toys();
    await person.send('/_sandbox/forms/faults', { portal: 'none', preset: 'error', act: 'on' });
    await person.send('/_sandbox/forms/faults', { portal: 'one', preset: 'none', act: 'on' });
    expect(one.faults.active()).toEqual([]);
  });
});

describe('the inbox', () => {
  it('lists mails, all or one person’s, newest first, and shows each as text with its links', async () => {
    const { world, person } = toys();
    const links = [{ label: 'GO ON', url: world.urlOf('one', '/thing') }];
    const deliver = (to: string, subject: string, text: string) =>
      world.inbox.deliver({ at: world.instant(), portal: 'one', to, subject, text, links });
    deliver('ada@acme.example', 'First', 'a');
    deliver('ben@acme.example', 'Second', 'b');
    const mail = deliver('ada@acme.example', 'Third', 'Dear Ada\n\n<b>not bold</b>');
    const all = await person.get('/_sandbox/mails');
    expect(all.text).toMatch(/Third.*Second.*First/u);
    const hers = await person.get('/_sandbox/mails?to=ADA@acme.example');
    expect(hers.text).toContain('Third');
    expect(hers.text).not.toContain('Second');
    const shown = await person.get(`/_sandbox/mails/${mail.id}`);
    expect(shown.text).toContain('Dear Ada <b>not bold</b> GO ON');
    expect(shown.html).not.toContain('<b>not');
    expect(shown.html).toContain(`href="${origin}/one/thing"`);
    expect(await person.get('/_sandbox/mails/none')).toMatchObject({ status: 404 });
    expect((await person.get('/_sandbox/mails?to=nobody')).text).toContain('No mail has been sent.');
  });
});
