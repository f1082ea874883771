import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePolicies } from '../../engine/policy/compile-policies.ts';
import { judgePolicies } from '../../engine/policy/judge-policies.ts';
import { factsOf, grant, policy } from '../policy/policies.ts';
import { fuzzRuns, longestCase, longestRun } from './support/fuzz-runs.ts';

const people = Array.from({ length: 150 }, (_, index) => `p${index}`);
const facts = factsOf(
  people.map((user) =>
    grant({ user, email: `${user}@acme.example`, role: `${'a'.repeat(60)}!`, key: user, who: user }),
  ),
);
const at = { file: 'policies.yaml', line: 5, column: 3, length: 4 };

const leaf = fc.constantFrom(
  ...[
    'true',
    'false',
    '0',
    '-1',
    '9223372036854775807',
    '9223372036854775808',
    '1.5',
    '1e308',
    '"a"',
    "'\u202e'",
    'null',
  ],
  ...[
    '[]',
    '{}',
    'user',
    'user.name',
    'user.grants',
    'user.email',
    'portal',
    'portal.grants',
    'now',
    'g',
    'g.role',
    'x',
  ],
  ...[
    'users',
    'grants',
    'params',
    'params.most',
    'user.leaves',
    'user.why.ticket',
    '__proto__',
    'constructor',
    'user.nothing',
  ],
  ...['duration("1h")', 'timestamp("2026-11-22T09:00:00Z")', 'timestamp("x")', 'b"\\xff"', 'r"(a+)+$"', '"\\u0000"'],
);

const binary = ['+', '-', '*', '/', '%', '==', '!=', '<', '>=', '&&', '||', 'in'];

/** Expressions that are well-formed, mostly of no sense, and some of which would never end. */
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 6, depthSize: 'medium' },
    { weight: 4, arbitrary: leaf },
    {
      weight: 3,
      arbitrary: fc
        .tuple(tie('expression'), fc.constantFrom(...binary), tie('expression'))
        .map(([left, sign, right]) => `(${left} ${sign} ${right})`),
    },
    {
      weight: 4,
      arbitrary: fc
        .tuple(tie('expression'), fc.constantFrom('all', 'exists', 'exists_one', 'filter', 'map'), tie('expression'))
        .map(([list, macro, body]) => `${list}.${macro}(g, ${body})`),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.constantFrom('user', 'portal'), fc.constantFrom('all', 'exists', 'map'), tie('expression'))
        .map(([of, macro, body]) => `${of}.grants.${macro}(x, ${of}.grants.${macro}(g, ${body}))`),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(tie('expression'), fc.constantFrom('matches', 'contains', 'startsWith'), tie('expression'))
        .map(([text, method, other]) => `${text}.${method}(${other})`),
    },
    { weight: 1, arbitrary: fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `(${a} ? ${b} : ${a})`) },
    { weight: 1, arbitrary: tie('expression').map((one) => `[${one}, ${one}, ${one}]`) },
    { weight: 1, arbitrary: tie('expression').map((one) => `size(${one})`) },
    { weight: 1, arbitrary: tie('expression').map((one) => `string(${one})`) },
    { weight: 1, arbitrary: tie('expression').map((one) => `!${one}`) },
  ),
}));

/** What is no expression at all. */
const garbage = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom('('.repeat(5_000), '['.repeat(5_000), '!'.repeat(5_000), '-'.repeat(5_000), 'a.'.repeat(5_000)),
  fc.constantFrom(`${'true || '.repeat(5_000)}true`, `${'1 + '.repeat(5_000)}1 > 0`, '"'.repeat(999), '"a" * 1000000'),
  fc.constantFrom(
    'user.name.matches("(a+)+$")',
    'user.grants.all(g, g.role.matches("^(a|a)*$"))',
    '{"a": {"a": 1}}.a.a.b',
  ),
);

const rule = fc.oneof({ weight: 5, arbitrary: expression }, { weight: 1, arbitrary: garbage });

const policies = fc.record({
  each: fc.constantFrom('user' as const, 'grant' as const, 'portal' as const),
  rule,
  where: fc.option(rule, { nil: undefined }),
  names: fc.option(rule, { nil: undefined }),
});

describe('whatever expressions a policy has', () => {
  test('it is refused with its place, or judged, at a bounded cost', { timeout: longestRun }, () => {
    fc.assert(
      fc.property(policies, ({ each, rule: said, where, names }) => {
        const more = { ...(where === undefined ? {} : { where }), ...(names === undefined ? {} : { names }) };
        const begun = performance.now();
        const { compiled, problems } = compilePolicies([policy({ each, rule: said, ...more })]);
        for (const { start, end, detail, cure, key } of problems) {
          const text = { rule: said, where, names }[key] ?? '';
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(Math.max(text.length, 1));
          expect(`${detail}${cure}`).not.toMatch(/undefined|\bat \S+ \(|node:/u);
          expect(`${detail}${cure}`.length).toBeLessThan(2_000);
        }
        expect(compiled.length).toBe(problems.length === 0 ? 1 : 0);
        for (const one of judgePolicies({ compiled, facts, locate: () => at })) {
          expect(one.verdict).toMatch(/^(?:refused|warned|broken|excepted)$/u);
          expect(JSON.stringify(one).length).toBeLessThan(120_000);
        }
        expect(performance.now() - begun, said.slice(0, 300)).toBeLessThan(longestCase);
      }),
      fuzzRuns({ short: 40, long: 2_000 }),
    );
  });
});
