/** What the program's end means to a script. */
export const exitCodes = {
  done: 0,
  error: 1,
  changes: 2,
  waiting: 3,
  refused: 4,
  partly: 5,
  stale: 6,
  interrupted: 130,
} as const;

export type ExitCode = number;

/** For the help of every command that can end in more than two ways. */
export const exitCodeHelp = `Exit codes:
  0    done, or nothing to do
  1    an error
  2    the plan has changes, or a lost call to look up (plan --detailed-exitcode)
  3    only waiting: for people, or a lost call to look up (plan --detailed-exitcode, status)
  4    refused by a rail or policy
  5    partly applied: some objects were stale, failed or blocked
  6    wholly stale: nothing was touched
  130  interrupted`;
