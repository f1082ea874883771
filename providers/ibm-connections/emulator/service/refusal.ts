import type { ServiceResult } from './ibm-service.ts';

export type Refusal = Extract<ServiceResult<null>, { readonly ok: false }>;

export function done(): ServiceResult<null>;
export function done<Value>(value: Value): ServiceResult<Value>;
export function done(value: unknown = null): ServiceResult<unknown> {
  return { ok: true, value };
}

/** Codes that begin with `SANDBOX.` are ours: of IBM's own codes only `BZSUS1926E` is known. */
export function refusal(status: number, text: string, code?: string): Refusal {
  return code === undefined ? { ok: false, status, text } : { ok: false, status, code, text };
}

export function badInput(text: string, code?: string): Refusal {
  return refusal(400, text, code);
}

export function unknown(what: string): Refusal {
  return refusal(404, `There is no such ${what}.`);
}

export function forbidden(text: string): Refusal {
  return refusal(403, text);
}

/** Documented for what would leave an inconsistent state; which cases these are is mostly ours. */
export function inconsistent(text: string, code?: string): Refusal {
  return refusal(409, text, code);
}
