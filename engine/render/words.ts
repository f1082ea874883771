/** `1,512`: the same on every machine, whatever its language. */
export function number(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** `1 teammate`, `2 teammates`, `3 policies`. */
export function counted(count: number, noun: string): string {
  return `${number(count)} ${count === 1 ? noun : plural(noun)}`;
}

export function plural(noun: string): string {
  if (noun === 'person') return 'people';
  if (noun === 'credentials') return noun;
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  if (/(s|x|ch|sh)$/.test(noun)) return `${noun}es`;
  return `${noun}s`;
}

/** The first few, and how many more: nothing is left out without being counted. */
export function firstOf(all: readonly string[], most: number): string {
  if (all.length <= most) return all.join(', ');
  return `${all.slice(0, most).join(', ')}, … and ${number(all.length - most)} more`;
}

/** Cuts what nobody can read on a screen anyway, and says how much was cut. */
export function clipped(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
  return `${head}… (${counted(text.length - head.length, 'more character')})`;
}
