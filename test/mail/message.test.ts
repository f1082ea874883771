import { describe, expect, test } from 'vitest';
import type { Mail } from '../../engine/model/change.ts';
import { failureOf, mailerTo, welcome } from './support/mailing.ts';
import { type Arrived, mailServer } from './support/mail-server.ts';

async function arriving(mail: Partial<Mail>): Promise<Arrived> {
  const server = await mailServer();
  await mailerTo(server).send({ ...welcome, ...mail }, 'lab');
  const [arrived] = server.arrived;
  if (arrived === undefined) throw new Error('nothing came');
  return arrived;
}

function headers(mail: Arrived): string[] {
  return mail.headers.map(({ key }) => key);
}

const usual = [
  'auto-submitted',
  'content-language',
  'content-transfer-encoding',
  'content-type',
  'date',
  'from',
  'message-id',
  'mime-version',
  'subject',
  'to',
];

describe('a mail that arrives', () => {
  test('is from the customer, for one person, and says that a machine sent it', async () => {
    const mail = await arriving({ replyTo: 'desk@acme.example', locale: 'de' });
    expect(mail).toMatchObject({
      from: { name: 'ACME IT', address: 'it@acme.example' },
      to: [{ address: 'ada@acme.example' }],
      replyTo: [{ address: 'desk@acme.example' }],
      subject: 'Your access',
      date: '2026-11-22T05:00:00.000Z',
      envelope: { from: 'it@acme.example', to: ['ada@acme.example'] },
    });
    expect(mail.text?.trim()).toBe('Hello Ada,\n\nyou can begin.');
    expect(mail.html).toBeUndefined();
    expect(mail.raw).toContain('Auto-Submitted: auto-generated\r\nContent-Language: de\r\n');
    expect(headers(mail).sort()).toEqual([...usual, 'reply-to'].sort());
  });

  test('has the Message-ID of its occasion, which shows nothing of it', async () => {
    const first = await arriving({});
    const again = await arriving({ text: 'other words', from: { address: 'other@acme.example' } });
    const other = await arriving({ occasion: 'onboarding/lab/ben' });
    expect(first.messageId).toMatch(/^<[0-9a-f]{40}@acme\.example>$/);
    expect(again.messageId).toBe(first.messageId);
    expect(other.messageId).not.toBe(first.messageId);
  });

  test('keeps umlauts and every other letter', async () => {
    const given = { subject: 'Zugang für Jörg – 日本 🙂', text: 'Grüße an Ängström, Łódź, 日本 🙂\n' };
    const mail = await arriving({ ...given, from: { name: 'Bücher & Söhne', address: 'it@bücher.example' } });
    expect({ subject: mail.subject, text: `${mail.text?.trim()}\n` }).toEqual(given);
    expect(mail.from?.name).toBe('Bücher & Söhne');
    expect(mail.raw).toMatch(/^[\t\r\n\x20-\x7e]*$/);
    expect(mail.messageId).toContain('@xn--bcher-kva.example>');
  });

  test('keeps long lines, points and lines that look like commands', async () => {
    const text = `${'word '.repeat(400)}end\n.\n..\nQUIT\nFrom here\n${'x'.repeat(3000)}\n`;
    const mail = await arriving({ text });
    expect(mail.text?.trimEnd()).toBe(text.trimEnd());
    for (const line of mail.raw.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998);
  });

  test.each<[string, Partial<Mail>]>([
    ['the subject', { subject: 'Hello\r\nBcc: eve@evil.example\r\n\r\nOther text' }],
    ['the name of the sender', { from: { name: 'IT\r\nBcc: eve@evil.example', address: 'it@acme.example' } }],
    ['a name that closes its quotes', { from: { name: '" <eve@evil.example>, "x', address: 'it@acme.example' } }],
    ['the locale', { locale: 'en\r\nBcc: eve@evil.example' }],
    ['line separators', { subject: 'Hello\u2028Bcc: eve@evil.example\u0085X: y' }],
  ])('has no header and no receiver more by %s', async (_, given) => {
    const mail = await arriving(given);
    expect(headers(mail).sort()).toEqual(usual);
    expect(mail.envelope).toEqual({ from: 'it@acme.example', to: ['ada@acme.example'] });
    expect(mail.from?.address).toBe('it@acme.example');
    expect(mail.bcc).toBeUndefined();
    expect(`${mail.subject} ${mail.from?.name}`).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
    expect(mail.text?.trim()).toBe('Hello Ada,\n\nyou can begin.');
  });

  test.each([
    'ada@acme.example\r\nRCPT TO:<eve@evil.example>',
    'ada@acme.example, eve@evil.example',
    '<ada@acme.example>',
    '',
  ])('never goes to %j', async (to) => {
    const server = await mailServer();
    expect(await failureOf(mailerTo(server), { ...welcome, to })).toMatchObject({ code: 'invalid' });
    expect(server.connections()).toBe(0);
  });

  test('holds no control characters but line breaks', async () => {
    const mail = await arriving({ text: 'a\u001b[31mb\u0000c\td\r\ne' });
    expect(mail.text?.trim()).toBe('a[31mbc\td\ne');
  });
});
