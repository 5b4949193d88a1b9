import { readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'
import type { Options } from 'tsup'

type Plugin = NonNullable<Options['plugins']>[number]
type EsbuildPlugin = NonNullable<Options['esbuildPlugins']>[number]

interface Esbuild {
  readonly transform: (code: string, options: object) => Promise<{ readonly code: string }>
  readonly build: (options: object) => Promise<{ readonly outputFiles: readonly { readonly text: string }[] }>
}

/** The bundler that tsup brings. */
const esbuild = createRequire(createRequire(import.meta.url).resolve('tsup'))('esbuild') as Esbuild

/** Shortens the names in a generated file, where nobody reads them and nothing that is reported has them. */
export function shortNamesIn(filter: RegExp): EsbuildPlugin {
  return {
    name: 'short-names',
    setup(build) {
      build.onLoad({ filter }, async ({ path }) => {
        const { code } = await esbuild.transform(await readFile(path, 'utf8'), {
          minify: true,
          format: 'esm',
        })
        return { contents: code, loader: 'js' }
      })
    },
  }
}

/** What is called so is `require`, of which the bundler knows nothing: by that name it would load the file in any case. */
const laterRequire = '__later'
const preamble = `const ${laterRequire}=require;`

/** A module that a program seldom needs: it becomes a file of its own, loaded when one of its functions is called. */
export interface LaterPiece {
  /** Of the file, without ending; it must be an entry of the build under this name. */
  readonly name: string
  /** Where the module is. */
  readonly path: string
  /** Its exports, all functions. */
  readonly functions: readonly string[]
}

/**
 * Puts functions that load their module at the first call in the place of modules. Unlike `import()` such a call answers at
 * once, as code that knows nothing of it expects.
 */
export function laterPieces(pieces: readonly LaterPiece[]): EsbuildPlugin {
  const byPath = new Map(pieces.map((piece) => [piece.path, piece]))
  const namespace = 'later'
  return {
    name: 'later-pieces',
    setup(build) {
      build.onResolve({ filter: /^[^\0]*$/ }, async ({ path, kind, importer, resolveDir, pluginData }) => {
        if (kind === 'entry-point' || pluginData === namespace) return undefined
        const found = await build.resolve(path, { kind, importer, resolveDir, pluginData: namespace })
        const piece = byPath.get(found.path)
        return piece === undefined ? undefined : { path: piece.name, namespace, pluginData: piece }
      })
      build.onLoad({ filter: /.*/, namespace }, ({ pluginData }) => {
        const { name, functions } = pluginData as LaterPiece
        const call = (each: string) => `export const ${each} = (...given) => piece().${each}(...given)`
        const load = `let loaded\nconst piece = () => (loaded ??= ${laterRequire}('./${name}.cjs'))`
        return { contents: [load, ...functions.map(call)].join('\n'), loader: 'js' }
      })
    },
  }
}

/**
 * Finishes a program that the bundler split into modules: those that it loads in any case become one file, and all become
 * CommonJS.
 *
 * Node starts CommonJS a tenth faster, since it need not set up its loader of modules, and one file faster than a dozen. The
 * bundler splits modules only, and what tsup does about that rewrites `?.` and `??` too, into calls that cost more than the
 * splitting gains.
 *
 * @param program - The entry, without ending.
 */
export function finishProgram(program: string): Plugin {
  return {
    name: 'finish-program',
    async buildEnd({ writtenFiles }) {
      const folder = this.options.outDir
      const shape = {
        format: 'cjs',
        platform: 'node',
        target: 'node20.19',
        minifyWhitespace: true,
        minifySyntax: true,
        // As `require`: `import()` would set the loader of modules up after all.
        supported: { 'dynamic-import': false },
      }
      const codes = new Map<string, string>()
      for (const { name } of writtenFiles) {
        if (name.endsWith('.cjs'))
          codes.set(basename(name), await readFile(join(folder, basename(name)), 'utf8'))
      }
      const start = neededBy(`${program}.cjs`, codes)
      const { outputFiles } = await esbuild.build({
        ...shape,
        bundle: true,
        write: false,
        stdin: { contents: start.map((name) => `export * as ${placeOf(name)} from './${name}'`).join('\n') },
        plugins: [among(start, codes)],
      })
      await writeFile(join(folder, 'start.cjs'), preamble + outputFiles[0]!.text)
      for (const [name, code] of codes) {
        if (start.includes(name)) await rm(join(folder, name))
        else await writeFile(join(folder, name), led((await esbuild.transform(code, shape)).code, start))
      }
    },
  }
}

/** What others find a joined piece under. */
const placeOf = (name: string) => name.replaceAll(/[^A-Za-z0-9]/g, '_')

/** Leads a piece to those that were joined. */
function led(code: string, start: readonly string[]): string {
  return code
    .replace(/^(?:#!.*\n)?/, (shebang) => shebang + preamble)
    .replaceAll(/require\("\.\/([^"]+)"\)/g, (call, name: string) =>
      start.includes(name) ? `require("./start.cjs").${placeOf(name)}` : call,
    )
}

/** All that a piece imports, those that it waits for with `import()` left out. */
function neededBy(name: string, codes: ReadonlyMap<string, string>): readonly string[] {
  const found = new Set([name])
  for (const each of found) {
    for (const [, other = ''] of codes.get(each)!.matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g))
      found.add(other)
  }
  found.delete(name)
  return [...found]
}

/** Reads the pieces as modules, which the ending of their names denies; everything else stays outside. */
function among(start: readonly string[], codes: ReadonlyMap<string, string>): EsbuildPlugin {
  const namespace = 'start'
  return {
    name: 'among',
    setup(build) {
      build.onResolve({ filter: /^\.\// }, ({ path }) => {
        const name = path.slice(2)
        return start.includes(name)
          ? { path: placeOf(name), namespace, pluginData: name }
          : { path, external: true }
      })
      build.onLoad({ filter: /.*/, namespace }, ({ pluginData }) => {
        return { contents: codes.get(pluginData as string)!, loader: 'js' }
      })
    },
  }
}
