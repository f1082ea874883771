/** Why Control Hub does not do what was asked. The words are ours, but for those of the documented licence errors. */
export interface Refusal {
  readonly refused: true;
  readonly status: 400 | 401 | 403 | 404 | 409 | 412 | 423;
  readonly message: string;
  /** Of the `errors` list; the message itself where it is left out. */
  readonly description?: string;
  /** Documented for licences only. */
  readonly errorCode?: number;
  /** RFC 7644, 3.12; for the SCIM form of an error. */
  readonly scimType?: string;
}

export function isRefusal(value: object): value is Refusal {
  return 'refused' in value;
}

export function badRequest(message: string, more: Partial<Refusal> = {}): Refusal {
  return { refused: true, status: 400, message, ...more };
}

export function invalidValue(message: string): Refusal {
  return badRequest(message, { scimType: 'invalidValue' });
}

export function forbidden(message: string): Refusal {
  return { refused: true, status: 403, message };
}

export function notFound(what: string): Refusal {
  return { refused: true, status: 404, message: `${what} not found.` };
}

export function conflict(message: string): Refusal {
  return { refused: true, status: 409, message, scimType: 'uniqueness' };
}
