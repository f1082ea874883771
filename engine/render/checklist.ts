import { placeholders } from '../model/placeholders.ts';
import { type Commands, plainCommands, whole } from './commands.ts';
import { fold } from './fold.ts';
import { emptyLine, type Line, line, printLines } from './line.ts';
import { closesTogether, type Sitting, sittingSize, type SittingStep, sittingsOf } from './sitting.ts';
import { attestCommand } from './attest-command.ts';
import { paintWith } from './style.ts';
import { shortDate } from './time-text.ts';
import { number } from './words.ts';

export interface ChecklistOptions {
  readonly columns: number;
  readonly colour: boolean;
  /** The moment from which dates are told. */
  readonly now: string;
  /** The commands to go on with. */
  readonly commands?: Commands;
  /** Whether apply would take the plan that asks for these steps. Left out: it would. */
  readonly applicable?: boolean;
}

/** The steps at portals without an API: one sitting per portal, in order, and how to say that they are done. */
export function renderChecklist(steps: readonly SittingStep[], options: ChecklistOptions): string {
  return printLines(checklistLines(steps, options), paintWith(options.colour));
}

export function checklistLines(steps: readonly SittingStep[], options: Omit<ChecklistOptions, 'colour'>): Line[] {
  return sittingsOf(steps).flatMap((sitting, index) => [
    ...(index === 0 ? [] : [emptyLine]),
    ...sittingLines(sitting, options),
  ]);
}

function sittingLines(sitting: Sitting, options: Omit<ChecklistOptions, 'colour'>): Line[] {
  const { columns } = options;
  const commands = whole(options.commands ?? plainCommands);
  const [first] = sitting.steps;
  const who = first === undefined ? '' : ` · for ${first.gate.waitingFor.name}`;
  const title = line([sitting.portal, 'strong'], ` · ${sittingSize(sitting)}${who}`);
  const width = number(sitting.steps.length).length + 4;
  const lines = [...fold(title, { columns, hang: 2 })];
  for (const [index, step] of sitting.steps.entries()) {
    lines.push(...stepLines(step, { index, width, ...options }));
  }
  return [...lines, ...fold(line(howToClose(sitting, { ...options, commands })), { columns, hang: 2 })];
}

interface StepPlace {
  readonly index: number;
  readonly width: number;
  readonly columns: number;
  readonly now: string;
}

function stepLines(step: SittingStep, place: StepPlace): Line[] {
  const { columns, width } = place;
  const label = `${number(place.index + 1)}.`.padStart(width - 1);
  const due = step.gate.until === undefined ? '' : `, until ${shortDate(step.gate.until, place.now)}`;
  const about = `${label} ${step.address.key}: ${step.word}, ${step.summary}${due}`;
  const indent = width - label.trimStart().length - 1;
  const head = fold(line(about.trimStart()), { columns, indent, hang: width });
  const steps = step.gate.instructions.flatMap((text, index) =>
    fold(line([`${letter(index)}) ${text}`, 'plain']), { columns, indent: width, hang: width + 3 }),
  );
  const only = step.gate.instructions.length === 1 ? step.gate.instructions[0] : undefined;
  if (only === undefined) return [...head, ...steps];
  return fold(line(`${about.trimStart()}: ${only}`), { columns, indent, hang: width });
}

interface Closing {
  readonly commands: Commands;
  readonly applicable?: boolean;
}

/** What a person types when the sitting is over; nothing where the portal itself shows it. */
export function howToClose(sitting: Sitting, { commands, applicable = true }: Closing): string {
  if (sitting.id === null) {
    if (!applicable) return 'Nobody is asked for these steps yet: this plan cannot be applied.';
    return `${commands('apply')} writes these steps down; then ${commands('status')} shows how to close them.`;
  }
  if (sitting.steps.every(isShown)) return `Done? Nothing to type: ${commands('plan')} sees it.`;
  const open = sitting.steps.filter((step) => !isShown(step));
  const together = sitting.steps.length > 1 ? open.filter(closesTogether) : [];
  const alone = open.filter((step) => !together.includes(step));
  const closing = alone.map(({ address, gate }) => commands(attestCommand(address, gate)));
  if (together.length > 0) {
    closing.unshift(commands(`attest --sitting ${sitting.id} --evidence ${placeholders.evidence}`));
  }
  return `Done? ${closing.join('; ')}`;
}

/** A read never shows that somebody pressed a button. */
function isShown({ gate, wants }: SittingStep): boolean {
  return gate.proof.by === 'read' && wants !== 'reset' && wants !== 'sync';
}

function letter(index: number): string {
  return index < 26 ? String.fromCharCode(97 + index) : String(index + 1);
}
