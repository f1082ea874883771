import { actorOf, type KnownActor } from './actor.ts';
import type { CliContext } from './context.ts';
import { gitEmail } from './git-facts.ts';

/** The address that Git knows counts as one of the user's names: it can only make a refusal more likely. */
export async function knownActor({ env, folder }: Pick<CliContext, 'env' | 'folder'>): Promise<KnownActor> {
  const actor = actorOf(env);
  const email = actor.how === 'os' ? await gitEmail(folder) : null;
  return email === null || email === '' ? actor : { ...actor, aliases: [...actor.aliases, email.toLowerCase()] };
}
