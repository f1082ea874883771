import type { JsonObject } from '../../../engine/model/json.ts';
import type { EmulatorContext } from '../../kit/emulator-operation.ts';
import { operations } from '../parameters.ts';
import { createAdministrator, findAdministrator } from './administrators.ts';
import { refuse, respond, succeed } from './answer.ts';
import { addRoute, addTableOperation, isVisible, pathForms } from './api-context.ts';
import type { Api, Call } from './api-context.ts';
import { isPassword } from './passwords.ts';
import type { AuditEntry, LoginEntry } from './portal-state.ts';
import { isRefusal, refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { numberAt, sentParameters } from './wire-parameters.ts';
import type { Parameters } from './wire-parameters.ts';

/** Adding an administrator, checking one's password, and the two reports that show what people did. */
export function addAdministratorRoutes(api: Api): void {
  addTableOperation(api, 'createAdministrator', { writes: true, act: (call) => create(api, call) });
  addTableOperation(api, 'administratorChanges', {
    writes: false,
    page: pageNumber,
    act: (call) =>
      report(api, call, { root: 'adminChanges', member: 'adminChange', entries: api.state().audit, row: changeRow }),
  });
  addTableOperation(api, 'administratorLogins', {
    writes: false,
    page: pageNumber,
    act: (call) =>
      report(api, call, { root: 'loginEvents', member: 'loginEvent', entries: api.state().logins, row: loginRow }),
  });
  const check = api.operation({ name: 'authenticateAdministrator', writes: false, act: (c) => checkPassword(api, c) });
  const paths = pathForms('/device-apis/devices/1.0/authenticateAdministrator/{billingId}');
  addRoute(api, { method: 'POST', paths, route: check });
}

function create(api: Api, { c, caller, account, parameters }: Call): Response | Refusal {
  const roles = (parameters.get('roles') ?? '').split(',').map((name) => name.trim());
  const userName = parameters.get('userName') ?? '';
  const wanted = { userName, email: parameters.get('email') ?? '', roles };
  const made = createAdministrator(api.state(), caller, { account, wanted });
  return isRefusal(made) ? made : succeed(c, api.quirks, `Administrator ${made.userName} is added.`);
}

/** The path is documented; parameters and answer are ours. */
async function checkPassword(api: Api, c: EmulatorContext): Promise<Response> {
  const sent = await sentParameters(c);
  if (isRefusal(sent)) return refuse(c, api.quirks, sent);
  const administrator = findAdministrator(api.state(), sent.get('userName') ?? '');
  const isHere = administrator?.account.billingId === c.req.param('billingId') && administrator?.isActive === true;
  const isRight = isHere && isPassword(sent.get('password') ?? '', administrator.password);
  const actionStatus = isRight ? 0 : 1;
  const description = isRight ? 'Authenticated' : 'Wrong user name or password';
  return respond(c, api.quirks, { document: { actionResponse: { actionStatus, description } } });
}

/** [ours] Where none is asked for. Documented of lists elsewhere in the API; seen: 250 is the most. */
const defaultPageSize = 50;
const longestPage = 250;

/** For faults that strike one page. */
function pageNumber(c: EmulatorContext): number {
  return Number(c.req.query('pageNumber') ?? '1');
}

interface Report<Entry> {
  readonly root: string;
  readonly member: string;
  readonly entries: readonly Entry[];
  readonly row: (entry: Entry) => JsonObject;
}

/** `count` says how many there are, `pageSize` how many of them are on this page: none past the end. */
function report<Entry extends AuditEntry | LoginEntry>(
  api: Api,
  { c, account, parameters }: Call,
  { root, member, entries, row }: Report<Entry>,
): Response | Refusal {
  const asked = readPage(parameters);
  if ('refused' in asked) return asked;
  const found = entries.filter(({ at, billingId }) => {
    return billingId === account.billingId && at >= asked.from && at <= asked.to && isVisible(api, { createdAt: at });
  });
  const start = (asked.page - 1) * asked.size;
  const rows = found.slice(start, start + asked.size).map(row);
  const counts = { count: found.length, pageNumber: asked.page, pageSize: rows.length };
  // Past the end there are counts and nothing else; without any entry the list is empty.
  const isPastEnd = rows.length === 0 && found.length > 0;
  const list: JsonObject = isPastEnd ? counts : { ...counts, [member]: rows };
  return respond(c, api.quirks, { document: { [root]: list } });
}

interface AskedPage {
  readonly from: number;
  readonly to: number;
  readonly page: number;
  readonly size: number;
}

function readPage(parameters: Parameters): AskedPage | Refusal {
  const from = numberAt(parameters, 'from') ?? Number.NaN;
  const to = numberAt(parameters, 'to') ?? Number.NaN;
  const page = numberAt(parameters, 'pageNumber') ?? 1;
  const size = numberAt(parameters, 'pageSize') ?? defaultPageSize;
  if (!(from <= to)) return refusal('invalid', 'from', 'The dates are milliseconds, the first not after the last.');
  if (!(page >= 1)) return refusal('invalid', 'pageNumber', 'Pages are counted from 1.');
  if (!(size >= 1 && size <= longestPage)) {
    return refusal('invalid', 'pageSize', `A page has from 1 to ${longestPage} entries.`);
  }
  return { from, to, page, size };
}

/** All members were seen; those that are always empty here have no meaning in a sandbox. */
function changeRow(entry: AuditEntry): JsonObject {
  const { answer } = operations.administratorChanges;
  return {
    [answer.at.wire]: String(entry.at),
    performedBy: entry.performedBy,
    [answer.what.wire]: entry.operation,
    ipAddress: '192.0.2.1',
    administrator: {
      [answer.email.wire]: entry.email,
      [answer.userName.wire]: entry.userName,
      firstName: entry.firstName,
      middleName: '',
      lastName: entry.lastName,
      address: '',
      phone: entry.phone,
      jobTitle: entry.jobTitle,
      watchSubscription: 'N',
      [answer.status.wire]: entry.status,
      managedUserGroups: 'All groups',
      lastLoginTime: String(entry.lastLoginAt ?? ''),
      [answer.rolesAdded.wire]: entry.rolesAdded.join(', '),
      [answer.rolesDeleted.wire]: entry.rolesDeleted.join(', '),
      previousState: entry.previousState,
    },
  };
}

function loginRow({ at, userName, outcome }: LoginEntry): JsonObject {
  const { answer } = operations.administratorLogins;
  return {
    [answer.userName.wire]: userName,
    [answer.at.wire]: String(at),
    logoutTime: '',
    duration: '',
    operatingSystem: 'Linux',
    browserVersion: 'Sandbox',
    ipAddress: '192.0.2.1',
    [answer.outcome.wire]: outcome,
  };
}
