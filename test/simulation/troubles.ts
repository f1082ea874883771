/** Everything that can go wrong. What is not of a request or of the disk happens at any point of a run. */
export const requestTroubles = [
  'too-many-requests',
  'unavailable-before',
  'failure-before',
  'failure-after',
  'refused-connection',
  'reset-before',
  'reset-after',
  'timeout-before',
  'timeout-after',
  'torn-answer',
  'slow',
  'outage',
] as const;

export const diskTroubles = ['disk-full', 'disk-failure'] as const;

export const anywhereTroubles = [
  'crash',
  'power-failure',
  'interrupt',
  'interrupt-twice',
  'pause',
  'meddling',
  'restless-lists',
  'somebody-acts',
  'clock-back',
  'clock-forward',
  'clock-skew',
] as const;

export type TroubleName =
  (typeof requestTroubles)[number] | (typeof diskTroubles)[number] | (typeof anywhereTroubles)[number];

export const troubleNames: readonly TroubleName[] = [...requestTroubles, ...diskTroubles, ...anywhereTroubles];

/** One thing that goes wrong, at the first point from the numbered one on that suits it. */
export interface Trouble {
  readonly at: number;
  readonly what: TroubleName;
  /** From 0 to 99: how long, how much, before or after. */
  readonly size: number;
}

/** Where a run touches the world. */
export interface Point {
  readonly place: 'disk-read' | 'disk-write' | 'request' | 'sleep';
  /** Of a request: whether it asks the portal to change something. */
  readonly writes: boolean;
  readonly side: 'before' | 'after';
}

/** The troubles of one run, each of which strikes once. */
export interface TroubleList {
  readonly take: (point: Point, names: readonly TroubleName[]) => Trouble | undefined;
  /** Counts a point. */
  readonly next: () => void;
}

export function createTroubles(all: readonly Trouble[], onStrike: (what: TroubleName) => void): TroubleList {
  const left = [...all].sort((one, other) => one.at - other.at);
  let points = 0;
  return {
    next: () => {
      points += 1;
    },
    take: (point, names) => {
      const index = left.findIndex((one) => isDue(one, points) && names.includes(one.what) && suits(one, point));
      const [struck] = index === -1 ? [] : left.splice(index, 1);
      if (struck !== undefined) onStrike(struck.what);
      return struck;
    },
  };
}

/** A clock that is wrong is wrong from the start. */
function isDue({ at, what }: Trouble, points: number): boolean {
  return at <= points || what === 'clock-skew';
}

/**
 * What is lost after the act matters most for writes. A stop of the program just before a writing request leaves is the
 * one window that no lease closes (see `HeldLease`), so a pause comes elsewhere.
 */
function suits({ what }: Trouble, { place, writes, side }: Point): boolean {
  switch (what) {
    case 'failure-after':
    case 'reset-after':
    case 'timeout-after':
    case 'torn-answer':
      return writes;
    case 'restless-lists':
      return place === 'request' && !writes && side === 'after';
    case 'pause':
      return !(place === 'request' && writes && side === 'before');
    case 'too-many-requests':
    case 'unavailable-before':
    case 'failure-before':
    case 'refused-connection':
    case 'reset-before':
    case 'timeout-before':
    case 'slow':
    case 'outage':
    case 'disk-full':
    case 'disk-failure':
    case 'crash':
    case 'power-failure':
    case 'interrupt':
    case 'interrupt-twice':
    case 'meddling':
    case 'somebody-acts':
    case 'clock-back':
    case 'clock-forward':
    case 'clock-skew':
      return true;
  }
}
