import { fileURLToPath } from 'node:url'
import { defineConfig } from 'tsup'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  entry: { bin: at('src/bin.ts') },
  format: ['esm'],
  platform: 'node',
  target: 'node20.19',
  splitting: true,
  clean: true,
  // Half the bytes to read and compile at each start.
  minify: true,
  // One program without dependencies at run time: it starts faster and installs nowhere else.
  noExternal: [/.*/],
  // The yaml library is CommonJS and asks for node's own modules when it is first used.
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
  esbuildOptions(options) {
    options.conditions = ['node', 'import']
    // A report of a bug names functions.
    options.keepNames = true
    options.alias = {
      // tsconfig's paths lead to core's source, and there to the declaration of the door, not to what is behind it.
      '#platform': at('../core/src/platform/node.ts'),
      // yaml's build for Node is CommonJS and requires `process`, which dies in a bundle of modules; this one is modules.
      yaml: at('node_modules/yaml/browser/index.js'),
    }
  },
})
