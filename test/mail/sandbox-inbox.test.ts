import { describe, expect, test } from 'vitest';
import { createSandboxMailer } from '../../engine/cli/sandbox-mailer.ts';
import { type Transport, TransportError } from '../../engine/model/deps.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { SandboxError, sandboxClient } from '../../providers/kit/sandbox/client.ts';
import { createSandbox } from '../../providers/kit/sandbox/sandbox.ts';
import { drivenWorld } from '../sandbox/support/driven-world.ts';
import { toyEmulator } from '../sandbox/support/toy-emulator.ts';
import { origin } from '../sandbox/support/visitor.ts';
import { welcome } from './support/mailing.ts';

function sandbox() {
  const world = drivenWorld();
  const { app } = createSandbox({ world, emulators: [toyEmulator('one', world)] });
  const transport: Transport = {
    send: async ({ method, url, body }) => {
      const init = body === undefined ? { method } : { method, body };
      const answer = await app.request(url, init, {});
      return { status: answer.status, headers: {}, body: await answer.text() };
    },
  };
  const client = sandboxClient(origin, transport);
  const page = async (path: string) => await (await app.request(`${origin}${path}`, {}, {})).text();
  return { client, page, mailer: createSandboxMailer(client.deliver) };
}

describe('a mail at the sandbox', () => {
  test('stands in the inbox beside those of the portal, as one of our own', async () => {
    const { client, page, mailer } = sandbox();
    await mailer.send(welcome, 'one');
    const [mail] = await client.inbox({ to: welcome.to });
    expect(mail).toMatchObject({ portal: 'one', subject: 'Your access', own: { from: 'it@acme.example' } });
    const shown = await page(`/_sandbox/mails/${mail?.id ?? ''}`);
    expect(shown).toContain('it@acme.example: Rollcall&#39;s own mail for one');
    expect(await page('/_sandbox/mails')).toContain('Rollcall, for one');
  });

  test('needs no sender', async () => {
    const { client, mailer } = sandbox();
    const { from: _, ...nameless } = welcome;
    await mailer.send(nameless, 'one');
    expect(await client.inbox()).toMatchObject([{ own: { from: 'rollcall' } }]);
  });

  test('runs nothing that stands in it', async () => {
    const { client, page, mailer } = sandbox();
    await mailer.send({ ...welcome, subject: '<script>1</script>', text: '<img src=x>' }, 'one');
    const [mail] = await client.inbox();
    const shown = await page(`/_sandbox/mails/${mail?.id ?? ''}`);
    expect(shown).not.toMatch(/<script>|<img/);
  });

  test('for a portal that it does not emulate is refused', async () => {
    await expect(sandbox().mailer.send(welcome, 'other')).rejects.toMatchObject({ code: 'invalid' });
  });

  test.each([
    [new TransportError('refused', { delivered: 'no' }), 'unavailable'],
    [new TransportError('cut', { delivered: 'maybe' }), 'ambiguous'],
    [new SandboxError('no'), 'invalid'],
  ])('%s is %s', async (error, code) => {
    const failure = await createSandboxMailer(() => Promise.reject(error))
      .send(welcome, 'one')
      .catch((one: unknown) => one);
    expect(failure).toBeInstanceOf(ProviderError);
    expect(failure).toMatchObject({ code });
  });
});

test('a mail that may not leave any more does not come into the inbox', async () => {
  const delivered: unknown[] = [];
  const mailer = createSandboxMailer(async (mail) => void delivered.push(mail));
  const lost = (): void => {
    throw new Error('The last heartbeat is old.');
  };
  await expect(mailer.send(welcome, 'lab', lost)).rejects.toMatchObject({ code: 'unavailable' });
  expect(delivered).toEqual([]);
});
