import type { ErrorObject } from 'ajv/dist/2020.js';
import type { DocumentPath } from '../model/diagnostic.ts';
import { isJsonObject } from '../model/json.ts';
import { didYouMean } from './nearest.ts';
import { type ProblemWords, wordsForFormat, wordsForType, wordsForValue } from './schema-words.ts';

/** What a schema refuses, by the way to it. */
export interface SchemaProblem extends ProblemWords {
  readonly path: DocumentPath;
}

/** What the validator found, in plain words, each place once. */
export function schemaProblems(errors: readonly ErrorObject[], root: unknown): readonly SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  const seen = new Set<string>();
  for (const error of errors) {
    const problem = problemOf(error, pathOf(error.instancePath, root));
    if (problem === undefined) continue;
    const key = `${problem.code} ${problem.path.join('/')} ${problem.detail}`;
    if (!seen.has(key)) problems.push(problem);
    seen.add(key);
  }
  return problems;
}

function problemOf(error: ErrorObject, path: DocumentPath): SchemaProblem | undefined {
  const key = `${path.at(-1) ?? 'the document'}`;
  switch (error.keyword) {
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return unknownKey(error, path);
    case 'required':
      return missingKey(`${error.params['missingProperty']}`, path);
    case 'type':
      return { path, ...wordsForType(key, wantedTypes(error), error.data, error.parentSchema) };
    case 'pattern':
    case 'format':
      return { path, ...wordsForFormat(key, error.data, error.parentSchema) };
    case 'propertyNames':
      return badName([...path, `${error.params['propertyName']}`]);
    case 'if':
      return undefined;
    default:
      // What is wrong inside `propertyNames` is said once, by `propertyNames` itself.
      if (error.propertyName !== undefined) return undefined;
      return { path, ...wordsForValue(key, error) };
  }
}

function unknownKey(error: ErrorObject, path: DocumentPath): SchemaProblem {
  const key = `${error.params['additionalProperty'] ?? error.params['unevaluatedProperty']}`;
  const properties: unknown = error.parentSchema?.['properties'];
  const known = isJsonObject(properties) ? Object.keys(properties) : [];
  const hint = didYouMean(key, known);
  return {
    path: [...path, key],
    code: 'unknown-key',
    summary: 'A key that means nothing here',
    detail:
      known.length === 0 ? `${key} is not known here.` : `${key} is not known here; known are: ${known.join(', ')}.`,
    cure: 'Correct or remove it.',
    ...(hint === undefined ? {} : { hint }),
  };
}

function missingKey(key: string, path: DocumentPath): SchemaProblem {
  const within = path.length === 0 ? 'the document' : `${path.at(-1)}`;
  return {
    path,
    code: 'missing-key',
    summary: 'A key is missing',
    detail: typeof path.at(-1) === 'number' ? `This item needs ${key}.` : `${within} needs ${key}.`,
    cure: key === 'apiVersion' && path.length === 0 ? `Add the line: apiVersion: rollcall/v1` : 'Add it.',
    hint: `${key} is missing`,
  };
}

function badName(path: DocumentPath): SchemaProblem {
  return {
    path,
    code: 'bad-name',
    summary: 'A name that is not allowed',
    detail: `${path.at(-1)} cannot be used as a name here.`,
    cure: 'Use letters, digits and hyphens, beginning with a letter.',
  };
}

function wantedTypes(error: ErrorObject): readonly string[] {
  const { type } = error.params;
  if (Array.isArray(type)) return type.map(String);
  return `${type}`.split(',');
}

/** A JSON pointer as the way through this very value: what is an index of a list becomes a number. */
function pathOf(pointer: string, root: unknown): DocumentPath {
  const path: (string | number)[] = [];
  let value: unknown = root;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const list = Array.isArray(value);
    path.push(list ? Number(key) : key);
    if (Array.isArray(value)) value = value[Number(key)];
    else value = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return path;
}
