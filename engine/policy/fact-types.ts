/** A member of what a rule sees. `may be missing`: ask `has(…)` before using it, or the rule breaks there. */
export interface FactField {
  /** As CEL calls the type. */
  readonly type: string;
  readonly text: string;
  readonly mayBeMissing?: true;
}

export type FactFields = Readonly<Record<string, FactField>>;

const timestamp = 'google.protobuf.Timestamp';
const values = 'map<string, dyn>';

/**
 * What expressions know, by the name of the type; types that others name come first. The reference page
 * `docs/policies.md` lists exactly these, and the static check knows nothing else.
 */
export const factTypes: Readonly<Record<'Why' | 'Grant' | 'User' | 'Change' | 'Portal', FactFields>> = {
  Why: {
    ticket: { type: 'string', text: 'the ticket', mayBeMissing: true },
    reason: { type: 'string', text: 'the reason, in words', mayBeMissing: true },
    requestedBy: { type: 'string', text: 'who asked for it', mayBeMissing: true },
  },
  Grant: {
    portal: { type: 'string', text: 'the name of the Portal' },
    provider: { type: 'string', text: 'the provider of the Portal: `webex-connect`' },
    kind: { type: 'string', text: 'the sort of resource: `teammate`, `role`, `group`' },
    key: { type: 'string', text: 'its natural key at the portal' },
    user: { type: 'string', text: 'the name of the User who holds it; empty for somebody no document declares' },
    email: { type: 'string', text: 'the address of whoever holds it, in lower case; empty where none is known' },
    role: { type: 'string', text: 'what is held, in the words of the plan: `Full access`' },
    attributes: { type: values, text: 'all that the portal holds of it, as the plan would leave it' },
    privileged: { type: 'bool', text: 'whether it administers, or the plan calls giving it a privilege' },
    managed: { type: 'bool', text: 'whether Rollcall owns it, or will after the plan' },
    declared: { type: 'bool', text: 'whether a manifest gives it' },
    invited: { type: 'bool', text: 'whether the person has still to come in' },
    leaving: { type: 'bool', text: 'whether it was to be removed by hand, and nobody did in time: it is still held' },
    since: { type: timestamp, text: 'since when Rollcall owns it', mayBeMissing: true },
    until: {
      type: timestamp,
      text: 'when it ends: by its own date, or by the `until` or `leave` of the person; may have passed',
      mayBeMissing: true,
    },
    why: { type: 'Why', text: 'why it was given, as the manifest says' },
  },
  User: {
    name: { type: 'string', text: 'the name of the User; empty for somebody no document declares' },
    email: { type: 'string', text: 'the address, in lower case' },
    declared: { type: 'bool', text: 'whether a User document declares the person' },
    service: { type: 'bool', text: 'whether it is a service, not a person' },
    grants: { type: 'list<Grant>', text: 'what the person holds after the plan, on all portals' },
    portals: { type: 'list<string>', text: 'the names of the Portals where that is' },
    leaves: {
      type: timestamp,
      text: 'when all of it ends, by `leave` or `until`; may have passed',
      mayBeMissing: true,
    },
    why: { type: 'Why', text: 'the `why` of the User document' },
  },
  Change: {
    verdict: {
      type: 'string',
      text: 'what the plan says: `create`, `invite`, `update`, `delete`, `adopt`, `take-over` …',
    },
    word: { type: 'string', text: 'the word of the plan for it: `re-invite`, `withdraw`' },
    portal: { type: 'string', text: 'the name of the Portal' },
    provider: { type: 'string', text: 'the provider of the Portal' },
    kind: { type: 'string', text: 'the sort of resource' },
    key: { type: 'string', text: 'its natural key at the portal' },
    user: { type: 'string', text: 'the name of the User whom it is about; empty where it is about none' },
    email: { type: 'string', text: 'the address of whom it is about, in lower case; empty where none is known' },
    role: { type: 'string', text: 'what it is about, in the words of the plan' },
    harms: { type: 'list<string>', text: 'the classes of harm that rails count it in' },
    privileged: { type: 'bool', text: 'whether the plan calls it a privilege' },
    byHand: { type: 'bool', text: 'whether a person is asked to do it; then `verdict` is the verb that is wanted' },
    before: { type: values, text: 'the attributes before it', mayBeMissing: true },
    after: { type: values, text: 'the attributes that it gives', mayBeMissing: true },
    why: { type: 'Why', text: 'why, as the manifest says' },
  },
  Portal: {
    name: { type: 'string', text: 'the name of the Portal' },
    provider: { type: 'string', text: 'its provider' },
    login: { type: 'string', text: 'how people log in: `sso`, `password` or `both`' },
    settings: { type: values, text: 'its settings, with their defaults' },
    grants: { type: 'list<Grant>', text: 'what is held there after the plan' },
  },
};

/** What every expression knows besides the one thing it looks at, and `params`. */
export const commonVariables: Readonly<Record<string, FactField>> = {
  users: { type: 'list<User>', text: 'everybody who is declared, and everybody found at a portal' },
  grants: { type: 'list<Grant>', text: 'everything that anybody holds after the plan' },
  changes: { type: 'list<Change>', text: 'everything that the plan does or asks of people' },
  portals: { type: 'list<Portal>', text: 'all portals' },
  now: { type: timestamp, text: 'the moment that is planned for' },
};

/** The type of what a policy looks at one by one; its variable is called as `each` says. */
export const subjectTypes = { user: 'User', grant: 'Grant', change: 'Change', portal: 'Portal' } as const;
