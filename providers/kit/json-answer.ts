import type { Json, JsonObject } from '../../engine/model/json.ts';
import { isJsonObject } from '../../engine/model/json.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';

/**
 * Reads members of a portal's answer. `what` names the answer in the error: `the list of teammates`.
 *
 * @throws ProviderError `contract` where the member is not what the portal documents.
 */
export interface AnswerReader {
  readonly object: (value: Json) => JsonObject;
  readonly text: (object: JsonObject, name: string) => string;
  readonly count: (object: JsonObject, name: string) => number;
  readonly flag: (object: JsonObject, name: string) => boolean;
  readonly list: (object: JsonObject, name: string) => readonly JsonObject[];
  /** A list that portals leave out, or give as null, where it is empty. Anything else is no empty list. */
  readonly listIfAny: (object: JsonObject, name: string) => readonly JsonObject[];
  /** The same of texts. */
  readonly textsIfAny: (object: JsonObject, name: string) => readonly string[];
  /** Milliseconds since 1970. */
  readonly moment: (object: JsonObject, name: string) => number;
  readonly breach: (text: string) => ProviderError;
}

export function answerReader(what: string): AnswerReader {
  function breach(text: string): ProviderError {
    return new ProviderError('contract', `${what}: ${text}.`, {
      cure: 'The portal answers otherwise than this provider knows it. Please report it.',
    });
  }

  function member(object: JsonObject, name: string): Json | undefined {
    return Object.hasOwn(object, name) ? object[name] : undefined;
  }

  function text(object: JsonObject, name: string): string {
    const value = member(object, name);
    if (typeof value === 'string' && value !== '') return value;
    throw breach(`${name} is missing or no text`);
  }

  function ifAny(object: JsonObject, name: string): Json {
    return member(object, name) ?? [];
  }

  return {
    breach,
    text,
    object(value) {
      if (isJsonObject(value)) return value;
      throw breach('it is no JSON object');
    },
    count(object, name) {
      const value = member(object, name);
      if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
      throw breach(`${name} is missing or no whole number`);
    },
    flag(object, name) {
      const value = member(object, name);
      if (typeof value === 'boolean') return value;
      throw breach(`${name} is missing or neither true nor false`);
    },
    list(object, name) {
      const value = member(object, name);
      if (Array.isArray(value) && value.every(isJsonObject)) return value;
      throw breach(`${name} is missing or no list of objects`);
    },
    listIfAny(object, name) {
      const value = ifAny(object, name);
      if (Array.isArray(value) && value.every(isJsonObject)) return value;
      throw breach(`${name} is no list of objects`);
    },
    textsIfAny(object, name) {
      const value = ifAny(object, name);
      if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
      throw breach(`${name} is no list of texts`);
    },
    moment(object, name) {
      const moment = Date.parse(text(object, name));
      if (!Number.isNaN(moment)) return moment;
      throw breach(`${name} is no moment`);
    },
  };
}
