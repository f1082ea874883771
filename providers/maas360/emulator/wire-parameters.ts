import type { EmulatorContext } from '../../kit/emulator-operation.ts';
import { operations } from '../parameters.ts';
import type { OperationForm, OperationName } from '../parameters.ts';
import { refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';

/** The parameters that came, by the names that the table gives them. An empty one counts as left out. */
export type Parameters = ReadonlyMap<string, string>;

/**
 * From the query string, and of a POST from its form as well. What the table does not know is refused, and so is what
 * it requires and did not come: documented is only that bad combinations are answered with 400.
 */
export async function readParameters(c: EmulatorContext, name: OperationName): Promise<Parameters | Refusal> {
  const sent = await sentParameters(c);
  if (!(sent instanceof Map)) return sent;
  const { parameters }: OperationForm = operations[name];
  const read = new Map<string, string>();
  for (const [key, { wire, required }] of Object.entries(parameters)) {
    const value = sent.get(wire)?.trim() ?? '';
    sent.delete(wire);
    if (value !== '') read.set(key, value);
    else if (required === true) return refusal('invalid', wire, `The parameter ${wire} is missing.`);
  }
  const [unknown] = sent.keys();
  return unknown === undefined ? read : refusal('invalid', unknown, `There is no parameter ${unknown} here.`);
}

export async function sentParameters(c: EmulatorContext): Promise<Map<string, string> | Refusal> {
  const sent = new Map(new URL(c.req.url).searchParams);
  const text = c.req.method === 'POST' ? await c.req.text() : '';
  if (text === '') return sent;
  const type = c.req.header('content-type') ?? '';
  if (!type.startsWith('application/x-www-form-urlencoded')) {
    return refusal('invalid', 'body', 'Parameters are sent as application/x-www-form-urlencoded.');
  }
  for (const [name, value] of new URLSearchParams(text)) sent.set(name, value);
  return sent;
}

/** A whole number; NaN where it is none, which every rule refuses; undefined where it was left out. */
export function numberAt(parameters: Parameters, key: string): number | undefined {
  const text = parameters.get(key);
  if (text === undefined) return undefined;
  return /^\d{1,15}$/u.test(text) ? Number(text) : Number.NaN;
}
