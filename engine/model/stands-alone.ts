import type { ResourceKind } from './provider.ts';

/** For a kind whose objects lean on nothing: no pool, no base, and removed when nobody declares them any more. */
export const standsAlone: Pick<ResourceKind, 'standsOn' | 'takesFrom' | 'free' | 'isSpent' | 'whenUndeclared'> = {
  standsOn: () => [],
  takesFrom: () => null,
  free: () => null,
  isSpent: () => false,
  whenUndeclared: () => 'delete',
};
