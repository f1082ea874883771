import { addTeammate } from './add-teammate.ts';
import { currentRound } from './invitations.ts';
import { brokenPasswordRules, hashPassword } from './passwords.ts';
import type { PasswordHash } from './passwords.ts';
import { publishRole } from './role-sync.ts';
import type { InvitationRow, TeammateRow, Tenant } from './tenant.ts';

/** The six of the second page, as seen there. */
export const interests = [
  'SMS',
  'Voice',
  'In-app messaging & Push notifications',
  'Social channels',
  'Low-code platform',
  'Other',
] as const;

/** [ours, but for the first, which was seen] The job roles of the second page: not the access role. */
export const jobRoles: readonly string[] = [
  'Software Engineer',
  'Administrator',
  'Contact centre manager',
  'Analyst',
  'Consultant',
  'Other',
];

/** One thing to mend in a form. */
export interface FieldProblem {
  readonly field: string;
  readonly text: string;
}

export interface FirstPage {
  readonly name: string;
  readonly phone: string;
  readonly password: string;
  readonly confirmPassword: string;
}

export interface SecondPage {
  readonly jobRole: string;
  readonly interests: readonly string[];
  readonly otherInterest: string;
}

/** Whether a link still opens the join pages. `ended`: it was once valid. */
export type LinkState =
  | { readonly link: 'open'; readonly invitation: InvitationRow }
  | { readonly link: 'ended' }
  | { readonly link: 'unknown' };

export function openLink(tenant: Tenant, joinToken: string): LinkState {
  const invitation = currentRound(tenant, joinToken);
  if (invitation !== undefined) return { link: 'open', invitation };
  return { link: tenant.byJoinToken.has(joinToken) ? 'ended' : 'unknown' };
}

/** Page 1. Keeps what was given until page 2 is sent; nobody has joined yet. */
export async function takeFirstPage(
  tenant: Tenant,
  row: InvitationRow,
  page: FirstPage,
): Promise<readonly FieldProblem[]> {
  const problems = [...nameProblems(page), ...passwordProblems(page)];
  if (problems.length > 0) return problems;
  const password = await hashPassword(page.password, tenant.world.newId(), tenant.world.now());
  row.draft = { name: page.name.trim(), phone: page.phone.trim(), password };
  return [];
}

/** Page 2: the person has joined. */
export function takeSecondPage(
  tenant: Tenant,
  row: InvitationRow,
  page: SecondPage,
): TeammateRow | readonly FieldProblem[] {
  const problems = secondPageProblems(page);
  if (problems.length > 0 || row.draft === null) return problems;
  const { name, phone, password } = row.draft;
  const chosen = page.interests.map((one) => (one === 'Other' ? `Other: ${page.otherInterest.trim()}` : one));
  return become(tenant, row, { name, phone, passwords: [password], jobRole: page.jobRole, interests: chosen });
}

/** First login with single sign-on: name and phone, no password. The vendor's second page is not asked [inferred]. */
export function takeFirstSsoLogin(
  tenant: Tenant,
  row: InvitationRow,
  page: Pick<FirstPage, 'name' | 'phone'>,
): TeammateRow | readonly FieldProblem[] {
  const problems = nameProblems(page);
  if (problems.length > 0) return problems;
  const { name, phone } = page;
  return become(tenant, row, { name: name.trim(), phone: phone.trim(), passwords: [], loginType: 'sso' });
}

export function passwordProblems(page: Pick<FirstPage, 'password' | 'confirmPassword'>): readonly FieldProblem[] {
  const problems = brokenPasswordRules(page.password).map((text) => ({ field: 'password', text }));
  if (page.password !== page.confirmPassword) {
    problems.push({ field: 'confirmPassword', text: 'The two passwords are not the same.' });
  }
  return problems;
}

type NewPerson = Partial<TeammateRow> & { readonly name: string; readonly passwords: PasswordHash[] };

function become(tenant: Tenant, row: InvitationRow, person: NewPerson): TeammateRow {
  const { email, role, level, levelId, decryptLogs, createdAt } = row;
  const kept = { email, role, level, levelId, decryptLogs, createdAt };
  const teammate = addTeammate(tenant, { loginType: 'password', ...person, ...kept });
  publishRole(tenant, teammate);
  return teammate;
}

function nameProblems(page: Pick<FirstPage, 'name' | 'phone'>): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (page.name.trim() === '') problems.push({ field: 'name', text: 'Enter your name.' });
  if (page.name.length > 100) problems.push({ field: 'name', text: 'Use at most 100 characters for your name.' });
  if (page.phone.trim() !== '' && !/^\+?[\d ()./-]{5,20}$/u.test(page.phone.trim())) {
    problems.push({ field: 'phone', text: 'Enter a phone number with digits only, or leave it empty.' });
  }
  return problems;
}

function secondPageProblems(page: SecondPage): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (!jobRoles.includes(page.jobRole)) problems.push({ field: 'jobRole', text: 'Choose your role.' });
  if (page.interests.length === 0) problems.push({ field: 'interests', text: 'Choose at least one.' });
  if (page.interests.some((one) => !interests.some((known) => known === one))) {
    problems.push({ field: 'interests', text: `Choose from: ${interests.join(', ')}.` });
  }
  if (page.interests.includes('Other') && page.otherInterest.trim() === '') {
    problems.push({ field: 'otherInterest', text: 'Say what else you are looking for.' });
  }
  return problems;
}
