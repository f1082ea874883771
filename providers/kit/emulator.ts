import type { Hono } from 'hono';
import type { Instant } from '../../engine/model/instant.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import type { Faults } from './emulator-faults.ts';
import type { Journal } from './emulator-journal.ts';

/** What the way in (in the same process, or a real server) tells an emulator about one request. */
export interface EmulatorBindings {
  /** Ends the connection without an answer. */
  readonly cut?: () => void;
  /** The body of a request whose method has none by the fetch standard (GET). */
  readonly rawBody?: () => Promise<string>;
}

export interface EmulatorEnv {
  readonly Bindings: EmulatorBindings;
}

/** A portal that plays its vendor's part: the API and the human pages, with the quirks of the wire facts on. */
export interface Emulator {
  /** Name of the portal in the manifests; the sandbox mounts the emulator at `/<portal>`. */
  readonly portal: string;
  /** Name of the provider that speaks to it: `webex-connect`. */
  readonly provider: string;
  readonly title: string;
  /** API and pages, with paths from the portal's base URL on. */
  readonly app: Hono<EmulatorEnv>;
  readonly journal: Journal;
  readonly faults: Faults;
  /** Operation names that faults and the journal use. */
  readonly operations: readonly string[];
  /** Pages for people, to be shown on the start page. */
  readonly pages: readonly EmulatorPage[];
  /** Back to the seeded state: people, faults and journal. Mails already sent stay in the inbox. */
  readonly reset: () => void;
  readonly people: (limit: number) => PeopleSummary;
  /** Plays a person's part without a browser: `join`, with the answers that the forms ask for. */
  readonly play: (step: string, email: string, answers: JsonObject) => Promise<PlayResult>;
}

export interface EmulatorPage {
  readonly title: string;
  /** From the portal's base on: `/settings/teammates`. */
  readonly path: string;
}

export interface PeopleSummary {
  readonly total: number;
  /** How many there are in each state: `{ active: 3, invited: 2 }`. */
  readonly states: Readonly<Record<string, number>>;
  /** Those who wait for something first. */
  readonly rows: readonly PersonSummary[];
}

export interface PersonSummary {
  readonly who: string;
  readonly state: string;
  /** Empty where nothing is waited for. */
  readonly waitingFor: string;
  /** When the waiting ends by itself. */
  readonly until?: Instant;
  /** Where the person goes on, absolute. */
  readonly link?: string;
}

export type PlayResult =
  { readonly played: true } | { readonly played: false; readonly problems: readonly PlayProblem[] };

export interface PlayProblem {
  /** The form field, or `email`. */
  readonly field: string;
  readonly text: string;
}
