import { hostname, userInfo } from 'node:os';
import type { Actor } from '../model/ledger-entry.ts';
import type { Environment } from './context.ts';

/** Who runs this, and every name by which manifests may know them. */
export interface KnownActor extends Actor {
  readonly aliases: readonly string[];
}

interface CiSystem {
  readonly name: string;
  readonly sign: string;
  /** Variables whose values say where and which run. */
  readonly place: readonly string[];
  readonly run: string;
  /** The variable that names who set it off. */
  readonly person: string;
}

const systems: readonly CiSystem[] = [
  {
    name: 'github-actions',
    sign: 'GITHUB_ACTIONS',
    place: ['GITHUB_REPOSITORY'],
    run: 'GITHUB_RUN_ID',
    person: 'GITHUB_ACTOR',
  },
  { name: 'gitlab-ci', sign: 'GITLAB_CI', place: ['CI_PROJECT_PATH'], run: 'CI_JOB_ID', person: 'GITLAB_USER_LOGIN' },
  {
    name: 'azure-pipelines',
    sign: 'TF_BUILD',
    place: ['BUILD_REPOSITORY_NAME'],
    run: 'BUILD_BUILDID',
    person: 'BUILD_REQUESTEDFOREMAIL',
  },
  {
    name: 'bitbucket-pipelines',
    sign: 'BITBUCKET_BUILD_NUMBER',
    place: ['BITBUCKET_REPO_FULL_NAME'],
    run: 'BITBUCKET_BUILD_NUMBER',
    person: 'BITBUCKET_STEP_TRIGGERER_UUID',
  },
  {
    name: 'circleci',
    sign: 'CIRCLECI',
    place: ['CIRCLE_PROJECT_USERNAME', 'CIRCLE_PROJECT_REPONAME'],
    run: 'CIRCLE_BUILD_NUM',
    person: 'CIRCLE_USERNAME',
  },
  {
    name: 'buildkite',
    sign: 'BUILDKITE',
    place: ['BUILDKITE_PIPELINE_SLUG'],
    run: 'BUILDKITE_BUILD_NUMBER',
    person: 'BUILDKITE_BUILD_AUTHOR_EMAIL',
  },
  { name: 'jenkins', sign: 'JENKINS_URL', place: ['JOB_NAME'], run: 'BUILD_NUMBER', person: 'BUILD_USER_ID' },
];

/** The identity that the CI system vouches for, or the user of the machine. Nothing that a person could just type in. */
export function actorOf(env: Environment): KnownActor {
  const system = systems.find(({ sign }) => (env[sign] ?? '') !== '');
  return system === undefined ? machineUser() : ciActor(system, env);
}

function ciActor(system: CiSystem, env: Environment): KnownActor {
  const place = system.place.map((name) => env[name] ?? '?').join('/');
  const person = env[system.person] ?? '';
  const by = person === '' ? '' : ` by ${person}`;
  const name = `ci:${system.name}:${place}#${env[system.run] ?? '?'}${by}`;
  return { name, how: 'ci', aliases: person === '' ? [] : [person.toLowerCase()] };
}

function machineUser(): KnownActor {
  const user = userName();
  return { name: `os:${user}@${hostname()}`, how: 'os', aliases: [user.toLowerCase()] };
}

/** A user id without an entry in the system's list of users has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid-${process.getuid?.() ?? 'unknown'}`;
  }
}
