// The library as one side of a comparison: its source, bundled with the operation tables that its vectors run.
import { build } from 'esbuild'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const root = resolve(import.meta.dirname, '..')
const cache = join(root, '.cache/differential')
const at = (path) => join(root, path)

/** The file has the text, once; a mutation of something that is no longer there would show nothing. */
export function replaceOnce(text, from, to, file) {
  const parts = text.split(from)
  if (parts.length !== 2)
    throw new Error(`${file}: expected ${JSON.stringify(from)} once, found it ${parts.length - 1} times`)
  return parts.join(to)
}

const withMutation = ({ file, from, to }) => ({
  name: 'mutation',
  setup(bundler) {
    bundler.onLoad({ filter: /\.ts$/ }, ({ path }) => {
      if (relative(root, path) !== file) return undefined
      return { contents: replaceOnce(readFileSync(path, 'utf8'), from, to, file), loader: 'ts' }
    })
  },
})

/**
 * The library as it stands in the working tree, or with one mutation.
 *
 * @param mutation - `{ file, from, to }`: in that file the one place with exactly this text has another.
 * @returns What answers a case of a vector: its operation and input to `{ accepted }` or `{ refused }`.
 */
export async function loadTypescript(mutation) {
  const bundled = await build({
    absWorkingDir: root,
    entryPoints: [at('packages/core/test/vectors/operations/all.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'silent',
    alias: {
      '@trustlist/core': at('packages/core/src/index.ts'),
      '@trustlist/schema': at('packages/schema/src/index.ts'),
      '#platform': at('packages/core/src/platform/node.ts'),
    },
    // What is CommonJS among the dependencies asks for its own modules by require.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    plugins: mutation === undefined ? [] : [withMutation(mutation)],
  })
  const [{ contents }] = bundled.outputFiles
  mkdirSync(cache, { recursive: true })
  const file = join(cache, `library-${createHash('sha256').update(contents).digest('hex').slice(0, 16)}.mjs`)
  writeFileSync(file, contents)
  const { answer } = await import(pathToFileURL(file))
  return ({ operation, input }) => {
    try {
      // As JSON: what is undefined is not there.
      return JSON.parse(JSON.stringify(answer(operation, input)))
    } catch (error) {
      return { threw: String(error).slice(0, 300) }
    }
  }
}
