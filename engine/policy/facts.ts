import type { JsonObject } from '../model/json.ts';
import type { ChangeFact } from './change-fact.ts';
import { type CelValue, celValue } from './cel-value.ts';
import type { WhyFact } from './why-fact.ts';

export interface GrantParts {
  readonly portal: string;
  readonly provider: string;
  readonly kind: string;
  readonly key: string;
  readonly user: string;
  readonly email: string;
  readonly role: string;
  readonly attributes: JsonObject;
  /** Asked only where a rule does: kinds have to describe an addition to say so. */
  readonly isPrivileged: () => boolean;
  readonly managed: boolean;
  readonly declared: boolean;
  readonly invited: boolean;
  readonly leaving: boolean;
  readonly since: Date | undefined;
  readonly until: Date | undefined;
  readonly why: WhyFact;
  /** How verdicts and exceptions call it. */
  readonly who: string;
}

export class GrantFact {
  readonly portal: string;
  readonly provider: string;
  readonly kind: string;
  readonly key: string;
  readonly user: string;
  readonly email: string;
  readonly role: string;
  readonly managed: boolean;
  readonly declared: boolean;
  readonly invited: boolean;
  readonly leaving: boolean;
  readonly since: Date | undefined;
  readonly until: Date | undefined;
  readonly why: WhyFact;
  readonly who: string;
  private readonly parts: GrantParts;

  constructor(parts: GrantParts) {
    this.portal = parts.portal;
    this.provider = parts.provider;
    this.kind = parts.kind;
    this.key = parts.key;
    this.user = parts.user;
    this.email = parts.email;
    this.role = parts.role;
    this.managed = parts.managed;
    this.declared = parts.declared;
    this.invited = parts.invited;
    this.leaving = parts.leaving;
    this.since = parts.since;
    this.until = parts.until;
    this.why = parts.why;
    this.who = parts.who;
    this.parts = parts;
  }

  get attributes(): CelValue {
    return celValue(this.parts.attributes);
  }

  get privileged(): boolean {
    return this.parts.isPrivileged();
  }
}

export interface UserParts {
  readonly name: string;
  readonly email: string;
  readonly declared: boolean;
  readonly service: boolean;
  readonly leaves: Date | undefined;
  readonly why: WhyFact;
}

export class UserFact {
  readonly name: string;
  readonly email: string;
  readonly declared: boolean;
  readonly service: boolean;
  readonly leaves: Date | undefined;
  readonly why: WhyFact;
  /** Filled in one pass over all that is held. */
  readonly grants: GrantFact[] = [];
  readonly portals: string[] = [];

  constructor(parts: UserParts) {
    this.name = parts.name;
    this.email = parts.email;
    this.declared = parts.declared;
    this.service = parts.service;
    this.leaves = parts.leaves;
    this.why = parts.why;
  }

  get who(): string {
    return this.name === '' ? this.email : this.name;
  }
}

export class PortalFact {
  readonly name: string;
  readonly provider: string;
  readonly login: string;
  readonly settings: CelValue;
  /** Filled in one pass over all that is held. */
  readonly grants: GrantFact[] = [];

  constructor(parts: {
    readonly name: string;
    readonly provider: string;
    readonly login: string;
    readonly settings: JsonObject;
  }) {
    this.name = parts.name;
    this.provider = parts.provider;
    this.login = parts.login;
    this.settings = celValue(parts.settings);
  }

  get who(): string {
    return this.name;
  }
}

/** The planned state, as rules see it. */
export interface Facts {
  readonly users: UserFact[];
  readonly grants: GrantFact[];
  readonly changes: ChangeFact[];
  readonly portals: PortalFact[];
  readonly now: Date;
}

export type SubjectFact = UserFact | GrantFact | ChangeFact | PortalFact;
