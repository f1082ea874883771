import { addTo, type Instant, minute } from './instant.ts';
import type { ResourceKind } from './provider.ts';

/** How far the clocks of machines that apply may be apart: one wrote down since when a thing is there, another reads. */
export const clockTolerance = 5 * minute;

/** From when on the portal must show what is there since then; at once where it never is late. */
export function visibleFrom({ visibilityDelay }: Pick<ResourceKind, 'visibilityDelay'>, since: Instant): Instant {
  return visibilityDelay === 0 ? since : addTo(since, visibilityDelay + clockTolerance);
}
