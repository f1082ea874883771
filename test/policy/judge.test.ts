import { expect, test } from 'vitest';
import type { PolicyException } from '../../engine/model/policy.ts';
import { factsOf, grant, judged, policy } from './policies.ts';

const ben = { user: 'ben', email: 'ben@acme.example', key: 'ben@acme.example', who: 'acme/account/ben@acme.example' };
const facts = factsOf([grant({ role: 'admin' }), grant(ben)]);

function exception(until: string, whom = 'ada'): PolicyException {
  return { for: whom, until, why: 'stands in', mitigation: 'is watched' };
}

test('what holds says nothing; what does not is refused, or warned of', () => {
  const rule = 'user.grants.all(g, g.role != "admin")';
  expect(judged(policy({ rule }), facts)).toEqual([
    {
      policy: 'a-policy',
      severity: 'error',
      verdict: 'refused',
      subject: 'user',
      who: 'ada',
      message: 'It does not hold.',
      rule,
      at: { file: 'policies.yaml', line: 5, column: 3, length: 4 },
    },
  ]);
  expect(judged(policy({ rule, severity: 'warn' }), facts)).toMatchObject([{ verdict: 'warned', who: 'ada' }]);
});

test('where narrows whom a rule speaks of', () => {
  const found = judged(policy({ where: 'user.name == "ben"', rule: 'false' }), facts);
  expect(found.map(({ who, rule }) => [who, rule])).toEqual([['ben', 'user.name == "ben" => false']]);
});

test('names are said beside the subject, and a verdict stands also without them', () => {
  const rule = 'portal.grants.size() < 2';
  const names = 'portal.grants.map(g, g.key)';
  const both = ['ada@acme.example', 'ben@acme.example'];
  expect(judged(policy({ each: 'portal', rule, names }), facts)).toMatchObject([{ who: 'acme', names: both }]);
  const broken = judged(policy({ each: 'portal', rule, names: 'portal.grants.map(g, g.why.ticket)' }), facts);
  expect(broken).toMatchObject([{ verdict: 'refused', who: 'acme' }]);
  expect(broken[0]).not.toHaveProperty('names');
});

test('an exception counts until it ends, and then says that it did', () => {
  const rule = 'user.name != "ada"';
  const open = exception('2026-11-22T09:00:00.001Z');
  expect(judged(policy({ rule, exceptions: [open] }), facts)).toMatchObject([{ verdict: 'excepted', exception: open }]);
  const over = exception('2026-11-22T09:00:00.000Z');
  expect(judged(policy({ rule, exceptions: [over] }), facts)).toMatchObject([{ verdict: 'refused', exception: over }]);
  const other = exception('2027-01-01T00:00:00.000Z', 'ben');
  expect(judged(policy({ rule, exceptions: [other] }), facts)).toMatchObject([{ verdict: 'refused' }]);
});

test.each(['ada', 'acme/account/ada@acme.example', 'ADA@acme.example'])('%s names a grant of hers', (whom) => {
  const exceptions = [exception('2027-01-01T00:00:00.000Z', whom)];
  const found = judged(policy({ each: 'grant', rule: 'false', exceptions }), facts);
  expect(found.map(({ verdict }) => verdict)).toEqual(['excepted', 'refused']);
});

test.each([
  ['grant.until > now', 'until is missing here; ask has(…until) first'],
  ['1 / (grant.role.size() - 6) > 0', 'division by zero'],
  ['grant.attributes.level > 2', 'level is missing here'],
  ['int(grant.role) > 2', 'int'],
])('what cannot be evaluated has not passed: %s', (rule, said) => {
  const one = factsOf([grant()]);
  const [found] = judged(policy({ each: 'grant', rule }), one);
  expect(found?.verdict).toBe('broken');
  expect(found?.message.toLowerCase()).toContain(said.toLowerCase());
  expect(judged(policy({ each: 'grant', where: rule, rule: 'true' }), one)).toMatchObject([{ verdict: 'broken' }]);
});

test('whole numbers of attributes and settings are int', () => {
  const one = factsOf([grant({ attributes: { level: 3, share: 0.5, list: [1], none: null } })]);
  const rule = 'grant.attributes.level == 3 && grant.attributes.list[0] + 1 == 2 && grant.attributes.none == null';
  expect(judged(policy({ each: 'grant', rule }), one)).toEqual([]);
  expect(judged(policy({ each: 'portal', rule: 'portal.settings.level < 4' }), one)).toEqual([]);
});

test('a rule that goes on and on is stopped, and is broken', () => {
  const many = factsOf(
    Array.from({ length: 300 }, (_, index) => grant({ key: `${index}`, email: `${index}@acme.example` })),
  );
  const everybody = 'grants.all(a, grants.all(b, grants.all(c, grants.exists(d, d.role == "nobody") || true)))';
  const found = judged(policy({ rule: everybody }), many, 10_000);
  expect(found).toHaveLength(1);
  expect(found[0]?.message).toContain('costs too much');
  expect(judged(policy({ rule: 'user.grants.all(g, g.role == "member")' }), many, 10_000)).toEqual([]);
});

test('a rule that makes something huge is stopped, and is broken', () => {
  const doubled = Array.from({ length: 40 }, (_, index) => `.map(x${index}, x${index} + x${index})`).join('');
  for (const seed of ['[[1, 2]]', '["ab"]']) {
    const [found] = judged(policy({ rule: `${seed}${doubled}.size() == 1` }), facts);
    expect(found?.message).toContain('too large');
  }
});
