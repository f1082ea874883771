import type { Json, JsonObject } from '../model/json.ts';
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

function jsonOf(pair: string, text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new CliFailure(`--set ${pair}: what stands behind := is no JSON`, { cure: 'Write true, 5 or ["a","b"].' });
  }
}
