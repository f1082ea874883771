import type { Problem } from './open-api.ts';

/** Where live servers, or the description's own examples, are known to differ from its schemas. */
export interface Deviation {
  readonly reason: string;
  readonly grade: 'observed' | 'documented' | 'third party';
  readonly side: Problem['side'];
  readonly operation: RegExp;
  readonly text: RegExp;
}

const user = /^(GET|POST|PUT|PATCH) \/identity\/scim\/.*Users/u;
const people = /^(GET|POST|PUT) \/people/u;
const extension = 'urn:scim:schemas:extension:cisco:webexidentity:2.0:User';

/** Those that hold whatever the emulator's quirks are. */
export const always: readonly Deviation[] = [
  {
    reason: 'The token of a service app is renewed at the OAuth endpoint, which this description does not hold.',
    grade: 'documented',
    side: 'request',
    operation: /^POST \/access_token$/u,
    text: /^is not described$/u,
  },
  {
    reason: 'The text of a PATCH has values of every attribute; its schema only knows lists of roles.',
    grade: 'documented',
    side: 'request',
    operation: /^PATCH \/identity\/scim\//u,
    text: /^the body: \/Operations\/\d+\/value(\/\d+)? must (be array |NOT have .*"primary"\}$)/u,
  },
  {
    reason: "The description's examples of a user hold the organisation in the extension's `meta`.",
    grade: 'documented',
    side: 'answer',
    operation: user,
    text: new RegExp(`/${extension} must NOT have additional properties \\{"additionalProperty":"meta"\\}$`, 'u'),
  },
  {
    reason: 'The next page is asked for with what its `Link` says, which is the server’s own.',
    grade: 'documented',
    side: 'request',
    operation: /^GET (\/people|\/identity\/organizations\/\{orgId\}\/jobs\/.*\/errors)$/u,
    text: /^the query has an unknown (cursor|start)$/u,
  },
  {
    reason: "The description's examples of a job's execution have `createdTime`, its schema has not.",
    grade: 'documented',
    side: 'answer',
    operation: /sendActivationEmails/u,
    text: /^the body: \/jobExecutionStatus\/0 must NOT .* \{"additionalProperty":"createdTime"\}$/u,
  },
  {
    reason: 'What an archived user is archived for: the moment of its deletion, in `meta.deleted`.',
    grade: 'documented',
    side: 'answer',
    operation: /ArchivedUser/u,
    text: /^the body: \/meta must NOT have additional properties \{"additionalProperty":"deleted"\}$/u,
  },
];

/** Those of live servers, each a quirk of the emulator. */
export const ofLiveServers: readonly Deviation[] = [
  {
    reason: 'accountStatus is often absent of active users.',
    grade: 'third party',
    side: 'answer',
    operation: user,
    text: new RegExp(`/${extension} must have required property 'accountStatus' `, 'u'),
  },
  {
    reason: "accountStatus is a list in the description's examples, a text in its schema.",
    grade: 'documented',
    side: 'answer',
    operation: user,
    text: new RegExp(`/${extension}/accountStatus must be (string|equal to one of the allowed values) `, 'u'),
  },
  {
    reason: 'invitePending and loginEnabled come as booleans; described are the texts true and false.',
    grade: 'observed',
    side: 'answer',
    operation: people,
    text: /\/(invitePending|loginEnabled) must be (string|equal to one of the allowed values) /u,
  },
  {
    reason: 'What of a licence is consumed by users and by workspaces may be null.',
    grade: 'observed',
    side: 'answer',
    operation: /^GET \/licenses/u,
    text: /\/consumedBy(Users|Workspaces) must be number /u,
  },
];

/** The problems that no deviation explains. */
export function unexplained(problems: readonly Problem[], deviations: readonly Deviation[]): readonly Problem[] {
  return problems.filter((problem) => !deviations.some((deviation) => explains(deviation, problem)));
}

/** Deviations that explain nothing here: such an exception is too many. */
export function idle(problems: readonly Problem[], deviations: readonly Deviation[]): readonly string[] {
  return deviations.filter((one) => !problems.some((problem) => explains(one, problem))).map(({ reason }) => reason);
}

function explains({ side, operation, text }: Deviation, problem: Problem): boolean {
  return problem.side === side && operation.test(problem.operation) && text.test(problem.text);
}
