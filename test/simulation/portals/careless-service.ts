import { day, minute, second } from '../../../engine/model/instant.ts';
import type { JsonObject } from '../../../engine/model/json.ts';
import type { PortalMail, PortalGround, PortalRow } from '../simulated-portal.ts';

interface Member {
  readonly id: string;
  readonly email: string;
  role: string;
  isInvited: boolean;
  readonly sentAt: number;
  /** From when on lists and searches know of it. */
  readonly visibleFrom: number;
}

interface Job {
  readonly id: string;
  readonly doneAt: number;
  readonly email: string;
  readonly role: string;
  member: string | null;
}

/** How long a new member may be missing from lists and searches. */
export const carelessDelay = minute;
const lifetime = 7 * day;

/**
 * A portal that prevents little: what it does not show yet it takes a second time, and it mails at each creation and
 * each reset. Now and then it only accepts an order and carries it out later; two for one person it refuses, since
 * nobody who lost the first answer could know of it.
 */
export interface CarelessService {
  readonly answer: (request: Request) => Promise<Response>;
  readonly settle: () => void;
  readonly rows: () => readonly PortalRow[];
  readonly mails: PortalMail[];
  readonly put: (email: string, role: string) => void;
  readonly remove: (id: string) => void;
  readonly accept: (id: string) => void;
}

interface State extends PortalGround {
  readonly members: Map<string, Member>;
  readonly jobs: Map<string, Job>;
  readonly mails: PortalMail[];
}

export function createCarelessService(ground: PortalGround): CarelessService {
  const state: State = { ...ground, members: new Map(), jobs: new Map(), mails: [] };
  const { members } = state;
  return {
    answer: (request) => route(state, request),
    settle: () => settle(state),
    rows: () => [...members.values()].map(rowOf),
    mails: state.mails,
    put: (email, role) => {
      const there = [...members.values()].find((member) => member.email === email);
      if (there !== undefined) there.role = role;
      else add(state, { email, role, isInvited: false, visibleFrom: 0 });
    },
    remove: (id) => void members.delete(id),
    accept: (id) => {
      const member = members.get(id);
      if (member !== undefined) member.isInvited = false;
    },
  };
}

function settle(state: State): void {
  const now = state.now();
  for (const { id, isInvited, sentAt } of state.members.values()) {
    if (isInvited && sentAt + lifetime <= now) state.members.delete(id);
  }
  for (const job of state.jobs.values()) {
    if (job.member !== null || job.doneAt > now) continue;
    // Somebody else may have made the member meanwhile: then there is nothing left to do.
    const there = [...state.members.values()].find(({ email }) => email === job.email);
    job.member = (there ?? invite(state, { ...job, visibleAfter: 0 })).id;
  }
}

async function route(state: State, request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  const [, first = '', id = '', last = ''] = pathname.split('/');
  const isAllowed = request.headers.get('authorization') === 'Bearer canary-careless-77aa';
  if (!isAllowed) return told(401, { error: 'who are you?' });
  if (first === 'jobs') return job(state.jobs.get(id));
  const member = state.members.get(id);
  const { method } = request;
  if (id === '' && method === 'GET') return list(state, searchParams);
  if (id === '' && method === 'POST') return create(state, (await request.json()) as JsonObject);
  if (member === undefined) return told(404, { error: 'no such member' });
  if (last === 'reset') {
    state.mails.push({ what: 'reset', to: member.email });
    return told(200, {});
  }
  if (method === 'DELETE') state.members.delete(id);
  if (method === 'PATCH') member.role = String(((await request.json()) as JsonObject)['role']);
  return told(200, shown(member));
}

function list(state: State, query: URLSearchParams): Response {
  const email = query.get('email');
  const all = [...state.members.values()].filter((member) => member.visibleFrom <= state.now());
  const found = email === null ? all : all.filter((member) => member.email === email);
  const offset = Number(query.get('offset') ?? 0);
  return told(200, {
    total: found.length,
    members: found.slice(offset, offset + Number(query.get('size'))).map(shown),
  });
}

function create(state: State, given: JsonObject): Response {
  const [email, role] = [String(given['email']), String(given['role'])];
  const isSeen = [...state.members.values()].some((one) => one.email === email && one.visibleFrom <= state.now());
  const isOrdered = [...state.jobs.values()].some((one) => one.email === email && one.member === null);
  if (isSeen || isOrdered) return told(409, { error: 'there is one already, or an order for one' });
  if (!state.chance.happens(0.15)) {
    const visibleAfter = state.chance.below(carelessDelay - 5 * second);
    return told(201, shown(invite(state, { email, role, visibleAfter })));
  }
  const id = state.newId();
  const doneAt = state.now() + state.chance.below(15 * minute);
  state.jobs.set(id, { id, doneAt, email, role, member: null });
  return told(202, { job: id });
}

interface Invited {
  readonly email: string;
  readonly role: string;
  readonly visibleAfter: number;
}

function invite(state: State, { email, role, visibleAfter }: Invited): Member {
  state.mails.push({ what: 'invitation', to: email });
  const visibleFrom = state.now() + visibleAfter;
  return add(state, { email, role, isInvited: true, visibleFrom });
}

function add(state: State, given: Omit<Member, 'id' | 'sentAt'>): Member {
  const member = { ...given, id: state.newId(), sentAt: state.now() };
  state.members.set(member.id, member);
  return member;
}

function job(found: Job | undefined): Response {
  return found === undefined ? told(404, { error: 'no such job' }) : told(200, { member: found.member });
}

function told(status: number, body: JsonObject): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
}

function shown({ id, email, role, isInvited, sentAt }: Member): JsonObject {
  return { id, email, role, isInvited, sentAt };
}

function rowOf({ id, email, role, isInvited }: Member): PortalRow {
  const presence = isInvited ? 'invited' : 'active';
  return { kind: 'member', id, key: email, presence, attributes: { email, role } };
}
