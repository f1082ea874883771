import { Environment } from '@marcbachmann/cel-js';
import type { JsonObject } from '../model/json.ts';
import type { PolicySubject } from '../model/policy.ts';
import { celTypeOf, celValue } from './cel-value.ts';
import { commonVariables, type FactFields, factTypes, subjectTypes } from './fact-types.ts';
import { ChangeFact } from './change-fact.ts';
import type { KnownNames } from './fault-words.ts';
import { GrantFact, PortalFact, UserFact } from './facts.ts';
import { WhyFact } from './why-fact.ts';

/** So that no expression takes long to read, however it is nested. */
const limits = { maxAstNodes: 2_000, maxDepth: 100 };

const constructors = { Why: WhyFact, Grant: GrantFact, User: UserFact, Change: ChangeFact, Portal: PortalFact };

export interface PolicyEnvironment extends KnownNames {
  readonly environment: Environment;
  /** What expressions know as `params`. */
  readonly params: object;
}

let shared: Environment | undefined;

/** What the expressions of one policy may use: the types of the planned state, the common variables, its subject and params. */
export function environmentFor(each: PolicySubject, given: JsonObject): PolicyEnvironment {
  shared ??= withTypes();
  const environment = shared.clone();
  class Params {
    constructor() {
      Object.assign(this, celValue(given));
    }
  }
  const fields = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, celTypeOf(value)]));
  environment.registerType('Params', { ctor: Params, fields });
  environment.registerVariable('params', 'Params');
  environment.registerVariable(each, subjectTypes[each]);
  const variables = [each, 'params', ...Object.keys(commonVariables)];
  return { environment, variables, paramNames: Object.keys(given), params: new Params() };
}

function withTypes(): Environment {
  const environment = new Environment({ limits, homogeneousAggregateLiterals: false });
  for (const [name, fields] of Object.entries(factTypes)) {
    const ctor = constructors[name as keyof typeof constructors];
    environment.registerType(name, { ctor, fields: typesOf(fields) });
  }
  for (const [name, { type }] of Object.entries(commonVariables)) environment.registerVariable(name, type);
  return environment;
}

function typesOf(fields: FactFields): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, { type }]) => [name, type]));
}
