import type { Json, JsonObject } from '../../engine/model/json.ts';
import { isJsonObject } from '../../engine/model/json.ts';
import type { ProviderError } from '../../engine/model/provider-error.ts';
import { classifyByStatus, type RawAnswer } from '../kit/answer-verdict.ts';
import type { DoorErrors } from '../kit/door-errors.ts';
import { classifyAnswer } from './classify.ts';
import { member, textMember } from './wire.ts';
import { rowOf, type WriteRequest } from './write-request.ts';

/** What became of one operation. `again`: surely nothing, and the same may be asked once more. */
export type BulkResult =
  | { readonly result: 'taken'; readonly row: JsonObject | null }
  | { readonly result: 'again' }
  | { readonly result: 'failed'; readonly error: ProviderError };

interface Judging {
  readonly asked: WriteRequest;
  /** Undefined where the answer has no result of it. */
  readonly said: JsonObject | undefined;
  readonly errors: DoorErrors;
  readonly now: number;
}

/** Reads a result as if it had been the answer to a request of its own. */
export function bulkResult({ asked, said, errors, now }: Judging): BulkResult {
  const status = said === undefined ? undefined : statusOf(member(said, 'status'));
  if (said === undefined || status === undefined) {
    return {
      result: 'failed',
      error: errors.lost(asked, 'the answer to the bulk request does not say what became of it'),
    };
  }
  const json = member(said, 'response');
  const raw: RawAnswer = { status, headers: {}, body: json === undefined ? '' : JSON.stringify(json), json };
  const verdict = classifyAnswer(raw) ?? classifyByStatus(raw, now);
  switch (verdict.verdict) {
    case 'taken': {
      const told = { json, location: textMember(said, 'location'), version: textMember(said, 'version') };
      return { result: 'taken', row: rowOf(asked, told) };
    }
    case 'busy':
      return { result: 'again' };
    case 'failed':
      if (verdict.acted === 'no') return { result: 'again' };
      return { result: 'failed', error: errors.lost(asked, errors.words(verdict, raw)) };
    case 'refused':
      return { result: 'failed', error: errors.refused(asked, verdict, raw) };
  }
}

/** A text by the standard; a number, or an object with a `code`, at some servers. */
function statusOf(value: Json | undefined): number | undefined {
  const said = isJsonObject(value) ? member(value, 'code') : value;
  const text = typeof said === 'number' ? String(said) : said;
  return typeof text === 'string' && /^[1-5]\d\d$/.test(text) ? Number(text) : undefined;
}
