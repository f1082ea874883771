import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { JsonObject } from '../model/json.ts';
import { type SchemaProblem, schemaProblems } from './schema-problems.ts';

/** Checks a value against one schema. With `fillDefaults`, defaults are written into the value. Never throws. */
export type Check = (value: unknown) => readonly SchemaProblem[];

interface Compiler {
  readonly ajv: Ajv2020;
  readonly checks: WeakMap<JsonObject, Check>;
}

const fits: readonly SchemaProblem[] = [];

const compilers = new Map<boolean, Compiler>();

/**
 * The check of one schema, compiled once per process.
 *
 * @throws Error where the schema itself is wrong: a defect of whoever ships it.
 */
export function checkOf(schema: JsonObject, options: { readonly fillDefaults: boolean }): Check {
  const compiler = compilers.get(options.fillDefaults) ?? newCompiler(options.fillDefaults);
  compilers.set(options.fillDefaults, compiler);
  const known = compiler.checks.get(schema);
  if (known !== undefined) return known;
  // Without its id a schema can be compiled as often as it is loaded.
  const { $id: _id, $schema: _dialect, ...anonymous } = schema;
  const validate = compiler.ajv.compile(anonymous);
  const check: Check = (value) => (validate(value) ? fits : schemaProblems(errorsOf(validate.errors), value));
  compiler.checks.set(schema, check);
  return check;
}

function newCompiler(useDefaults: boolean): Compiler {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: false,
    logger: false,
    useDefaults,
    ownProperties: true,
    validateSchema: false,
  });
  addFormats.default(ajv);
  return { ajv, checks: new WeakMap() };
}

function errorsOf(errors: readonly ErrorObject[] | null | undefined): readonly ErrorObject[] {
  return errors ?? [];
}
