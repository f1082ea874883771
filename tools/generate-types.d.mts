export const documentSchemas: readonly string[];
/** The TypeScript text of one document's types, as `schemas/types/<name>.ts` must hold it. */
export function typesOf(name: string): Promise<string>;
export function typesUrl(name: string): URL;
