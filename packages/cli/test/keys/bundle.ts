import { basename, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'tsup'

const at = (path: string): string => fileURLToPath(new URL(`../../../../${path}`, import.meta.url))

/**
 * Makes plain JavaScript of a module and what it imports, for tests that need a process of their own.
 *
 * @returns The address to import it by.
 */
export async function bundle(source: string, folder: string): Promise<string> {
  const name = basename(source, '.ts')
  await build({
    entry: { [name]: at(source) },
    outDir: folder,
    outExtension: () => ({ js: '.mjs' }),
    format: 'esm',
    target: 'node20.19',
    noExternal: [/^@trustlist\//],
    silent: true,
    config: false,
    tsconfig: at('packages/cli/tsconfig.json'),
    esbuildOptions(options) {
      options.alias = {
        '@trustlist/core': at('packages/core/src/index.ts'),
        '@trustlist/schema': at('packages/schema/src/index.ts'),
        '#platform': at('packages/core/src/platform/node.ts'),
      }
    },
  })
  return pathToFileURL(join(folder, `${name}.mjs`)).href
}
