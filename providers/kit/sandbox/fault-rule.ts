import { isJsonObject } from '../../../engine/model/json.ts';
import type { JsonObject } from '../../../engine/model/json.ts';
import { planeOf } from '../emulator-faults.ts';
import type { FaultEffect, FaultRule } from '../emulator-faults.ts';

/** A fault as the start page offers it. */
export interface FaultPreset {
  readonly name: string;
  readonly title: string;
  readonly rule: FaultRule;
}

export const faultPresets: readonly FaultPreset[] = [
  { name: 'error', title: 'Answers 500', rule: { fault: { effect: 'answer', status: 500 } } },
  {
    name: 'rate-limit',
    title: 'Answers 429, retry after 2 s',
    rule: { fault: { effect: 'rate-limit', retryAfter: 2 } },
  },
  { name: 'busy', title: 'Says “too fast” in its own way', rule: { fault: { effect: 'busy' } } },
  { name: 'cut', title: 'Cuts the connection before acting', rule: { fault: { effect: 'cut', acting: 'before' } } },
  { name: 'lost', title: 'Acts, but the answer is lost', rule: { fault: { effect: 'cut', acting: 'after' } } },
  { name: 'slow', title: 'Answers after 5 s', rule: { fault: { effect: 'slow', milliseconds: 5_000 } } },
  { name: 'page', title: 'Fails on page 2 of a list', rule: { page: 2, fault: { effect: 'answer', status: 500 } } },
  {
    name: 'invisible',
    title: 'New people are missing from reads for 1 minute',
    rule: { fault: { effect: 'invisible', milliseconds: 60_000 } },
  },
];

/** One line for people: `teammates.list: answers 500, once`. */
export function describeFault({ operation, plane, nth, page, times, fault }: FaultRule): string {
  const what = operation ?? (plane === undefined ? 'any request' : `any request of the plane ${plane}`);
  const where = page === undefined ? '' : `, page ${page}`;
  const from = nth === undefined || nth === 1 ? '' : `, from the ${nth}. request on`;
  const stands = fault.effect === 'invisible' || times === 'always';
  const often = stands ? 'until it is switched off' : `${times ?? 1}×`;
  return `${what}${where}: ${describeEffect(fault)}, ${often}${from}`;
}

function describeEffect(fault: FaultEffect): string {
  switch (fault.effect) {
    case 'answer':
      return `answers ${fault.status}${fault.acting === 'after' ? ' after acting' : ''}`;
    case 'rate-limit':
      return `answers 429, retry after ${fault.retryAfter} s`;
    case 'busy':
      return 'says “too fast” in its own way';
    case 'cut':
      return fault.acting === 'before' ? 'cuts the connection before acting' : 'acts, but the answer is lost';
    case 'slow':
      return `answers after ${fault.milliseconds} ms`;
    case 'invisible':
      return `new people are missing from reads for ${fault.milliseconds} ms`;
  }
}

/** A rule from the control plane, or what is wrong with it. */
export function parseFaultRule(value: unknown, operations: readonly string[]): FaultRule | string {
  if (!isJsonObject(value)) return noObject;
  const { operation, plane, nth, page, times } = value;
  if (operation !== undefined && !(typeof operation === 'string' && operations.includes(operation))) {
    return `operation must be one of: ${operations.join(', ')}`;
  }
  const wrongPlane = planeProblem(plane, operations);
  if (wrongPlane !== null) return wrongPlane;
  for (const [name, count] of Object.entries({ nth, page })) {
    if (count !== undefined && !isCount(count)) return `${name} must be a whole number from 1`;
  }
  const hasTimes = isCount(times) || times === 'always';
  if (times !== undefined && !hasTimes) return 'times must be a whole number from 1, or always';
  const fault = parseEffect(value['fault']);
  if (typeof fault === 'string') return fault;
  return {
    ...(typeof operation === 'string' ? { operation } : {}),
    ...(typeof plane === 'string' ? { plane } : {}),
    ...(isCount(nth) ? { nth } : {}),
    ...(isCount(page) ? { page } : {}),
    ...(hasTimes ? { times } : {}),
    fault,
  };
}

const noObject = 'a fault is an object with `fault`, and perhaps `operation`, `plane`, `nth`, `page`, `times`';

function planeProblem(plane: unknown, operations: readonly string[]): string | null {
  if (plane === undefined) return null;
  const planes = new Set(operations.map(planeOf).filter((one) => one !== null));
  if (planes.size === 0) return 'plane must be left out: this portal has no planes';
  return typeof plane === 'string' && planes.has(plane) ? null : `plane must be one of: ${[...planes].join(', ')}`;
}

function parseEffect(value: unknown): FaultEffect | string {
  if (!isJsonObject(value)) return 'fault must be an object with `effect`';
  switch (value['effect']) {
    case 'answer':
      return parseAnswer(value);
    case 'rate-limit':
      return isCount(value['retryAfter'])
        ? { effect: 'rate-limit', retryAfter: value['retryAfter'] }
        : 'retryAfter must be whole seconds from 1';
    case 'busy':
      return { effect: 'busy' };
    case 'cut':
      return isActing(value['acting']) ? { effect: 'cut', acting: value['acting'] } : 'acting must be before or after';
    case 'slow':
    case 'invisible':
      return isCount(value['milliseconds'])
        ? { effect: value['effect'], milliseconds: value['milliseconds'] }
        : 'milliseconds must be a whole number from 1';
    default:
      return 'effect must be answer, rate-limit, busy, cut, slow or invisible';
  }
}

function parseAnswer(value: JsonObject): FaultEffect | string {
  const { status, body, acting } = value;
  if (!isCount(status) || status < 200 || status > 599) return 'status must be an HTTP status from 200 to 599';
  if (body !== undefined && typeof body !== 'string') return 'body must be text';
  if (acting !== undefined && !isActing(acting)) return 'acting must be before or after';
  return {
    effect: 'answer',
    status,
    ...(body === undefined ? {} : { body }),
    ...(acting === undefined ? {} : { acting }),
  };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 1;
}

function isActing(value: unknown): value is 'before' | 'after' {
  return value === 'before' || value === 'after';
}
