import type { Milliseconds } from '../../engine/model/instant.ts';

/** What goes wrong. `before`: the portal has not acted; `after`: it has, but the caller does not learn it. */
export type FaultEffect =
  | {
      readonly effect: 'answer';
      readonly status: number;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly acting?: 'before' | 'after';
    }
  /** HTTP 429 with `Retry-After` in seconds. */
  | { readonly effect: 'rate-limit'; readonly retryAfter: number }
  /** The portal's own way to say "too fast": code 7020 in the body, at Webex Connect. */
  | { readonly effect: 'busy' }
  | { readonly effect: 'cut'; readonly acting: 'before' | 'after' }
  | { readonly effect: 'slow'; readonly milliseconds: Milliseconds }
  /** New objects are missing from reads for so long. Stands until it is cleared. */
  | { readonly effect: 'invisible'; readonly milliseconds: Milliseconds };

export interface FaultRule {
  /** Operation name; every operation where it is left out. */
  readonly operation?: string;
  /** Only operations of this plane: one of several may be down alone. */
  readonly plane?: string;
  /** Starts with the nth matching request from now on; 1, the next, where it is left out. */
  readonly nth?: number;
  /** Only requests for this page of a list, counted from 1. */
  readonly page?: number;
  /** How often it strikes; once where it is left out. */
  readonly times?: number | 'always';
  readonly fault: FaultEffect;
}

export interface ActiveFault {
  readonly id: string;
  readonly rule: FaultRule;
  readonly struck: number;
}

export interface Faults {
  readonly inject: (rule: FaultRule) => string;
  /** Those that can still strike. */
  readonly active: () => readonly ActiveFault[];
  /** All, where no id is given. */
  readonly clear: (id?: string) => void;
  /** The effect on this request, and counts it. */
  readonly take: (operation: string, page: number | null) => FaultEffect | null;
  /** For how long a new object is missing from reads now; of this plane, where the portal has several. */
  readonly invisibleFor: (plane?: string) => Milliseconds;
}

/**
 * The plane of an operation: at a portal with several, operations are called `plane: what is done`. Null where the name
 * says none.
 */
export function planeOf(operation: string): string | null {
  const end = operation.indexOf(': ');
  return end < 0 ? null : operation.slice(0, end);
}

interface Armed {
  readonly id: string;
  readonly rule: FaultRule;
  seen: number;
  struck: number;
}

export function createFaults(): Faults {
  const armed = new Map<string, Armed>();
  let next = 1;

  return {
    inject: (rule) => {
      const id = `fault-${next}`;
      next += 1;
      armed.set(id, { id, rule, seen: 0, struck: 0 });
      return id;
    },
    active: () => [...armed.values()].map(({ id, rule, struck }) => ({ id, rule, struck })),
    clear: (id) => {
      if (id === undefined) armed.clear();
      else armed.delete(id);
    },
    take: (operation, page) => takeFirst(armed, operation, page),
    invisibleFor: (plane) => {
      let longest = 0;
      for (const { rule } of armed.values()) {
        const isElsewhere = rule.plane !== undefined && rule.plane !== plane;
        if (rule.fault.effect === 'invisible' && !isElsewhere) longest = Math.max(longest, rule.fault.milliseconds);
      }
      return longest;
    },
  };
}

/** Every matching rule counts the request; the first that is due strikes. */
function takeFirst(armed: Map<string, Armed>, operation: string, page: number | null): FaultEffect | null {
  let effect: FaultEffect | null = null;
  for (const fault of armed.values()) {
    if (!matches(fault.rule, operation, page)) continue;
    fault.seen += 1;
    if (effect !== null || fault.seen < (fault.rule.nth ?? 1)) continue;
    effect = fault.rule.fault;
    fault.struck += 1;
    if (fault.rule.times !== 'always' && fault.struck >= (fault.rule.times ?? 1)) armed.delete(fault.id);
  }
  return effect;
}

function matches(rule: FaultRule, operation: string, page: number | null): boolean {
  if (rule.fault.effect === 'invisible') return false;
  if (rule.operation !== undefined && rule.operation !== operation) return false;
  if (rule.plane !== undefined && rule.plane !== planeOf(operation)) return false;
  return rule.page === undefined || rule.page === page;
}
