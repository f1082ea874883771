import type { Diagnostic, DocumentPath } from '../model/diagnostic.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { ShippedParam, ShippedPolicy } from '../model/policy.ts';
import { type ManifestDocument, originOf } from './document.ts';
import { didYouMean } from './nearest.ts';

export interface ParamsInput {
  readonly document: ManifestDocument<'Policy'>;
  readonly shipped: ShippedPolicy;
  readonly given: JsonObject;
  readonly diagnostics: Diagnostic[];
}

/** What a document says of a shipped policy's params, with the defaults of the rest. What is wrong is reported. */
export function filledParams({ document, shipped, given, diagnostics }: ParamsInput): JsonObject {
  const report = (path: DocumentPath, words: ParamWords): void => {
    diagnostics.push({ severity: 'error', ...words, origin: originOf(document, path) });
  };
  for (const name of Object.keys(given)) {
    if (!shipped.params.some((param) => param.name === name)) report(['spec', 'params', name], unknown(shipped, name));
  }
  const filled: Record<string, Json> = {};
  for (const param of shipped.params) {
    const value = Object.hasOwn(given, param.name) ? given[param.name] : param.default;
    if (value === undefined) {
      const path = document.value.spec.params === undefined ? ['spec', 'use'] : ['spec', 'params'];
      report(path, missing(shipped, param));
    } else if (!isOfForm(value, param.form)) report(['spec', 'params', param.name], wrongForm(param));
    else filled[param.name] = value;
  }
  return filled;
}

type ParamWords = Pick<Diagnostic, 'code' | 'summary' | 'detail' | 'cure' | 'hint'> & {
  readonly code: string;
  readonly summary: string;
};

const forms: Readonly<Record<ShippedParam['form'], string>> = {
  text: 'a text',
  texts: 'a list of texts',
  pairs: 'a list of pairs, each a list of two texts',
  number: 'a whole number, 0 or more',
};

function isOfForm(value: Json, form: ShippedParam['form']): boolean {
  switch (form) {
    case 'text':
      return typeof value === 'string';
    case 'number':
      return Number.isSafeInteger(value) && Number(value) >= 0;
    case 'texts':
      return isTexts(value);
    case 'pairs':
      return Array.isArray(value) && (value as readonly Json[]).every((one) => isTexts(one) && one.length === 2);
  }
}

function isTexts(value: Json): value is readonly string[] {
  return Array.isArray(value) && (value as readonly Json[]).every((one) => typeof one === 'string');
}

function unknown(shipped: ShippedPolicy, name: string): ParamWords {
  const names = shipped.params.map((param) => param.name);
  const hint = didYouMean(name, names);
  return {
    code: 'unknown-param',
    summary: 'A param that the policy does not have',
    detail: `${shipped.name} has no param ${name}; it has: ${names.length === 0 ? 'none' : names.join(', ')}.`,
    cure: 'Correct or remove it.',
    ...(hint === undefined ? {} : { hint }),
  };
}

function missing(shipped: ShippedPolicy, { name, text, form }: ShippedParam): ParamWords {
  return {
    code: 'missing-param',
    summary: 'A param that the policy needs',
    detail: `${shipped.name} needs params.${name}: ${text}.`,
    cure: `Add it under params; it is ${forms[form]}.`,
  };
}

function wrongForm({ name, form }: ShippedParam): ParamWords {
  return {
    code: 'wrong-param',
    summary: 'A param of another form',
    detail: `params.${name} is ${forms[form]}.`,
    cure: 'Correct it.',
  };
}
