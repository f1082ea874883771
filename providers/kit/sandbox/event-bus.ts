import type { Instant } from '../../../engine/model/instant.ts';
import type { JsonObject } from '../../../engine/model/json.ts';

/** Something that one emulated portal tells the others: `role-sync`. */
export interface SandboxEvent {
  readonly type: string;
  /** The portal that says it. */
  readonly from: string;
  readonly at: Instant;
  readonly data: JsonObject;
}

/** The only way in which emulators talk to each other. */
export interface EventBus {
  readonly publish: (event: SandboxEvent) => void;
  readonly subscribe: (type: string, listener: (event: SandboxEvent) => void) => void;
  /** The last 1,000, oldest first. */
  readonly history: () => readonly SandboxEvent[];
}

const keptEvents = 1_000;

export function createEventBus(): EventBus {
  const listeners = new Map<string, ((event: SandboxEvent) => void)[]>();
  let history: SandboxEvent[] = [];

  return {
    publish: (event) => {
      history.push(event);
      if (history.length >= 2 * keptEvents) history = history.slice(-keptEvents);
      for (const listener of listeners.get(event.type) ?? []) listener(event);
    },
    subscribe: (type, listener) => {
      const of = listeners.get(type) ?? [];
      of.push(listener);
      listeners.set(type, of);
    },
    history: () => history.slice(-keptEvents),
  };
}
