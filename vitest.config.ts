import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** TRUSTLIST_TEST=dist runs the tests of the public face against what would be published. */
const onDist = process.env['TRUSTLIST_TEST'] === 'dist'

const alias = (platform: 'node' | 'portable') =>
  onDist
    ? []
    : [
        { find: /^@trustlist\/schema$/, replacement: at('packages/schema/src/index.ts') },
        { find: /^@trustlist\/core$/, replacement: at('packages/core/src/index.ts') },
        { find: /^#platform$/, replacement: at(`packages/core/src/platform/${platform}.ts`) },
      ]

/** Tests of parts that are not exported are named `*.internal.test.ts`; there is nothing to run them on in dist. */
const exclude = onDist ? ['**/*.internal.test.ts', '**/node_modules/**'] : ['**/node_modules/**']

const project = (name: string, include: string[], platform: 'node' | 'portable' = 'node') => ({
  resolve: { alias: alias(platform) },
  test: {
    name,
    include,
    exclude,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: { TRUSTLIST_PLATFORM: platform },
  },
})

const report = process.env['TRUSTLIST_REPORT']

export default defineConfig({
  test: {
    // By default one core is left idle, which on a machine of two is half of it.
    maxWorkers: '100%',
    // .ci/run counts the tests from this report.
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
    projects: [
      project('schema', ['packages/schema/test/**/*.test.ts']),
      project('core', ['packages/core/test/**/*.test.ts']),
      // Every test that touches a digest or a signature runs again on the portable platform, and must get the same verdict.
      ...(onDist
        ? []
        : [project('portable', ['packages/core/test/{text,key,seal,vectors}/**/*.test.ts'], 'portable')]),
      project('cli', ['packages/cli/test/**/*.test.ts']),
      project('repo', ['scripts/test/**/*.test.ts']),
    ],
  },
})
