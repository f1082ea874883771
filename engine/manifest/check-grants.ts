import type { Diagnostic } from '../model/diagnostic.ts';
import { isJsonObject, type JsonObject } from '../model/json.ts';
import type { Catalogue } from './catalogue.ts';
import { originOf, type RawDocument } from './document.ts';
import { didYouMean } from './nearest.ts';
import type { ResolvedPortal } from './resolve-portals.ts';
import type { SchemaProblem } from './schema-problems.ts';
import { checkOf } from './validator.ts';

/** Checks every `with` against the kinds of its portal: each key must be taken by at least one of them. */
export function checkGrants(catalogue: Catalogue, portals: ReadonlyMap<string, ResolvedPortal>): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const document of [...catalogue.roles.values(), ...catalogue.users.values()]) {
    const { access } = document.value.spec;
    for (const [index, grant] of (access ?? []).entries()) {
      const resolved = portals.get(grant.portal);
      const given: unknown = grant.with;
      if (resolved === undefined || !isJsonObject(given)) continue;
      diagnostics.push(...checkGrant({ given, resolved, document, index }));
    }
  }
  return diagnostics;
}

interface OneGrant {
  readonly given: JsonObject;
  readonly resolved: ResolvedPortal;
  readonly document: Omit<RawDocument, 'value'>;
  readonly index: number;
}

function checkGrant({ given, resolved, document, index }: OneGrant): readonly Diagnostic[] {
  const { kinds, portal } = resolved;
  const verdicts = kinds.map((kind) => checkOf(kind.grantSchema, { fillDefaults: false })(given));
  const diagnostics: Diagnostic[] = [];
  for (const problem of refusedByAll(verdicts, given)) {
    const { path, ...words } = problem;
    const origin = originOf(document, ['spec', 'access', index, 'with', ...path]);
    const known = problem.code === 'unknown-key' && path.length === 1 ? knownKeys(resolved) : undefined;
    const better = known === undefined ? words : unknownGrantKey(`${path[0]}`, known, portal.provider);
    diagnostics.push({ ...better, severity: 'error', origin });
  }
  return diagnostics;
}

/** What no kind takes: for each key the problem of the kind that knows it best. */
function refusedByAll(verdicts: readonly (readonly SchemaProblem[])[], given: JsonObject): readonly SchemaProblem[] {
  if (verdicts.some((problems) => problems.length === 0)) return [];
  const refused: SchemaProblem[] = [];
  for (const key of Object.keys(given)) {
    const found = verdicts.map((problems) => problems.filter(({ path }) => path[0] === key));
    if (found.some((problems) => problems.length === 0)) continue;
    const best = found.find(([first]) => first !== undefined && first.code !== 'unknown-key') ?? found[0] ?? [];
    refused.push(...best);
  }
  const [only] = verdicts;
  const whole = verdicts.length === 1 ? (only ?? []).filter(({ path }) => path.length === 0) : [];
  return [...refused, ...whole];
}

function knownKeys({ kinds }: ResolvedPortal): readonly string[] {
  const keys = new Set<string>();
  for (const { grantSchema } of kinds) {
    const properties = grantSchema['properties'];
    if (isJsonObject(properties)) for (const key of Object.keys(properties)) keys.add(key);
  }
  return [...keys];
}

function unknownGrantKey(key: string, known: readonly string[], provider: string): Omit<Diagnostic, 'severity'> {
  const hint = didYouMean(key, known);
  return {
    code: 'unknown-key',
    summary: 'A key that means nothing here',
    detail: `${provider} takes no ${key} with a grant; it takes: ${known.join(', ') || 'nothing'}.`,
    cure: 'Correct or remove it.',
    ...(hint === undefined ? {} : { hint }),
  };
}
