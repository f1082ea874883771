// Leaves sentences alone: a literal with a word and a space in it is read by people, never compared by the program.
// What is a code, a discriminant, a verdict, a name of a file or a key has no such space and is mutated.
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

const sentence = /[\p{L}\p{P}] |[ ]\p{L}/u;

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'texts-for-people', {
    shouldIgnore(path) {
      const { node } = path;
      if (node.type === 'StringLiteral' && sentence.test(node.value)) return 'A sentence for people.';
      const isSentence = node.type === 'TemplateLiteral' && node.quasis.some(({ value }) => sentence.test(value.raw));
      return isSentence ? 'A sentence for people.' : undefined;
    },
  }),
];
