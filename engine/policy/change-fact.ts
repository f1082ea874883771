import type { JsonObject } from '../model/json.ts';
import { type CelValue, celValue } from './cel-value.ts';
import type { WhyFact } from './why-fact.ts';

export interface ChangeParts {
  readonly verdict: string;
  readonly word: string;
  readonly portal: string;
  readonly provider: string;
  readonly kind: string;
  readonly key: string;
  readonly user: string;
  readonly email: string;
  readonly role: string;
  readonly harms: readonly string[];
  readonly privileged: boolean;
  readonly byHand: boolean;
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  readonly why: WhyFact;
  readonly who: string;
}

export class ChangeFact {
  readonly verdict: string;
  readonly word: string;
  readonly portal: string;
  readonly provider: string;
  readonly kind: string;
  readonly key: string;
  readonly user: string;
  readonly email: string;
  readonly role: string;
  readonly harms: readonly string[];
  readonly privileged: boolean;
  readonly byHand: boolean;
  readonly why: WhyFact;
  readonly who: string;
  private readonly parts: ChangeParts;

  constructor(parts: ChangeParts) {
    this.verdict = parts.verdict;
    this.word = parts.word;
    this.portal = parts.portal;
    this.provider = parts.provider;
    this.kind = parts.kind;
    this.key = parts.key;
    this.user = parts.user;
    this.email = parts.email;
    this.role = parts.role;
    this.harms = [...parts.harms];
    this.privileged = parts.privileged;
    this.byHand = parts.byHand;
    this.why = parts.why;
    this.who = parts.who;
    this.parts = parts;
  }

  get before(): CelValue {
    return this.parts.before === null ? undefined : celValue(this.parts.before);
  }

  get after(): CelValue {
    return this.parts.after === null ? undefined : celValue(this.parts.after);
  }
}
