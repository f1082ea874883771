import picocolors from 'picocolors';

/** What a piece of text means; the colour follows from it and never says anything that the words do not. */
export type Style = 'plain' | 'strong' | 'quiet' | 'comes' | 'changes' | 'goes' | 'care' | 'good' | 'bad' | 'waits';

export type Paint = (style: Style, text: string) => string;

/** Colours only where the caller says that they can be shown. */
export function paintWith(colour: boolean): Paint {
  if (!colour) return (_style, text) => text;
  const colours = picocolors.createColors(true);
  const byStyle: Readonly<Record<Style, (text: string) => string>> = {
    plain: (text) => text,
    strong: colours.bold,
    quiet: colours.dim,
    comes: colours.green,
    changes: colours.yellow,
    goes: colours.red,
    care: (text) => colours.bold(colours.yellow(text)),
    good: colours.green,
    bad: (text) => colours.bold(colours.red(text)),
    waits: colours.cyan,
  };
  return (style, text) => byStyle[style](text);
}
