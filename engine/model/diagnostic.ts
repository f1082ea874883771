/** A place in a file of the workspace. Lines and columns count from 1, as editors show them. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** How many characters the caret underlines; at least 1. */
  readonly length: number;
}

/** A way to something inside a document: `['spec', 'access', 0, 'role']`. */
export type DocumentPath = readonly (string | number)[];

/**
 * Where something in the desired state was written: a document of a file, and the way inside it. The exact line is
 * looked up only when somebody must see it, because that means reading the file again.
 */
export interface Origin {
  readonly file: string;
  /** Which document of the file, from 0. */
  readonly document: number;
  readonly path: DocumentPath;
  /** The first line of the document; good enough until `locate` is asked. */
  readonly line: number;
}

export type Severity = 'error' | 'warning';

/**
 * Something the user can mend. Diagnostics are collected, not thrown, so that one run shows them all.
 *
 * Must: `code` is kebab-case and stable; `summary` holds no user data (it can be counted and searched for);
 * `detail` says what is wrong with the user's own words; `cure` says what to do.
 */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly detail?: string;
  readonly cure?: string;
  readonly at?: Location;
  /** Where no exact place is known yet; the manifest floor turns it into `at`. */
  readonly origin?: Origin;
  /** Text shown behind the caret: `did you mean contact-center-admin (roles/admins.yaml:3)?` */
  readonly hint?: string;
  readonly related?: readonly Related[];
}

export interface Related {
  readonly text: string;
  readonly at?: Location;
  readonly origin?: Origin;
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}
