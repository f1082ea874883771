import { inspect } from 'node:util';

/**
 * A value that must never be seen. It prints as «secret» however it is printed (template, JSON, inspect), and only
 * `reveal()`, called where the bytes go on the wire, gives the text.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return '«secret»';
  }

  toJSON(): string {
    return '«secret»';
  }

  [inspect.custom](): string {
    return '«secret»';
  }
}
