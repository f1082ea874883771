import type { Json } from '../model/json.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import { type Problem, problemOf } from '../model/provider-error.ts';

/** A provider does not keep a contract. The message says what was demanded and what happened instead. */
export class ConformanceError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConformanceError';
  }
}

/** @throws ConformanceError unless it is so. */
export function demand(isSo: boolean, text: string): asserts isSo {
  if (!isSo) throw new ConformanceError(text);
}

/** @throws ConformanceError unless both are the same JSON. */
export function demandSame(actual: Json, wanted: Json, text: string): void {
  const [is, should] = [canonicalJson(actual), canonicalJson(wanted)];
  demand(is === should, `${text}\n  wanted ${should}\n  got    ${is}`);
}

/** @throws ConformanceError unless there are none; lists them all, because one run should show everything. */
export function demandNone(found: readonly string[], text: string): void {
  demand(found.length === 0, `${text}\n${found.map((line) => `  - ${line}`).join('\n')}`);
}

/**
 * What the action failed with.
 *
 * @throws ConformanceError where it did not fail.
 */
export async function problemFrom(action: () => Promise<unknown>, text: string): Promise<Problem> {
  try {
    await action();
  } catch (error) {
    return problemOf(error);
  }
  throw new ConformanceError(text);
}
