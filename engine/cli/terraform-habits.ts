/** What people type who know Terraform, and what Rollcall has instead; in one sentence each. */
const commands: Readonly<Record<string, string>> = {
  destroy: 'rollcall plan --destroy shows the end of everything that is managed; rollcall apply --destroy does it',
  show: 'rollcall apply FILE shows a plan file, and asks before it does anything; rollcall status shows who is waited for',
  state: 'there is no state file: rollcall plan --show all lists what the ledger and the portals hold',
  import: 'nothing is imported: declare the people, and rollcall plan adopts those whom it finds',
  refresh: 'every plan reads the portals anew; rollcall plan --refresh-only only looks',
  fmt: 'nothing formats manifests; rollcall validate says what is wrong with them',
  output: 'there are no outputs: rollcall plan --format json is for programs',
  taint: 'nothing is tainted: what differs from the manifests is in the next rollcall plan',
  untaint: 'nothing is tainted: what differs from the manifests is in the next rollcall plan',
  workspace: 'a workspace is a folder with a rollcall.yaml: rollcall init begins one, -C chooses one',
  'force-unlock': 'there is nothing to unlock: the next rollcall apply takes the ledger over once its holder is silent',
  graph: 'rollcall plan lists the changes in their order; rollcall plan --format json says what depends on what',
  get: 'nothing is downloaded: rollcall providers lists what is built in',
  login: 'credentials stand in the Portal document, as references: rollcall schema portal',
  version: 'rollcall --version',
};

/** Besides these, options of Rollcall itself that were written with one dash. */
const options: Readonly<Record<string, string>> = {
  'auto-approve': 'rollcall apply --yes does not ask',
  chdir: 'rollcall -C FOLDER works in another folder',
  input: 'rollcall apply --yes does not ask; nothing else does',
  var: 'there are no variables: credentials are references to the environment (rollcall schema portal)',
  'var-file': 'there are no variables: credentials are references to the environment (rollcall schema portal)',
  lock: 'the ledger is always held while apply runs; nothing can leave that out',
  'lock-timeout': 'a ledger that is held is waited for by itself, and taken over once its holder is silent',
  parallelism: 'limits: { concurrency: … } in the Portal document',
  refresh: 'every plan reads the portals anew; nothing can leave that out',
  replace: 'nothing is replaced by force: what differs from the manifests is in the plan',
  state: 'there is no state file: ledger: { path: … } stands in rollcall.yaml',
  upgrade: 'nothing is downloaded: providers come with Rollcall',
  reconfigure: 'rollcall init changes nothing that is there; rollcall init --new-ledger begins anew',
  'backend-config': 'the ledger is a folder: ledger: { path: … } in rollcall.yaml',
};

export interface KnownOptions {
  /** Long options, without their dashes. */
  readonly options: ReadonlySet<string>;
  readonly commands: ReadonlySet<string>;
}

/** The answer to a command line that is Terraform's and not ours; undefined where it is ours, or nobody's. */
export function answerToHabit(words: readonly string[], known: KnownOptions): string | undefined {
  const command = words.find((word, index) => !word.startsWith('-') && words[index - 1] !== '-C');
  if (command !== undefined && !known.commands.has(command) && Object.hasOwn(commands, command)) {
    return `There is no ${command} here: ${commands[command]}.`;
  }
  for (const word of words) {
    const [, dashes = '', name = ''] = /^(--?)([a-z][a-z-]+)(=|$)/.exec(word) ?? [];
    if (name === '' || (dashes === '--' && known.options.has(name))) continue;
    if (known.options.has(name)) return `Options have two dashes here: --${name}.`;
    if (Object.hasOwn(options, name)) return `There is no ${dashes}${name} here: ${options[name]}.`;
  }
  return undefined;
}
