import { environmentFor } from '../../engine/policy/environment.ts';
import { commonVariables, type FactField, factTypes } from '../../engine/policy/fact-types.ts';
import { shippedPolicies } from '../../engine/policy/shipped/index.ts';

/** The part of `docs/policies.md` that must say exactly what the code knows. */
export function policyReference(): string {
  const types = Object.entries(factTypes).map(([name, fields]) => section(`\`${titles[name] ?? name}\``, fields));
  const known = section('What every expression knows', commonVariables);
  return [known, ...types, functionSection(), shippedSection()].join('\n');
}

const titles: Readonly<Record<string, string>> = {
  Why: 'why',
  Grant: 'grant',
  User: 'user',
  Change: 'change',
  Portal: 'portal',
};

function section(title: string, fields: Readonly<Record<string, FactField>>): string {
  const rows = Object.entries(fields).map(([name, { type, text, mayBeMissing }]) => {
    const said = mayBeMissing === true ? `${text} (may be missing: ask \`has\` first)` : text;
    return `| \`${name}\` | ${shortType(type)} | ${said} |`;
  });
  return [`### ${title}`, '', '| name | type | meaning |', '|---|---|---|', ...rows, ''].join('\n');
}

function shortType(type: string): string {
  return type.replace('google.protobuf.Timestamp', 'timestamp').replaceAll('<', ' of ').replaceAll('>', '');
}

/** What functions are called on, by the library's name of the type. */
const receivers: Readonly<Record<string, string>> = {
  '': 'by itself: `size(x)`',
  string: 'on a text: `x.trim()`',
  list: 'on a list',
  map: 'on a map',
  'google.protobuf.Timestamp': 'on a timestamp',
  'google.protobuf.Duration': 'on a duration',
  bytes: 'on bytes',
  optional: 'on an optional value',
  OptionalNamespace: 'on `optional`',
  CelNamespace: 'on `cel`',
};

function functionSection(): string {
  const names = new Map<string, Set<string>>();
  for (const { name, receiverType } of environmentFor('user', {}).environment.getDefinitions().functions) {
    const receiver = (receiverType ?? '').replace(/<.*/, '');
    names.set(receiver, (names.get(receiver) ?? new Set()).add(`\`${name}\``));
  }
  const rows = [...names].map(
    ([receiver, found]) => `| ${receivers[receiver] ?? receiver} | ${[...found].join(', ')} |`,
  );
  return ['### Functions', '', '| called | functions |', '|---|---|', ...rows, ''].join('\n');
}

function shippedSection(): string {
  const rows = shippedPolicies.map(({ name, summary, severity, params }) => {
    const taken = params.map((one) => `\`${one.name}\`${one.default === undefined ? ' (must be given)' : ''}`);
    return `| \`${name}\` | ${severity} | ${summary} | ${taken.length === 0 ? 'none' : taken.join(', ')} |`;
  });
  const head = ['### Policies that come with Rollcall', '', '| use | severity | what it demands | params |'];
  return [...head, '|---|---|---|---|', ...rows, ''].join('\n');
}
