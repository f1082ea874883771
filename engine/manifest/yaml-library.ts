import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';

const load = createRequire(import.meta.url);

let loaded: typeof Yaml | undefined;

/** The YAML library, loaded at the first document that no cache holds: else it is a good part of a short run. */
export function yamlLibrary(): typeof Yaml {
  loaded ??= load('yaml') as typeof Yaml;
  return loaded;
}
