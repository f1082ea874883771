import type { Why } from '../model/resource.ts';

/** Facts are classes because CEL tells types apart by their constructor; a member that is missing is undefined. */
export class WhyFact {
  readonly ticket: string | undefined;
  readonly reason: string | undefined;
  readonly requestedBy: string | undefined;

  constructor({ ticket, reason, requestedBy }: Why = {}) {
    this.ticket = ticket;
    this.reason = reason;
    this.requestedBy = requestedBy;
  }
}
