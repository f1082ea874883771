import { commonVariables, type FactField, factTypes } from '../../engine/policy/fact-types.ts';
import { shippedPolicies } from '../../engine/policy/shipped/index.ts';

/** The part of `docs/policies.md` that must say exactly what the code knows. */
export function policyReference(): string {
  const types = Object.entries(factTypes).map(([name, fields]) => section(`\`${titles[name] ?? name}\``, fields));
  return [section('What every expression knows', commonVariables), ...types, shippedSection()].join('\n');
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

function shippedSection(): string {
  const rows = shippedPolicies.map(({ name, summary, severity, params }) => {
    const taken = params.map((one) => `\`${one.name}\`${one.default === undefined ? ' (must be given)' : ''}`);
    return `| \`${name}\` | ${severity} | ${summary} | ${taken.length === 0 ? 'none' : taken.join(', ')} |`;
  });
  const head = ['### Policies that come with Rollcall', '', '| use | severity | what it demands | params |'];
  return [...head, '|---|---|---|---|', ...rows, ''].join('\n');
}
