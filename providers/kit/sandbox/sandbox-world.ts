import { day, instantOf } from '../../../engine/model/instant.ts';
import type { Instant, Milliseconds } from '../../../engine/model/instant.ts';
import { createEventBus } from './event-bus.ts';
import type { EventBus } from './event-bus.ts';
import { createInbox } from './inbox.ts';
import type { Inbox } from './inbox.ts';

/** What the emulators of one sandbox share: time, mail, and the only way in which they talk to each other. */
export interface SandboxWorld {
  /** Milliseconds since 1970: the given clock plus everything that was advanced. */
  readonly now: () => number;
  readonly instant: () => Instant;
  /** How far ahead of the given clock the sandbox is. */
  readonly ahead: () => Milliseconds;
  /** @throws RangeError where the sandbox would go back in time, or more than `mostAhead` ahead in all. */
  readonly advance: (milliseconds: Milliseconds) => void;
  /** Called whenever time may have passed; what fell due is then made up for, with the time at which it was due. */
  readonly whenTimePasses: (listener: (now: number) => void) => void;
  /** Makes up for the time that has passed since the last call. */
  readonly settle: () => void;
  readonly inbox: Inbox;
  readonly events: EventBus;
  readonly sleep: (milliseconds: Milliseconds) => Promise<void>;
  readonly newId: () => string;
  readonly random: () => number;
  /** Absolute address of a path at a portal, for the links in mails. */
  readonly urlOf: (portal: string, path: string) => string;
  /** Where the sandbox is reached: `http://127.0.0.1:4747`. Set by the server once it listens. */
  readonly setOrigin: (origin: string) => void;
}

export interface SandboxWorldOptions {
  /** The real clock, or one that is driven from outside. */
  readonly now: () => number;
  readonly sleep: (milliseconds: Milliseconds) => Promise<void>;
  readonly newId: () => string;
  readonly random: () => number;
  readonly origin?: string;
}

/** Ten years: further on, nothing is tried out any more, and at some point no calendar can say the time. */
export const mostAhead: Milliseconds = 3_652 * day;

export function createSandboxWorld(options: SandboxWorldOptions): SandboxWorld {
  const listeners: ((now: number) => void)[] = [];
  let ahead = 0;
  let origin = options.origin ?? 'http://127.0.0.1:4747';
  const inbox = createInbox(options.newId);
  const now = (): number => options.now() + ahead;
  const settle = (): void => {
    for (const listener of listeners) listener(now());
  };

  return {
    now,
    instant: () => instantOf(now()),
    ahead: () => ahead,
    advance: (milliseconds) => {
      if (!Number.isFinite(milliseconds) || milliseconds < 0) {
        throw new RangeError(`the sandbox's clock only goes forward, not by ${milliseconds} ms`);
      }
      if (ahead + milliseconds > mostAhead) {
        throw new RangeError(`the sandbox's clock goes at most ten years ahead, not by ${milliseconds} ms more`);
      }
      ahead += milliseconds;
      settle();
    },
    whenTimePasses: (listener) => {
      listeners.push(listener);
    },
    settle,
    inbox,
    events: createEventBus(),
    sleep: options.sleep,
    newId: options.newId,
    random: options.random,
    urlOf: (portal, path) => `${origin}/${portal}${path}`,
    setOrigin: (given) => {
      inbox.relocate(origin, given);
      origin = given;
    },
  };
}
