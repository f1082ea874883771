import type { Address, Identity } from './address.ts';
import type { ChangeVerdict } from './change.ts';
import type { ConsentDeclaration } from './declaration.ts';
import type { Digest } from './digest.ts';
import type { Instant, Milliseconds } from './instant.ts';
import type { Actor, PortalsReached, Sweep } from './ledger-entry.ts';
import type { Location } from './diagnostic.ts';
import type { PolicyVerdict } from './policy.ts';
import type { PlanScope, RailVerdict, Remainder } from './plan.ts';
import type { Problem } from './provider-error.ts';
import type { Why } from './resource.ts';

/** What became of one change. */
export type RunResult =
  | { readonly result: 'done' }
  /** The portal or a person has to go on. */
  | { readonly result: 'waiting'; readonly text: string }
  | { readonly result: 'failed'; readonly problem: Problem }
  /** What stands at the portal is no longer what was planned for. */
  | { readonly result: 'stale'; readonly text: string }
  /** Nobody can say; shown by `status`, never repeated by itself. */
  | { readonly result: 'unknown'; readonly problem: Problem }
  | { readonly result: 'not-tried'; readonly because: string };

export interface RunItem {
  readonly address: Address;
  /** Names the document that it is for. */
  readonly identity?: Identity;
  readonly verdict: ChangeVerdict;
  readonly word: string;
  readonly summary: string;
  /** Where it was declared. */
  readonly at?: Location;
  readonly why?: Why;
  /** The instant after which it is no longer wanted. */
  readonly until?: Instant;
  readonly result: RunResult;
}

/** What was planned or announced, with what became of it, and no more. */
export function runItemOf(planned: Omit<RunItem, 'result'>, result: RunResult): RunItem {
  const { address, identity, verdict, word, summary, at, why, until } = planned;
  return {
    address,
    ...(identity === undefined ? {} : { identity }),
    verdict,
    word,
    summary,
    ...(at === undefined ? {} : { at }),
    ...(why === undefined ? {} : { why }),
    ...(until === undefined ? {} : { until }),
    result,
  };
}

export interface RunReport {
  readonly formatVersion: '1.0';
  readonly run: string;
  readonly actor: Actor;
  readonly startedAt: Instant;
  readonly finishedAt: Instant;
  /** Whole ones. */
  readonly took: Milliseconds;
  /** Where it wrote; left out by earlier versions. */
  readonly portals?: PortalsReached;
  readonly changeDigest: Digest;
  /** What overrode a rail or a question, for exactly this plan: who, why, until when. */
  readonly consents?: readonly ConsentDeclaration[];
  /** How far the ledger went at the end: a later, shorter one has lost something. */
  readonly ledger?: { readonly id: string | null; readonly seq: number; readonly head: Digest };
  /** `finished`, `interrupted` (SIGINT, SIGTERM, SIGHUP), `crashed` (written by the next run), `lease-lost`, `refused`. */
  readonly ending: 'finished' | 'interrupted' | 'crashed' | 'lease-lost' | 'refused';
  /** Of `lease-lost`: why nothing could be written in the ledger any more, and what to do about it. */
  readonly stopped?: { readonly text: string; readonly cure: string };
  readonly exitCode: number;
  /** The rails on fresh totals, as they were just before the first write. */
  readonly rails: readonly RailVerdict[];
  /** What policies said of the fresh read; left out where they had nothing to say. */
  readonly policies?: readonly PolicyVerdict[];
  readonly items: readonly RunItem[];
  /** Open intents of earlier runs that were looked up first. */
  readonly recovered: readonly RunItem[];
  /** Steps that this run asked of people. */
  readonly asked?: number;
  /** The earlier run that did all of this plan, where nothing of it was left. */
  readonly doneBy?: string;
  /** What it was aimed at; left out by earlier versions. */
  readonly scope?: PlanScope;
  /** Why it took more than the manifests ask for; left out of ordinary runs. */
  readonly sweep?: Sweep;
  /** Of a lockdown and an offboarding: what stays, and what cannot be taken back. */
  readonly remains?: readonly Remainder[];
  /** Removals that a freeze holds; left out where none does. */
  readonly held?: number;
  /** Waiting for people after this run. */
  readonly waiting: number;
}
