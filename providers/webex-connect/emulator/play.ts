import type { JsonObject } from '../../../engine/model/json.ts';
import type { PlayResult } from '../../kit/emulator.ts';
import { jobRoles, takeFirstPage, takeFirstSsoLogin, takeSecondPage } from './join.ts';
import { isPassword } from './passwords.ts';
import type { InvitationRow, TeammateRow, Tenant } from './tenant.ts';

/**
 * Plays a person without a browser, by the same checks as the pages: `join` accepts the invitation, `login` logs in.
 * With the login option "both", a person joins by password unless the answers say `sso: true`.
 */
export async function playPerson(tenant: Tenant, { step, email, answers }: Part): Promise<PlayResult> {
  const row = tenant.rows.get(email.toLowerCase());
  switch (step) {
    case 'join':
      return row?.status === 'INVITED' ? await join(tenant, row, answers) : stranger('has no open invitation');
    case 'login':
      return row?.status === 'ACTIVE' ? await login(tenant, row, answers) : stranger('is not a teammate');
    default:
      return refused('step', `There is no step ${step} here: use join or login.`);
  }
}

export interface Part {
  readonly step: string;
  readonly email: string;
  readonly answers: JsonObject;
}

async function join(tenant: Tenant, row: InvitationRow, answers: JsonObject): Promise<PlayResult> {
  const name = textOf(answers, 'name');
  const phone = textOf(answers, 'phone');
  const { login } = tenant.settings;
  if (login === 'sso' || (login === 'both' && answers['sso'] === true)) {
    return joined(tenant, takeFirstSsoLogin(tenant, row, { name, phone }));
  }
  const password = textOf(answers, 'password');
  const confirmPassword = 'confirmPassword' in answers ? textOf(answers, 'confirmPassword') : password;
  const problems = await takeFirstPage(tenant, row, { name, phone, password, confirmPassword });
  if (problems.length > 0) return { played: false, problems };
  const jobRole = 'jobRole' in answers ? textOf(answers, 'jobRole') : (jobRoles[0] ?? '');
  const chosen = Array.isArray(answers['interests']) ? answers['interests'].map(String) : ['SMS'];
  const otherInterest = textOf(answers, 'otherInterest');
  return joined(tenant, takeSecondPage(tenant, row, { jobRole, interests: chosen, otherInterest }));
}

/** Who has joined is logged in: the audit log shows it. */
function joined(tenant: Tenant, result: TeammateRow | PlayProblems): PlayResult {
  if (isProblems(result)) return { played: false, problems: result };
  tenant.auditLog.record(result, 'login');
  return { played: true };
}

async function login(tenant: Tenant, row: TeammateRow, answers: JsonObject): Promise<PlayResult> {
  if (row.loginType === 'password') {
    const kept = row.passwords.at(-1);
    const isRight = kept !== undefined && (await isPassword(textOf(answers, 'password'), kept));
    if (!isRight) {
      tenant.auditLog.record(row, 'login', 'failed');
      return refused('password', 'Wrong e-mail address or password.');
    }
  }
  tenant.auditLog.record(row, 'login');
  return { played: true };
}

type PlayProblems = Extract<PlayResult, { played: false }>['problems'];

function isProblems(result: TeammateRow | PlayProblems): result is PlayProblems {
  return Array.isArray(result);
}

function stranger(text: string): PlayResult {
  return refused('email', `This person ${text}.`);
}

function refused(field: string, text: string): PlayResult {
  return { played: false, problems: [{ field, text }] };
}

function textOf(answers: JsonObject, name: string): string {
  const value = answers[name];
  return typeof value === 'string' ? value : '';
}
