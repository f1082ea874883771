/** What one policy may cost over the whole planned state: about a second. */
const mostSteps = 20_000_000;
/** The most members of a list, or characters of a text, that an expression may make. */
const mostSize = 1_000_000;

/** Counts what expressions do, because CEL itself knows no end: a rule that looks at everything for each is stopped. */
export interface Meter {
  readonly isSpent: () => boolean;
  /** @throws CostError when all steps are spent. */
  readonly step: () => void;
  /** @throws CostError where a value has become too large. */
  readonly size: <Value>(value: Value) => Value;
}

export class CostError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CostError';
  }
}

const tooLong = new CostError(
  'it costs too much: it goes through all of a list again for each. Use user.grants or portal.grants, or each: portal',
);
const tooLarge = new CostError('it makes a list or a text that is too large');

export function createMeter(most: number = mostSteps): Meter {
  let steps = 0;
  const step = (): void => {
    steps += 1;
    // One error for all: making a new one each time would cost more than what it stops.
    if (steps > most) throw tooLong;
  };
  return {
    isSpent: () => steps >= most,
    step,
    size: (value) => {
      if ((typeof value === 'string' || Array.isArray(value)) && value.length > mostSize) throw tooLarge;
      return value;
    },
  };
}
