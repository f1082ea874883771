/** Where live servers differ from Cisco's description, or the description is silent. SURFACE.md gives the grades. */
export interface Quirks {
  /** `invitePending`, `loginEnabled` of people: texts as described, or JSON booleans as observed. */
  readonly peopleBooleans: 'booleans' | 'texts';
  /** `accountStatus` in answers: a list as in the description's examples, or one text as in its schema. */
  readonly accountStatus: 'list' | 'text';
  /** Whether somebody active carries an `accountStatus` at all. */
  readonly activeStatus: 'absent' | 'shown';
  /** `consumedByUsers` and `consumedByWorkspaces` of licences nobody has. */
  readonly unusedConsumption: 'null' | 'zero';
  /** The body of an error at a SCIM route. */
  readonly scimErrors: 'scim' | 'gateway';
  /** Filters that the documented table does not have (`co`, `active eq`). */
  readonly undocumentedFilters: 'accepted' | 'refused';
  /** What becomes of a licence without a free unit: left out with 206, left out with 200, or 400 without a code. */
  readonly noSeats: 'partial' | 'silent' | 'refused';
  /** Whether `If-Match` counts on PUT, PATCH and DELETE. */
  readonly ifMatch: 'ignored' | 'checked';
  /** Whether somebody whose address is not verified may be given an administrator's role. */
  readonly rolesBeforeVerified: 'accepted' | 'refused';
  /** Assigning a partner administrator twice, or unassigning one who is not assigned. */
  readonly partnerRepeats: 'accepted' | 'refused';
  /** Whether a renewal of the access token brings a new refresh token and ends the old one. */
  readonly refreshToken: 'kept' | 'rotated';
  /** How roles' types are spelt in answers: as in the samples, or as in the text. */
  readonly roleType: 'cirole' | 'ciRole';
}

/** As live servers are known to be; where nothing is known, what is easiest to get wrong. */
export const liveQuirks: Quirks = {
  peopleBooleans: 'booleans',
  accountStatus: 'list',
  activeStatus: 'absent',
  unusedConsumption: 'null',
  scimErrors: 'scim',
  undocumentedFilters: 'refused',
  noSeats: 'partial',
  ifMatch: 'ignored',
  rolesBeforeVerified: 'accepted',
  partnerRepeats: 'accepted',
  refreshToken: 'kept',
  roleType: 'cirole',
};

/** To the letter of the description. */
export const describedQuirks: Quirks = {
  ...liveQuirks,
  peopleBooleans: 'texts',
  accountStatus: 'text',
  activeStatus: 'shown',
  unusedConsumption: 'zero',
};
