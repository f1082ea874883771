import type { GateQuestion } from '../model/gate.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isPlaceholder } from '../model/placeholders.ts';
import { CliFailure } from './cli-failure.ts';

/** Turns `--set key=text` and `--set key:=json` into what the ledger keeps. */
export function setOf(pairs: readonly string[]): JsonObject {
  const values = new Map<string, Json>();
  for (const pair of pairs) {
    const [, key, sign, text] = /^([A-Za-z][\w.-]*)(:?=)(.*)$/s.exec(pair) ?? [];
    if (key === undefined || text === undefined) {
      throw new CliFailure(`--set ${pair} is not of the form key=value`, {
        cure: 'Write --set billingId=11122233, or --set decryptLogs:=true for a value that is no text.',
      });
    }
    values.set(key, sign === '=' ? text : jsonOf(pair, text));
  }
  return Object.fromEntries(values);
}

/**
 * What was said, under the names by which the ledger keeps it: what a step asks for goes where the step says.
 *
 * @throws CliFailure where an answer is missing, or has not the form that was asked for.
 */
export function answersTo(asks: readonly GateQuestion[], said: JsonObject): JsonObject {
  const left = new Map(Object.entries(said));
  const answers = new Map<string, Json>();
  for (const { name, into, means, pattern, required } of asks) {
    const value = left.get(name);
    left.delete(name);
    if (value === undefined) {
      if (!required) continue;
      throw new CliFailure(`this step needs --set ${name}=…: ${means}`, { cure: 'Nothing was recorded.' });
    }
    if (isPlaceholder(textOf(value)) || !new RegExp(pattern, 'u').test(textOf(value))) {
      throw new CliFailure(`--set ${name}=${textOf(value)} is not what is asked for: ${means}`, {
        cure: `Nothing was recorded. It has the form ${pattern}.`,
      });
    }
    if (into === 'id') answers.set('id', textOf(value));
    else answers.set(into.attribute, value);
  }
  return Object.fromEntries([...answers, ...left]);
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function jsonOf(pair: string, text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new CliFailure(`--set ${pair}: what stands behind := is no JSON`, { cure: 'Write true, 5 or ["a","b"].' });
  }
}
