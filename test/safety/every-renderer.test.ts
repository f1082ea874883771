import { describe, expect, test } from 'vitest';
import { payloads } from './support/payloads.ts';
import { planOfText, renderings } from './support/every-renderer.ts';
import { renderPlanJson } from '../../engine/render/plan-json.ts';
import { messageOf } from '../../engine/cli/smtp-message.ts';
import { InboxPage, MailPage } from '../../providers/kit/sandbox/mail-pages.tsx';
import { drivenWorld } from '../sandbox/support/driven-world.ts';

/** Everything but line breaks that acts or hides: what no text for people may hold as it is. */
const steering =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\u{e0000}-\u{e01ef}]/u;

/** What the runners of GitHub and Azure obey when they read it in the output of a step. */
const commanding = /^\s*::|##[a-z]*\[/imu;

const plain = 'Ada';

describe.each(payloads)('%s', (_what, payload) => {
  test.each(renderings)('change nothing in the $renderer as $form', ({ form, render }) => {
    const shown = render(payload);
    expect(shown).not.toMatch(steering);
    expect(shown).not.toMatch(commanding);
    if (form === 'json') expect(() => JSON.parse(shown) as unknown).not.toThrow();
    if (form === 'markdown') expect(outlineOf(shown)).toEqual(outlineOf(render(plain)));
  });

  test('change nothing in the head of a mail', async () => {
    const [mail, usual] = await Promise.all([mailOf(payload), mailOf(plain)]);
    expect(mail.names).toEqual(usual.names);
    expect(mail.subject).not.toMatch(hidden);
    expect(mail.body).not.toMatch(hidden);
  });

  test('change nothing in the pages of the sandbox', async () => {
    const [shown, usual] = await Promise.all([pagesOf(payload), pagesOf(plain)]);
    expect(tagsOf(shown)).toEqual(tagsOf(usual));
  });
});

test('values in JSON are what they were', () => {
  const plan = planOfText(payloads.map(([, text]) => text).join(' '));
  expect(JSON.parse(renderPlanJson(plan))).toEqual(JSON.parse(JSON.stringify(plan)));
});

/** What Markdown and the platforms make something of, line by line: outside of code spans and escapes. */
function outlineOf(markdown: string): readonly string[] {
  let fenced = false;
  return markdown.split('\n').map((one) => {
    if (/^```[^`]*$/u.test(one)) fenced = !fenced;
    if (fenced) return one.startsWith('```') ? one : '';
    const bare = one
      .replaceAll(/(?<!`)(`+)(?!`)(.*?[^`])\1(?!`)/gu, 'x')
      .replaceAll(/<code>[^<]*<\/code>/gu, 'x')
      .replaceAll(/&#\d+;/gu, '');
    const lead = /^\s*(?:#+ |[-*+] |\d+[.)] |> |~~~|---|===|\|)?/u.exec(one)?.[0] ?? '';
    return `${lead}${(bare.slice(lead.length).match(acting) ?? []).join(' ')}`;
  });
}

const acting = /<[^>]*>?|!?\[|\]\(|\|+|@\w|:\/\/|www\.|#\d|\*+|~~|(?<=\s)_|`+/gu;

/** In a mail, joiners and marks belong to some languages; what reverses or hides text belongs to none. */
const hidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u2028-\u202e\u2060-\u2069\ufeff]/u;

async function mailOf(text: string) {
  const mail = { to: 'ada@acme.example', locale: 'en', occasion: text, subject: text, text, template: text };
  const parts = { mail: mail as never, from: { name: text, address: 'it@acme.example' }, at: 0 };
  const whole = (await messageOf(parts)).toString('utf8').replaceAll(/\r\n[ \t]/gu, '');
  const [head = '', ...rest] = whole.split('\r\n\r\n');
  const lines = head.split('\r\n');
  const values = lines.filter((one) => /^(?:Subject|From):/u.test(one)).map(decoded);
  const isBase64 = /^Content-Transfer-Encoding: base64$/mu.test(head);
  const isQuoted = /^Content-Transfer-Encoding: quoted-printable$/mu.test(head);
  const raw = rest.join('\r\n\r\n');
  const body = isBase64 ? Buffer.from(raw, 'base64').toString('utf8') : isQuoted ? unquoted(raw) : raw;
  const names = lines.map((one) => one.slice(0, one.indexOf(':'))).sort();
  return { names, subject: values.join(' '), body };
}

/** RFC 2047, as far as the composer writes it. */
function decoded(header: string): string {
  return header.replaceAll(/=\?utf-8\?([bq])\?(.*?)\?=/giu, (_all, form: string, text: string) =>
    form.toLowerCase() === 'b' ? Buffer.from(text, 'base64').toString('utf8') : unquoted(text.replaceAll('_', ' ')),
  );
}

function unquoted(text: string): string {
  const bytes = text
    .replaceAll(/=\r\n/gu, '')
    .replaceAll(/=([0-9A-F]{2})/gu, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

async function pagesOf(text: string): Promise<string> {
  const world = drivenWorld();
  const at = world.instant();
  const links = [{ label: text, url: 'https://acme.example/join' }];
  const mail = world.inbox.deliver({ at, portal: text, to: text, subject: text, text, links, own: { from: text } });
  const [page, list] = [await MailPage({ mail }), await InboxPage({ world, to: text })];
  return `${String(page)}\n${String(list)}`;
}

/** Tags with the names of their attributes. */
function tagsOf(page: string): readonly string[] {
  return [...page.matchAll(/<(\/?[a-z!][\w-]*)((?:\s+[\w-]+(?:="[^"]*")?)*)\s*\/?>/giu)].map(
    ([, name = '', attributes = '']) => `${name} ${attributes.replaceAll(/="[^"]*"/gu, '').trim()}`,
  );
}
