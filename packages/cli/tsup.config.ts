import { fileURLToPath } from 'node:url'
import { defineConfig } from 'tsup'
import { deepImports } from './deep-imports.js'
import { finishProgram, laterPieces, shortNamesIn, type LaterPiece } from './pieces.js'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** What a run does not need that meets no problem and reads identities and lists of this minor alone. */
const later: readonly LaterPiece[] = [
  { name: 'code-entries', path: at('src/code-entries.ts'), functions: ['entryOfCode', 'isCliCode'] },
  { name: 'core-entries', path: at('../core/src/problem/entry-of.ts'), functions: ['entryOf'] },
  {
    name: 'open-policy',
    path: at('../core/src/merge/open-policy.ts'),
    functions: ['openPolicy', 'openPolicyPart'],
  },
  {
    name: 'read-pattern',
    path: at('../core/src/purl/read-pattern.ts'),
    functions: ['readPattern', 'spellingFault'],
  },
  {
    name: 'help-answer',
    path: at('src/command/help-answer.ts'),
    functions: ['helpAnswer', 'programHelpAnswer'],
  },
  { name: 'other-command', path: at('src/command/other-command.ts'), functions: ['otherCommand'] },
  { name: 'without-command', path: at('src/command/without-command.ts'), functions: ['withoutCommand'] },
  { name: 'stopped', path: at('src/command/stopped.ts'), functions: ['stopped'] },
  { name: 'code-frame', path: at('src/render/code-frame.ts'), functions: ['codeFrame'] },
  { name: 'explain-shape', path: at('../schema/src/explain-shape.ts'), functions: ['explainShape'] },
  {
    name: 'local-validators',
    path: at('../schema/src/generated/local-validators.js'),
    functions: [
      'listSubjectRead',
      'entry',
      'entryRead',
      'policySubject',
      'policyRule',
      'trust',
      'lock',
      'vector',
    ],
  },
]

export default defineConfig({
  entry: {
    bin: at('src/bin.ts'),
    ...Object.fromEntries(later.map(({ name, path }) => [name, path])),
  },
  format: ['esm'],
  plugins: [finishProgram('bin')],
  outExtension: () => ({ js: '.cjs' }),
  platform: 'node',
  target: 'node20.19',
  splitting: true,
  clean: true,
  // One program without dependencies at run time: it starts faster and installs nowhere else.
  noExternal: [/.*/],
  // Each command loads what it needs of core, and no more.
  esbuildPlugins: [
    deepImports({ name: '@trustlist/core', index: at('../core/src/index.ts') }),
    shortNamesIn(/generated[\\/](?:local-)?validators\.js$/),
    laterPieces(later),
  ],
  esbuildOptions(options) {
    options.conditions = ['node', 'import']
    // Half the bytes to read and compile at each start; the names stay, for reports of bugs.
    options.minifyWhitespace = true
    options.minifySyntax = true
    options.alias = {
      // tsconfig's paths lead to core's source, and there to the declaration of the door, not to what is behind it.
      '#platform': at('../core/src/platform/node.ts'),
      // yaml's build for Node is CommonJS and requires `process`, which dies in a bundle of modules; this one is modules.
      yaml: at('node_modules/yaml/browser/index.js'),
    }
  },
})
