import { expect, test } from 'vitest';
import { copyOfExample, rollcall } from '../support/cli.ts';
import { rewrite } from '../support/cli-stage.ts';

test('validate names the portal that owes mails and has no mail server, and passes', async () => {
  const folder = copyOfExample('02-ibm-connections');
  rewrite(folder, 'portal.yaml', (text) => text.replace(/ {2}mail:.*\n( {4}.*\n)+/, ''));
  const { code, stdout, stderr } = await rollcall(['validate'], { folder });
  expect(code).toBe(0);
  expect(stdout).toContain('Valid');
  expect(stderr).toContain('Mails that no mail server can send');
  expect(stderr).toMatch(/portal\.yaml:\d+/);
  const mail = '  mail: { server: { host: smtp.acme.example }, from: { address: it@acme.example } }\n  settings:\n';
  rewrite(folder, 'portal.yaml', (text) => text.replace('  settings:\n', mail));
  expect((await rollcall(['validate'], { folder })).stderr).not.toContain('no mail server');
});
