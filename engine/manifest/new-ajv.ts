import { createRequire } from 'node:module';
import type { Ajv2020 } from 'ajv/dist/2020.js';
import type { FormatsPlugin } from 'ajv-formats';
import type { JsonObject } from '../model/json.ts';

export interface AjvOptions {
  readonly fillDefaults: boolean;
  /** For the build, which writes compiled schemas into files. */
  readonly keepSource: boolean;
}

const load = createRequire(import.meta.url);

/**
 * The compiler of schemas, as every check here is made. Loaded only where it is called: most programs check against
 * schemas that the build compiled, and loading the compiler takes as long as all the rest of a start.
 */
export function newAjv({ fillDefaults, keepSource }: AjvOptions): Ajv2020 {
  const library = load('ajv/dist/2020.js') as { readonly Ajv2020: typeof Ajv2020 };
  const formats = load('ajv-formats') as { readonly default: FormatsPlugin };
  const ajv = new library.Ajv2020({
    allErrors: true,
    verbose: true,
    strict: false,
    logger: false,
    useDefaults: fillDefaults,
    ownProperties: true,
    validateSchema: false,
    code: { source: keepSource },
  });
  formats.default(ajv);
  return ajv;
}

/** Without its id a schema can be compiled as often as it is loaded. */
export function withoutId({ $id: _id, $schema: _dialect, ...anonymous }: JsonObject): JsonObject {
  return anonymous;
}
