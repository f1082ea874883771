import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';
import { isJsonObject, type JsonObject } from '../../engine/model/json.ts';

/** Longer texts are no answer of this portal: they are not even looked at. */
const longestXml = 8 * 1_048_576;
const deepest = 32;

// Without a document type there is nothing that could expand: the limits on entities would only refuse long lists.
const parser = new XMLParser({
  parseTagValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  removeNSPrefix: true,
  htmlEntities: true,
  maxNestedTags: deepest,
  processEntities: { enabled: true, maxTotalExpansions: Number.POSITIVE_INFINITY },
});

const builder = new XMLBuilder({ suppressEmptyNode: false });

/**
 * A whole XML document as an object: its members are elements, an element without children is its text (`''` where it
 * has none), one that comes several times is a list. Attributes are left out, numbers stay texts.
 *
 * Undefined where the text is no XML, is cut off, is nested too deep, or has a document type, which nobody needs here
 * and which could make a short text long.
 */
export function parseXml(text: string): JsonObject | undefined {
  if (text.length > longestXml || !/^\s*</.test(text) || /<!doctype/i.test(text)) return undefined;
  try {
    if (XMLValidator.validate(text) !== true) return undefined;
    const parsed: unknown = parser.parse(text);
    return isJsonObject(parsed) && Object.keys(parsed).length > 0 ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** The same the other way: lists become elements that come several times, an empty list none at all. */
export function buildXml(document: JsonObject): string {
  return builder.build(document);
}
