import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const report = process.env['TRUSTLIST_REPORT']

/** Tests against the real programs of others. They install what they need, and skip with a reason where it cannot be had. */
export default defineConfig({
  resolve: {
    alias: [
      { find: /^@trustlist\/schema$/, replacement: at('packages/schema/src/index.ts') },
      { find: /^@trustlist\/core$/, replacement: at('packages/core/src/index.ts') },
      { find: /^#platform$/, replacement: at('packages/core/src/platform/node.ts') },
    ],
  },
  test: {
    include: ['interop/**/*.test.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    fileParallelism: false,
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
  },
})
