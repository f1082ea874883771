import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { copyOfExample, rollcall } from '../support/cli.ts';

async function validated(spec: string, name = 'a-policy') {
  const folder = copyOfExample('01-webex-connect');
  const head = `apiVersion: rollcall/v1\nkind: Policy\nmetadata: { name: ${name} }\n`;
  writeFileSync(join(folder, 'policy.yaml'), `${head}${spec}\n`);
  const { code, stdout, stderr } = await rollcall(['validate'], { folder });
  return { code, text: `${stdout}${stderr}`, lines: stderr.split('\n') };
}

/** The place that is told, and what the caret stands under. */
function pointed(lines: readonly string[]): string {
  const place = lines.find((line) => /^ {2}policy\.yaml:/.test(line))?.trim() ?? '';
  const caret = lines.findIndex((line) => /\| +\^/.test(line));
  const marked = lines[caret] ?? '';
  const start = marked.indexOf('^');
  const length = /\^+/.exec(marked)?.[0].length ?? 0;
  return `${place} ${(lines[caret - 1] ?? '').slice(start, start + length)}`;
}

describe('a mistake in an expression is told of before anything is read, at its characters', () => {
  test.each([
    ['plain', 'spec: { each: user, rule: user.nme == user.email, message: m }', 'policy.yaml:4:32 nme'],
    [
      'single quotes',
      "spec:\n  each: user\n  rule: 'user.name == ''x'' && user.nme == user.email'\n  message: m",
      'policy.yaml:6:37 nme',
    ],
    [
      'double quotes',
      'spec:\n  each: user\n  rule: "user.name == \\"x\\" && user.nme == \\"y\\""\n  message: m',
      'policy.yaml:6:37 nme',
    ],
    [
      'block',
      'spec:\n  each: user\n  message: m\n  rule: |\n    user.name == "x"\n\n      || user.nme == "y"',
      'policy.yaml:10:15 nme',
    ],
    [
      'folded',
      'spec:\n  each: user\n  message: m\n  rule: >-\n    user.name == "x"\n    || user.nme == "y"',
      'policy.yaml:9:13 nme',
    ],
    [
      'plain over lines',
      'spec:\n  each: user\n  message: m\n  rule: user.name == "x"\n    || user.nme == "y"',
      'policy.yaml:8:13 nme',
    ],
    ['where', 'spec: { each: user, where: user.servce, rule: "true", message: m }', 'policy.yaml:4:33 servce'],
  ])('%s', async (_, spec, said) => {
    const { code, lines } = await validated(spec);
    expect(code).toBe(1);
    expect(pointed(lines)).toBe(said);
  });

  test('where a place inside a folded text cannot be told, the text itself and the characters into it', async () => {
    const spec =
      'spec:\n  each: user\n  message: m\n  rule: >\n    user.name == "x"\n      && true\n\n    || user.nme == "y"';
    const { code, text } = await validated(spec);
    expect(code).toBe(1);
    expect(text.replace(/\s+/g, ' ')).toMatch(/policy\.yaml:(7:9|10:13)/);
    expect(text).toContain('did you mean name?');
  });
});

test('a policy that does not exist, params that it does not take, a rule beside its name, and a rule without one', async () => {
  expect((await validated('spec: { use: few-full-acess }')).text).toContain('did you mean few-full-access?');
  expect((await validated('spec: { use: few-full-access, params: { mots: 2 } }')).text).toContain('did you mean most?');
  expect((await validated('spec: { use: few-full-access, params: { most: two } }')).text).toContain('a whole number');
  expect((await validated('spec: { use: separation-of-duties }')).text).toContain('needs params.pairs');
  expect((await validated('spec: { use: few-full-access, rule: "true" }')).text).toContain('brings its own rule');
  expect((await validated('spec: { each: user, message: m }')).text).toContain('spec needs rule.');
});

test('exceptions that ran out, or for nobody, are warned of at their place', async () => {
  const exception = (whom: string, until: string) =>
    `spec: { use: no-personal-mail, exceptions: [{ for: ${whom}, until: ${until}, why: w, mitigation: m }] }`;
  const over = await validated(exception('ada', '2025-01-01'));
  expect([over.code, pointed(over.lines)]).toEqual([0, 'policy.yaml:4:64 2025-01-01']);
  const nobody = await validated(exception('adda', '2999-01-01'));
  expect(nobody.code).toBe(0);
  expect(nobody.text).toContain('did you mean ada?');
  expect((await validated(exception('acme-conect/teammate/x', '2999-01-01'))).text).toContain(
    'did you mean acme-connect?',
  );
  expect((await validated(exception('ada@acme.example', '2999-01-01'))).lines).toEqual(['']);
});

test('rollcall policies lists what there is and what it takes', async () => {
  const { code, stdout } = await rollcall(['policies']);
  expect(code).toBe(0);
  expect(stdout).toContain('few-full-access  (error, each portal)');
  expect(stdout).toContain('params.pairs: pairs of roles, in the words of the plan; must be given');
  const { stdout: json } = await rollcall(['policies', '--format', 'json']);
  expect((JSON.parse(json) as { name: string }[]).map(({ name }) => name)).toContain('leavers-within-24h');
  expect((await rollcall(['schema', 'policy'])).stdout).toContain('"title": "Policy"');
});
