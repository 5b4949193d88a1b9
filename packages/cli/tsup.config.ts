import { defineConfig } from 'tsup'

export default defineConfig({
  entry: { bin: 'src/bin.ts' },
  format: ['esm'],
  platform: 'node',
  target: 'node20.19',
  splitting: true,
  clean: true,
  // One program without dependencies at run time: it starts faster and installs nowhere else.
  noExternal: [/.*/],
  // The yaml library is CommonJS and asks for node's own modules when it is first used.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  esbuildOptions(options) {
    options.conditions = ['node', 'import']
    // tsconfig's paths lead to core's source, and there to the declaration of the door, not to what is behind it.
    options.alias = { '#platform': '../core/src/platform/node.ts' }
  },
})
