import type { Json, JsonObject } from '../../engine/model/json.ts';
import type { Query } from './base-url.ts';

export interface DoorRequest {
  /** What it is for, in words that complete "could not": `list the teammates`. */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** From the base URL on, made with `pathOf` wherever a part comes from outside. */
  readonly path: string;
  readonly query?: Query;
  /** In place of `query` where the portal's query is no list of names and values; already encoded. */
  readonly rawQuery?: string;
  /** Sent as JSON. */
  readonly body?: JsonObject;
  /** A body that is no JSON: a form, or XML. */
  readonly payload?: { readonly type: string; readonly text: string };
  /** Besides those of the door. */
  readonly headers?: Readonly<Record<string, string>>;
  /** `text` where the answer is no JSON; it then stands in `text` of the answer alone. */
  readonly expects?: 'json' | 'text';
  /** Whether the portal is another one afterwards. Some reads are POSTs. */
  readonly writes: boolean;
  /** Ends the waiting, and what is in flight too; the engine's own signal only ends the waiting. */
  readonly signal?: AbortSignal;
}

export interface DoorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Null where the answer has no body. */
  readonly json: Json;
  readonly text: string;
}
