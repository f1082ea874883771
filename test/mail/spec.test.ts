import { describe, expect, test } from 'vitest';
import { mailsWithoutServer } from '../../engine/manifest/mail-problems.ts';
import type { Origin } from '../../engine/model/diagnostic.ts';
import { said } from '../manifest/workspace-folder.ts';
import { loadMails, mailSpec, portalWith, userOf } from './support/mail-workspace.ts';

const locate = ({ file, line }: Origin) => ({ file, line, column: 1, length: 1 });

const load = (mail: string) => loadMails({ 'p.yaml': portalWith(mail), 'ada.yaml': userOf('ada') });

describe('spec.mail', () => {
  test('is read, with the usual port of its security', async () => {
    const { workspace, diagnostics } = await load(mailSpec);
    expect(diagnostics).toEqual([]);
    expect(workspace?.portals[0]?.mail).toEqual({
      server: { host: 'smtp.acme.example', port: 587, security: 'starttls' },
      login: { user: { env: 'SMTP_USER' }, password: { env: 'SMTP_PASSWORD' } },
      from: { name: 'ACME IT', address: 'it@acme.example' },
    });
  });

  test.each([
    ['tls', 465],
    ['none', 25],
  ])('security %s means port %i', async (security, port) => {
    const { workspace } = await load(
      `  mail: { server: { host: 127.0.0.1, security: ${security} }, from: { address: it@acme.example }, replyTo: desk@acme.example }\n`,
    );
    expect(workspace?.portals[0]?.mail).toEqual({
      server: { host: '127.0.0.1', port, security },
      login: null,
      from: { address: 'it@acme.example' },
      replyTo: 'desk@acme.example',
    });
  });

  test('no portal without it has one', async () => {
    expect((await load('')).workspace?.portals[0]).not.toHaveProperty('mail');
  });

  test('without TLS is for this machine only', async () => {
    const mail =
      '  mail: { server: { host: smtp.acme.example, security: none }, from: { address: it@acme.example } }\n';
    const loaded = await load(mail);
    expect(said(loaded)).toEqual(['insecure-mail-server p.yaml:6:56']);
    for (const host of ['localhost', '127.0.0.9', '"::1"']) {
      expect(said(await load(mail.replace('smtp.acme.example', host)))).toEqual([]);
    }
  });

  test('takes a user with a password or neither', async () => {
    const { diagnostics } = await load(mailSpec.replace(/ {4}password.*\n/, ''));
    expect(diagnostics).toMatchObject([{ severity: 'error', at: { file: 'p.yaml' } }]);
    expect(diagnostics[0]?.detail).toContain('password');
  });

  test.each(['user', 'password'])('a %s that stands there itself is not repeated', async (key) => {
    const line = new RegExp(`${key}: .*`);
    const { diagnostics, sourceLine } = await load(mailSpec.replace(line, `${key}: hunter2-hunter2`));
    expect(diagnostics).toMatchObject([{ code: 'secret-in-manifest' }]);
    expect(JSON.stringify(diagnostics)).not.toContain('hunter2');
    expect(sourceLine('p.yaml', diagnostics[0]?.at?.line ?? 0)).toBeUndefined();
  });

  test.each([
    ['host: "a b"', 'wrong-form'],
    ['host: a, port: 70000', 'out-of-range'],
    ['host: a, security: plain', 'unknown-value'],
    ['port: 25', 'missing-key'],
  ])('a server { %s } is refused', async (server, code) => {
    const { diagnostics } = await load(`  mail: { server: { ${server} }, from: { address: it@acme.example } }\n`);
    expect(diagnostics.map((one) => one.code)).toEqual([code]);
  });

  test('a sender is one address', async () => {
    const { diagnostics } = await load(
      '  mail: { server: { host: a }, from: { address: "a@b.example, c@d.example" } }\n',
    );
    expect(diagnostics).toMatchObject([{ code: 'wrong-form', at: { line: 6 } }]);
  });
});

describe('a portal that owes mails and has no mail server', () => {
  test('is said before anything is sent, once, at its place', async () => {
    const { declared } = await loadMails({
      'p.yaml': portalWith(''),
      'a.yaml': userOf('ada'),
      'b.yaml': userOf('ben'),
    });
    const warnings = mailsWithoutServer(declared, locate);
    expect(warnings).toMatchObject([{ code: 'no-mail-server', severity: 'warning', at: { file: 'p.yaml' } }]);
    expect(warnings[0]?.detail).toContain('"Your badge" for ada@acme.example');
  });

  test('is said of none that owes nothing, has a server, or retires', async () => {
    const files = { 'a.yaml': userOf('ada') };
    const nobody = await loadMails({ 'p.yaml': portalWith('') });
    const served = await loadMails({ ...files, 'p.yaml': portalWith(mailSpec) });
    const retiring = await loadMails({ ...files, 'p.yaml': portalWith('  retire: true\n') });
    for (const { declared } of [nobody, served, retiring]) expect(mailsWithoutServer(declared, locate)).toEqual([]);
  });
});
