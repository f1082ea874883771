import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Ajv2020, ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import type { JsonObject } from '../model/json.ts';
import { packagedName } from '../model/packaged-schema.ts';
import { newAjv, withoutId } from './new-ajv.ts';
import { type SchemaProblem, schemaProblems } from './schema-problems.ts';

/** Checks a value against one schema. With `fillDefaults`, defaults are written into the value. Never throws. */
export type Check = (value: unknown) => readonly SchemaProblem[];

export interface CheckOptions {
  readonly fillDefaults: boolean;
}

interface Compiler {
  ajv: Ajv2020 | null;
  readonly checks: WeakMap<JsonObject, Check>;
}

const fits: readonly SchemaProblem[] = [];

const compilers = new Map<boolean, Compiler>();

/**
 * The check of one schema, compiled once per process, or by the build where Rollcall ships the schema.
 *
 * @throws Error where the schema itself is wrong: a defect of whoever ships it.
 */
export function checkOf(schema: JsonObject, options: CheckOptions): Check {
  const compiler = compilers.get(options.fillDefaults) ?? { ajv: null, checks: new WeakMap() };
  compilers.set(options.fillDefaults, compiler);
  const known = compiler.checks.get(schema);
  if (known !== undefined) return known;
  const validate = builtCheck(schema, options) ?? compileNow(compiler, schema, options);
  const check: Check = (value) => (validate(value) ? fits : schemaProblems(errorsOf(validate.errors), value));
  compiler.checks.set(schema, check);
  return check;
}

function compileNow(compiler: Compiler, schema: JsonObject, options: CheckOptions): ValidateFunction {
  compiler.ajv ??= newAjv({ ...options, keepSource: false });
  return compiler.ajv.compile(withoutId(schema));
}

/** What the build compiled; nothing where the sources run as they are, or for schemas made at run time. */
function builtCheck(schema: JsonObject, options: CheckOptions): ValidateFunction | undefined {
  const name = packagedName(schema);
  if (name === undefined) return undefined;
  const file = fileURLToPath(new URL(`compiled/${compiledFile(name, options)}`, import.meta.url));
  if (!existsSync(file)) return undefined;
  const built: unknown = createRequire(import.meta.url)(file);
  return built as ValidateFunction;
}

/** Where the build puts a compiled schema, in the folder `compiled` beside this file. */
export function compiledFile(name: string, { fillDefaults }: CheckOptions): string {
  return `${name.replaceAll('/', '.')}${fillDefaults ? '.defaults' : ''}.cjs`;
}

function errorsOf(errors: readonly ErrorObject[] | null | undefined): readonly ErrorObject[] {
  return errors ?? [];
}
