import type { UserDeclaration } from '../model/declaration.ts';
import type { Diagnostic, DocumentPath } from '../model/diagnostic.ts';
import { instantOf } from '../model/instant.ts';
import { isJsonObject, type JsonObject } from '../model/json.ts';
import type { PolicyDeclaration, ShippedPolicy } from '../model/policy.ts';
import type { Catalogue } from './catalogue.ts';
import { type ManifestDocument, originOf } from './document.ts';
import { didYouMean } from './nearest.ts';
import { type ExceptionsInput, exceptionsOf } from './policy-exceptions.ts';
import { filledParams } from './policy-params.ts';

export interface PoliciesInput extends ExceptionsInput {
  /** Those that a document may name under `use`. */
  readonly shipped: readonly ShippedPolicy[];
}

/** The rules that the workspace declares, each with what a shipped one brings. Expressions are not looked into here. */
export function resolvePolicies(input: PoliciesInput): readonly PolicyDeclaration[] {
  const policies: PolicyDeclaration[] = [];
  for (const document of input.catalogue.policies.values()) {
    const { use } = document.value.spec;
    const policy = use === undefined ? ownPolicy(input, document) : usedPolicy(input, document, use);
    if (policy !== undefined) policies.push(policy);
  }
  return policies;
}

type PolicyDocument = ManifestDocument<'Policy'>;

function ownPolicy(input: PoliciesInput, document: PolicyDocument): PolicyDeclaration | undefined {
  const { metadata, spec } = document.value;
  const { each, rule, message, where, names, severity = 'error' } = spec;
  if (each === undefined || rule === undefined || message === undefined) {
    const missing = (['each', 'rule', 'message'] as const).filter((key) => spec[key] === undefined);
    input.diagnostics.push(incomplete(document, missing));
    return undefined;
  }
  return {
    name: metadata.name,
    severity,
    each,
    ...(where === undefined ? {} : { where }),
    rule,
    ...(names === undefined ? {} : { names }),
    message,
    params: paramsOf(document),
    exceptions: exceptionsOf(input, document, each),
    origin: originOf(document, ['spec', 'rule']),
  };
}

function usedPolicy(input: PoliciesInput, document: PolicyDocument, use: string): PolicyDeclaration | undefined {
  const { diagnostics } = input;
  const { metadata, spec } = document.value;
  const shipped = input.shipped.find(({ name }) => name === use);
  const origin = originOf(document, ['spec', 'use']);
  if (shipped === undefined) {
    diagnostics.push(unknownUse(input, document, use));
    return undefined;
  }
  for (const key of ['each', 'where', 'rule', 'names'] as const) {
    if (spec[key] !== undefined) diagnostics.push(ruleTwice(document, ['spec', key], use));
  }
  const { each, rule, where, names } = shipped;
  return {
    name: metadata.name,
    severity: spec.severity ?? shipped.severity,
    each,
    ...(where === undefined ? {} : { where }),
    rule,
    ...(names === undefined ? {} : { names }),
    message: spec.message ?? shipped.message,
    params: filledParams({ document, shipped, given: paramsOf(document), diagnostics }),
    exceptions: exceptionsOf(input, document, each),
    use,
    origin,
  };
}

function paramsOf(document: PolicyDocument): JsonObject {
  const params: unknown = document.value.spec.params;
  return isJsonObject(params) ? params : {};
}

function unknownUse({ shipped }: PoliciesInput, document: PolicyDocument, use: string): Diagnostic {
  const names = shipped.map(({ name }) => name);
  const hint = didYouMean(use, names);
  return {
    code: 'unknown-policy',
    severity: 'error',
    summary: 'No policy of this name comes with Rollcall',
    detail: `There is no policy ${use}; there are: ${names.join(', ')}.`,
    cure: 'Correct the name (rollcall policies lists them), or write each, rule and message in place of use.',
    ...(hint === undefined ? {} : { hint }),
    origin: originOf(document, ['spec', 'use']),
  };
}

function incomplete(document: PolicyDocument, missing: readonly string[]): Diagnostic {
  return {
    code: 'missing-key',
    severity: 'error',
    summary: 'A key is missing',
    detail: `spec needs ${missing.join(' and ')}.`,
    cure: 'Add it; or name a policy that comes with Rollcall under use (rollcall policies lists them).',
    origin: originOf(document, ['spec']),
  };
}

function ruleTwice(document: PolicyDocument, path: DocumentPath, use: string): Diagnostic {
  return {
    code: 'policy-said-twice',
    severity: 'error',
    summary: 'A rule beside the name of a shipped one',
    detail: `${use} brings its own ${path.at(-1)}.`,
    cure: 'Remove it, or remove use.',
    origin: originOf(document, path),
  };
}

/** Everybody who is declared. Dates that are wrong were reported where the people were resolved. */
export function declaredUsers(
  users: Catalogue['users'],
  leavesOf: (user: ManifestDocument<'User'>) => number | undefined,
): readonly UserDeclaration[] {
  return [...users.values()].map((user) => {
    const { metadata, spec } = user.value;
    const leaves = leavesOf(user);
    return {
      name: metadata.name,
      email: spec.email,
      formerEmails: spec.formerEmails ?? [],
      service: spec.service ?? false,
      ...(leaves === undefined ? {} : { leaves: instantOf(leaves) }),
      ...(spec.why === undefined ? {} : { why: spec.why }),
    };
  });
}
