import { canonicalJson } from '../../engine/model/canonical-json.ts';
import { clockTolerance } from '../../engine/model/visibility.ts';
import {
  type Actor,
  addressIn,
  type Case,
  clockErrorOf,
  isEmptied,
  isIn,
  isPartOf,
  letGoOf,
  type Life,
  wholeOf,
} from './lives.ts';
import type { PortalRow, SimulatedPortal } from './simulated-portal.ts';

export interface LeftOver extends Pick<Life, 'isLate'> {
  readonly address: string;
  /** Of the portal: parts of one object share it. */
  readonly id: string;
}

export interface PortalWatch {
  /** Acts at the portal, and judges what changed by it. What time brought about before is the portal's own doing. */
  readonly during: <Value>(portal: SimulatedPortal, actor: Actor, act: () => Promise<Value>) => Promise<Value>;
  /** Addresses that a manifest claims from now on. */
  readonly given: (addresses: ReadonlySet<string>) => void;
  /** What programs did to portals so far: rows that came, went or changed, and mails. */
  readonly effects: () => number;
  /** Rows that no manifest gives and that a Rollcall made or may have adopted. */
  readonly leftOver: (gives: ReadonlySet<string>) => readonly LeftOver[];
  readonly broken: readonly string[];
}

interface State {
  /** Until when somebody is at each portal. */
  readonly turns: Map<string, Promise<undefined>>;
  readonly lives: Map<string, Map<string, Life>>;
  readonly mails: Map<string, number>;
  /**
   * Addresses of objects that were ours and that others took away. Who makes one there again by hand makes one that
   * nobody can tell from ours: at some portals an object gets another id when its person comes in.
   */
  readonly lost: Set<string>;
  readonly broken: string[];
  gives: ReadonlySet<string>;
  readonly announced: () => readonly string[];
  effects: number;
}

/** @param announced Addresses at which a call has no answer yet. */
export function watchPortals(portals: readonly SimulatedPortal[], announced: () => readonly string[]): PortalWatch {
  const state: State = {
    turns: new Map(),
    lives: new Map(),
    mails: new Map(),
    lost: new Set(),
    broken: [],
    gives: new Set(),
    announced,
    effects: 0,
  };
  for (const portal of portals) {
    const lives = portal
      .rows()
      .map((row): [string, Life] => [idOf(row), { row, isOurs: false, isLate: false, wasGiven: false }]);
    state.lives.set(portal.name, new Map(lives));
    state.mails.set(portal.name, portal.mails().length);
  }
  return {
    during: (portal, actor, act) => {
      // One after the other: what somebody does while another's request is served would be taken for the other's doing.
      const turn = (state.turns.get(portal.name) ?? Promise.resolve()).then(async () => {
        portal.settle();
        compare(state, portal, { who: 'portal' });
        const value = await act();
        compare(state, portal, actor);
        return value;
      });
      const over = turn.then(
        () => undefined,
        () => undefined,
      );
      state.turns.set(portal.name, over);
      return turn;
    },
    given: (addresses) => {
      state.gives = addresses;
      for (const [name, lives] of state.lives) {
        for (const life of lives.values()) life.wasGiven ||= isIn(addresses, addressIn(name, life.row));
      }
    },
    effects: () => state.effects,
    leftOver: (gives) => {
      // Time may have ended what the last write saw.
      for (const portal of portals) {
        portal.settle();
        compare(state, portal, { who: 'portal' });
      }
      return [...state.lives].flatMap(([name, lives]) => {
        const isLeft = ({ isOurs, row }: Life): boolean =>
          isOurs && row.isSpent !== true && !gives.has(addressIn(name, row));
        // A part that goes with a whole is left over with it.
        const isWithWhole = ({ row }: Life): boolean => {
          const whole = row.endsWith === undefined ? undefined : lives.get(row.endsWith);
          return whole !== undefined && isLeft(whole);
        };
        const left = [...lives.values()].filter((life) => isLeft(life) && !isWithWhole(life));
        return left.map(({ row, isLate }) => ({ address: addressIn(name, row), id: row.id, isLate }));
      });
    },
    broken: state.broken,
  };
}

function idOf({ kind, id }: PortalRow): string {
  return `${kind}#${id}`;
}

/** What is different from last time was done by this actor. */
function compare(state: State, portal: SimulatedPortal, actor: Actor): void {
  const before = state.lives.get(portal.name) ?? new Map<string, Life>();
  const after = new Map<string, Life>();
  const rows = portal.rows();
  const went = new Map([...before].filter(([id]) => !rows.some((row) => idOf(row) === id)));
  const came: Life[] = [];
  const ended: Case[] = [];
  for (const row of rows) {
    const life = before.get(idOf(row));
    if (life !== undefined) {
      const was = life.row;
      life.row = row;
      after.set(idOf(row), life);
      if (was.isSpent === true && row.isSpent !== true) came.push(broughtBack(state, { portal, actor, life, row }));
      else if (was.isSpent !== true && row.isSpent === true)
        ended.push({ portal, actor, life, row: was, isStillThere: true });
      else if (row.endsWith === undefined && !sameRow(was, row))
        judgeWrite(state, { portal, actor, life, row }, 'changed');
      continue;
    }
    const earlier = [...went].find(([, one]) => one.row.kind === row.kind && one.row.key === row.key);
    // Who accepts an invitation gets another id at some portals: that is the same life.
    const goesOn = earlier !== undefined && actor.who !== 'program';
    if (goesOn) went.delete(earlier[0]);
    // What a portal makes by itself it was told to make before: an order that it had only accepted.
    const isOurs = goesOn ? earlier[1].isOurs : actor.who === 'program' || actor.who === 'portal';
    const address = addressIn(portal.name, row);
    const wasGiven = mayBeOurs(state, address) || (goesOn && earlier[1].wasGiven);
    const isLate = goesOn ? earlier[1].isLate : actor.who === 'portal';
    const one: Life = { row, isOurs, isLate, wasGiven, clockError: clockErrorOf(actor) };
    if (!goesOn) came.push(one);
    after.set(idOf(row), one);
  }
  for (const life of went.values()) ended.push({ portal, actor, life, row: life.row });
  const gone = new Set(ended.map(({ row }) => idOf(row)));
  const acted = ended.filter(({ row }) => !gone.has(row.endsWith ?? ''));
  for (const one of acted) {
    const emptied = isEmptied(one, ended);
    const byItself = emptied && !acted.some((other) => isPartOf(one, other));
    // Whoever owned it may own it still, also when somebody fills it again: only a program empties it to be rid of it.
    const isKept = actor.who !== 'program' || isIn(state.gives, addressIn(portal.name, one.row));
    one.life.isOnlyEmpty = byItself || (emptied && isKept);
    const hasTwin = [...after.values()].some((other) => isTwinOf(one.life, other));
    if (!byItself && !(emptied && one.isStillThere === true)) judgeGoing(state, { ...one, hasTwin });
  }
  letGoOf(ended, [...after.values()]);
  for (const life of came) judgeComing(state, { portal, actor, life, row: life.row }, [...after.values()]);
  state.lives.set(portal.name, after);
  judgeMails(state, { portal, actor }, came);
  const overfull = portal.overfull();
  if (overfull !== undefined && actor.who === 'program') state.broken.push(`seats exceeded: ${overfull}`);
}

/** Another object that is in use under the same key. */
function isTwinOf(life: Life, other: Life): boolean {
  const { row } = other;
  return other !== life && row.isSpent !== true && row.kind === life.row.kind && row.key === life.row.key;
}

/** What passes for Rollcall's when somebody makes it: its address is given, was ours, or waits for an answer. */
function mayBeOurs({ gives, lost, announced }: State, address: string): boolean {
  return isIn(gives, address) || lost.has(address) || isIn(new Set(announced()), address);
}

/** What was switched off and is in use again begins another life under its old id. */
function broughtBack(state: State, { portal, actor, life, row }: Case): Life {
  const address = addressIn(portal.name, row);
  life.isOurs = actor.who === 'program' || actor.who === 'portal';
  life.isLate = actor.who === 'portal';
  // Of a group that was only emptied no portal shows whether a plan has let go of it since.
  life.wasGiven = life.isOnlyEmpty === true || mayBeOurs(state, address);
  return life;
}

function judgeWrite(state: State, { portal, actor, life, row }: Case, what: string): void {
  if (actor.who !== 'program') return;
  state.effects += 1;
  const said = `program ${actor.pid} ${what} ${addressIn(portal.name, row)}`;
  if (!actor.mayWrite()) state.broken.push(`written by a plan: ${said}`);
  if (what !== 'made' && !isOfOurs(state, portal, life)) state.broken.push(`unowned object touched: ${said}`);
}

/** Whoever has a group has all that is in it. */
function isOfOurs({ lives }: State, { name }: SimulatedPortal, life: Life): boolean {
  if (life.isOurs || life.wasGiven) return true;
  const whole = wholeOf(life.row.key);
  if (whole === life.row.key) return false;
  const before = [...(lives.get(name)?.values() ?? [])];
  return before.some(({ row, isOurs, wasGiven }) => row.key === whole && (isOurs || wasGiven));
}

function judgeComing(state: State, one: Case, all: readonly Life[]): void {
  judgeWrite(state, one, 'made');
  const { portal, actor, row } = one;
  const address = addressIn(portal.name, row);
  // By clocks that are apart, the lost call of another run passes for not done (docs/reliability.md, window 9).
  const isApart = ({ clockError = 0 }: Life): boolean => Math.abs(clockErrorOf(actor) - clockError) > clockTolerance;
  const twins = all.filter((life) => life.isOurs && life.row.kind === row.kind && life.row.key === row.key);
  const isTwin = one.life.isOurs && twins.some((twin) => twin !== one.life && !isApart(twin));
  if (isTwin) state.broken.push(`made twice: ${address}, now by the ${actor.who}`);
  if (actor.who !== 'program') return;
  if (!actor.gives.has(address)) state.broken.push(`made, though nobody gives it: ${address} by program ${actor.pid}`);
}

function judgeGoing(state: State, one: Case): void {
  judgeWrite(state, one, 'removed');
  const { portal, actor, row, life } = one;
  if (actor.who !== 'program') {
    if (life.isOurs || life.wasGiven) state.lost.add(addressIn(portal.name, row));
    return;
  }
  const said = `${addressIn(portal.name, row)} by program ${actor.pid}`;
  const isGiven = actor.gives.has(addressIn(portal.name, row)) && row.isOver !== true && one.hasTwin !== true;
  if (isGiven) state.broken.push(`removed, though its manifests give it: ${said}`);
  if (actor.isShortOf(portal.name, row.kind)) state.broken.push(`removed, though its kind was not read whole: ${said}`);
  if (!actor.hasSeen(portal, row)) state.broken.push(`removed without having been read: ${said}`);
}

/** One mail for each invitation that came about; how many resets are right the requests say at the end. */
function judgeMails(state: State, { portal, actor }: Pick<Case, 'portal' | 'actor'>, came: readonly Life[]): void {
  const mails = portal.mails();
  const sent = mails.slice(state.mails.get(portal.name) ?? 0);
  state.mails.set(portal.name, mails.length);
  if (actor.who === 'program') state.effects += sent.length;
  for (const { what, to } of sent) {
    const isNew = came.some(({ row }) => row.key === to);
    if (what === 'invitation' && !isNew) state.broken.push(`a second invitation: to ${to} by ${portal.name}`);
  }
}

function sameRow(one: PortalRow, other: PortalRow): boolean {
  return one.key === other.key && canonicalJson(one.attributes) === canonicalJson(other.attributes);
}
