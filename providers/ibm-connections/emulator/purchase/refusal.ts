/** Why the marketplace does not do what was asked. Which status stands for what is not published: ours. */
export interface Refusal {
  readonly refused: true;
  readonly status: 400 | 404 | 409;
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
