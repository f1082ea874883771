/** Why the portal does not do what was asked. Codes below 7000 are ours; the others are documented. */
export interface Refusal {
  readonly refused: true;
  readonly status: 400 | 403 | 404 | 405 | 409;
  readonly code: string;
  readonly description: string;
}

export function isRefusal(value: object): value is Refusal {
  return 'refused' in value;
}

export function missing(parameter: string): Refusal {
  return { refused: true, status: 400, code: '7003', description: `mandatory parameter missing: ${parameter}` };
}

export function invalid(description: string): Refusal {
  return { refused: true, status: 400, code: '7004', description };
}

export function malformed(): Refusal {
  return { refused: true, status: 400, code: '7000', description: 'invalid JSON' };
}

export function forbidden(description: string): Refusal {
  return { refused: true, status: 403, code: '403', description };
}

export function unknown(what: string): Refusal {
  return { refused: true, status: 404, code: '404', description: `${what} not found` };
}

export function conflict(description: string): Refusal {
  return { refused: true, status: 409, code: '7015', description: `already exists: ${description}` };
}
