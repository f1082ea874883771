/**
 * Why the marketplace or the panel does not do what was asked. Which status stands for what, and the words, are ours:
 * neither publishes its errors.
 */
export interface Refusal {
  readonly refused: true;
  readonly status: 400 | 403 | 404 | 405 | 409 | 500;
  readonly text: string;
}

export function isRefusal(value: object): value is Refusal {
  return 'refused' in value;
}

export function invalid(text: string): Refusal {
  return { refused: true, status: 400, text };
}

export function unknown(what: string): Refusal {
  return { refused: true, status: 404, text: `${what} is not found` };
}

export function conflict(text: string): Refusal {
  return { refused: true, status: 409, text };
}

/** Documented: an operation that failed behind the panel is forwarded to the caller as a failure, and not repeated. */
export function failedBehind(text: string): Refusal {
  return { refused: true, status: 500, text };
}
