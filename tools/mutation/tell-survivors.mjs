// Tells of each mutant that survives at once: a run of a room takes many minutes.
import { declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin';

function tellSurvivors() {
  return {
    onMutantTested({ status, fileName, location, mutatorName, replacement }) {
      if (status === 'Killed' || status === 'Timeout' || status === 'Ignored') return;
      const { line, column } = location.start;
      console.log(
        `${status} ${fileName}:${line}:${column} ${mutatorName} ${replacement.replace(/\s+/g, ' ').slice(0, 120)}`,
      );
    },
  };
}

export const strykerPlugins = [declareFactoryPlugin(PluginKind.Reporter, 'tell-survivors', tellSurvivors)];
