import type { JsonObject } from '../../engine/model/json.ts';
import { createAbortGroups } from '../kit/abort-groups.ts';
import type { WriteRequest } from './write-request.ts';

/** A write that somebody waits for. */
export interface WaitingWrite {
  readonly asked: WriteRequest;
  readonly resolve: (row: JsonObject | null) => void;
  readonly reject: (error: unknown) => void;
}

/** Writes that are not sent yet. One that is told to stop leaves by itself: nothing of it was done. */
export interface WaitingWrites {
  readonly add: (one: WaitingWrite) => void;
  /** To the front, as they stood there before. */
  readonly putBack: (ones: readonly WaitingWrite[]) => void;
  /** Those that the choice names do not wait any more. */
  readonly take: (choose: (all: readonly WaitingWrite[]) => readonly WaitingWrite[]) => readonly WaitingWrite[];
  readonly isEmpty: () => boolean;
}

/** @param stopped The error of who is told to stop. */
export function createWaitingWrites(stopped: (asked: WriteRequest) => Error): WaitingWrites {
  const groups = createAbortGroups<WaitingWrite>(leave);
  let all: readonly WaitingWrite[] = [];

  function leave(one: WaitingWrite): void {
    all = all.filter((other) => other !== one);
    one.reject(stopped(one.asked));
  }

  function mayWait(one: WaitingWrite): boolean {
    const { signal } = one.asked;
    if (signal.aborted) one.reject(stopped(one.asked));
    else groups.watch(signal, one);
    return !signal.aborted;
  }

  return {
    add(one) {
      if (mayWait(one)) all = [...all, one];
    },
    putBack(ones) {
      all = [...ones.filter(mayWait), ...all];
    },
    take(choose) {
      const chosen = new Set(choose(all));
      all = all.filter((one) => !chosen.has(one));
      for (const one of chosen) groups.forget(one);
      return [...chosen];
    },
    isEmpty: () => all.length === 0,
  };
}
