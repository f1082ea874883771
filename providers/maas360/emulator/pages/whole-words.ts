/** Style of a table's cells beside one with long names: these break where they must, and the others at no word. */
export const wholeWords = 'overflow-wrap:break-word';
