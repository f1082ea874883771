import type { Profile, ProfileName } from '../profile.ts';
import { atlassian } from './atlassian.ts';
import { aws } from './aws.ts';
import { entraStyle } from './entra-style.ts';
import { generic } from './generic.ts';
import { githubEmu } from './github-emu.ts';
import { slack } from './slack.ts';

export const profiles: Readonly<Record<ProfileName, Profile>> = {
  generic,
  slack,
  'github-emu': githubEmu,
  atlassian,
  aws,
  'entra-style': entraStyle,
};
