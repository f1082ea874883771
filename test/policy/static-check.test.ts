import { expect, test } from 'vitest';
import { compilePolicies } from '../../engine/policy/compile-policies.ts';
import { faults, policy } from './policies.ts';

test.each([
  ['usr.name == "a"', 'policy-unknown-variable at "usr", did you mean user?'],
  ['grant.role == "a"', 'policy-unknown-variable at "grant"'],
  ['user.nme == "a"', 'policy-unknown-member at "nme", did you mean name?'],
  ['user.grants.all(g, g.why.tiket == "1")', 'policy-unknown-member at "tiket", did you mean ticket?'],
  ['user.grants.exist(g, g.role == "a")', 'policy-unknown-function at "exist", did you mean exists?'],
  ['sise(user.grants) < 3', 'policy-unknown-function at "sise", did you mean size?'],
  ['user.name.startsWith(1)', 'policy-wrong-type at "user.name.startsWith(1)"'],
  ['user.name == 1', 'policy-wrong-type at "user.name == 1"'],
  ['user.service && user.name', 'policy-wrong-type at "user.service && user.name"'],
  ['user.leaves < "2026"', 'policy-wrong-type at "user.leaves < "2026""'],
  ['user.grants.size()', 'policy-not-boolean at "user.grants.size()"'],
  ['user.name ==', 'policy-syntax at "="'],
  ['user.name == "ä" && 1 +', 'policy-syntax at "+"'],
  ['"x" == \'y', 'policy-syntax at "\'y"'],
  ['user.name.matches("(a+)+$")', 'policy-pattern at ""(a+)+$""'],
  ['user.name.matches("a*b*c*d")', 'policy-pattern at ""a*b*c*d""'],
  [`user.name.matches("${'a?'.repeat(30)}c")`, `policy-pattern at ""${'a?'.repeat(30)}c""`],
  [`user.name.matches("${'(a|a)'.repeat(9)}c")`, `policy-pattern at ""${'(a|a)'.repeat(9)}c""`],
  ['user.name.matches(user.email)', 'policy-pattern at "user.email"'],
  ['user.name.matches("[")', 'policy-pattern at ""[""'],
  ['params.mots > 1', 'policy-unknown-member at "mots", did you mean most?'],
  ['params.most == "3"', 'policy-wrong-type at "params.most == "3""'],
])('%s is wrong: %s', (rule, said) => {
  expect(faults(rule, { params: { most: 3 } })).toEqual([said]);
});

test.each([
  'user.grants.all(g, !g.privileged || has(g.why.ticket))',
  'user.name.matches("^[a-z]+-[0-9]+$")',
  'user.name.matches("^https?://(?:www|mail|id).*?(com|org|net)$")',
  'users.filter(u, u.service).size() < 3 && grants.size() >= 0 && portals.exists(p, p.login == "sso")',
  'changes.all(c, c.verdict != "delete" || c.byHand)',
  '!has(user.leaves) || user.leaves + duration("24h") > now',
  'user.grants.all(g, !("level" in g.attributes) || g.attributes.level == params.most)',
  'params.names.exists(n, n == user.name) || params.pairs[0][1] == "b" || params.share > 0.5 || params.on',
])('%s is right', (rule) => {
  const params = { most: 3, names: ['ada'], pairs: [['a', 'b']], share: 0.25, on: true };
  expect(faults(rule, { params })).toEqual([]);
});

test.each([
  ['user.grants.map(g, g.kye)', 'policy-unknown-member at "kye", did you mean key?'],
  ['user.grants.size() < 3', 'policy-no-names at "user.grants.size() < 3"'],
  ['user.grants', 'policy-no-names at "user.grants"'],
])('%s names nobody: %s', (names, said) => {
  expect(faults('true', { names })).toEqual([said]);
});

test('where is checked as the rule is, and both are told of', () => {
  expect(faults('user.nme == ""', { where: '!user.servce' })).toEqual([
    'policy-unknown-member at "servce", did you mean service?',
    'policy-unknown-member at "nme", did you mean name?',
  ]);
});

test('a variable of another subject is named with what it takes', () => {
  const [problem] = compilePolicies([policy({ rule: 'grant.role == "a"' })]).problems;
  expect(problem?.detail).toContain('grant is known where the policy says each: grant');
});

test('an expression too deep or too long to read is refused', () => {
  expect(faults(`${'('.repeat(300)}true${')'.repeat(300)}`)).toHaveLength(1);
  expect(faults(Array.from({ length: 1200 }, () => 'true').join(' && '))).toHaveLength(1);
});

test.each(['[].all(g, g.a)', '[].all(g, g.all(x, true))', 'true.all(g, true)'])(
  'a type that the library does not know, and its full stop, are not repeated: %s',
  (rule) => {
    const [fault] = compilePolicies([policy({ rule })]).problems;
    expect(fault?.detail).toBeDefined();
    expect(fault?.detail).not.toMatch(/undefined|\.\.$/u);
  },
);
