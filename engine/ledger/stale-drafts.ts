import { lstatSync, rmSync } from 'node:fs';
import { day } from '../model/instant.ts';

/** A run needs a draft for moments. Whoever is stopped for longer than this, and goes on, is refused its own. */
const staleAfter = day;

/**
 * Removes what killed runs left behind of one file. A draft does not say whose it is, and that no such program runs
 * here would prove nothing: it may be one in another container. So a day is waited, by the clock of the file system
 * alone: a draft is stale that is a day older than `own`, which was made just now. What cannot be removed stays.
 */
export function removeStaleDrafts(own: string, draftOf: (number: number) => string): void {
  try {
    const now = lstatSync(own).mtimeMs;
    for (let number = 1; ; number += 1) {
      const draft = draftOf(number);
      const found = lstatSync(draft, { throwIfNoEntry: false });
      if (found === undefined) return;
      if (found.isFile() && found.mtimeMs <= now - staleAfter) rmSync(draft, { force: true });
    }
  } catch {
    // They only take room.
  }
}
