import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Options } from 'tsup'

type Plugin = NonNullable<Options['plugins']>[number]
type EsbuildPlugin = NonNullable<Options['esbuildPlugins']>[number]

interface Esbuild {
  readonly transform: (code: string, options: object) => Promise<{ readonly code: string }>
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
        const call = (each: string) =>
          `export const ${each} = (...given) => module.require('./${name}.cjs').${each}(...given)`
        return { contents: functions.map(call).join('\n'), loader: 'js' }
      })
    },
  }
}

/**
 * Turns the pieces of a program from modules into CommonJS, which Node starts a tenth faster: it need not set up its
 * loader of modules. The bundler splits modules only, and what tsup does about that rewrites `?.` and `??` too, into calls
 * that cost more than the splitting gains.
 */
export function toCommonJs(): Plugin {
  return {
    name: 'to-commonjs',
    async renderChunk(code) {
      const { code: converted } = await esbuild.transform(code, {
        format: 'cjs',
        platform: 'node',
        target: 'node20.19',
        minifyWhitespace: true,
        minifySyntax: true,
        // As `require`: `import()` would set the loader of modules up after all.
        supported: { 'dynamic-import': false },
      })
      return { code: converted }
    },
  }
}

/**
 * Joins a program with the pieces that it loads in any case: to find, read and compile one file takes Node a tenth of a
 * short run less than a dozen. Each piece stays a module that is made once; a file in its old place leads others to it.
 *
 * @param program - The entry, without ending.
 */
export function joinStart(program: string): Plugin {
  const requireForm = /require\("\.\/([\w-]+)\.cjs"\)/g
  return {
    name: 'join-start',
    async buildEnd() {
      const pathOf = (name: string) => join(this.options.outDir, `${name}.cjs`)
      const pieces = new Map<string, string>()
      const visit = async (name: string) => {
        const code = (await readFile(pathOf(name), 'utf8')).replace(/^#!.*\n/, '')
        pieces.set(name, code)
        for (const [, other = ''] of code.matchAll(requireForm)) {
          // The bundler's name for what several need; what is loaded later is named after its file.
          if (other.startsWith('chunk-') && !pieces.has(other)) await visit(other)
        }
      }
      await visit(program)
      const within = (code: string) =>
        code.replace(requireForm, (call, name: string) => (pieces.has(name) ? `piece("${name}")` : call))
      // In parentheses a function is compiled at once, and not first looked through to be compiled later.
      const functions = [...pieces].map(
        ([name, code]) => `"${name}":(function(module,exports){${within(code)}\n})`,
      )
      const start = `#!/usr/bin/env node
"use strict";
const made=new Map();
function piece(name){
let module=made.get(name);
if(module===undefined){module={exports:{},require};made.set(name,module);pieces[name](module,module.exports)}
return module.exports}
module.exports=piece;
const pieces={${functions.join(',\n')}};
piece("${program}");
`
      await writeFile(pathOf(program), start)
      pieces.delete(program)
      for (const name of pieces.keys()) {
        await writeFile(pathOf(name), `module.exports=require("./${program}.cjs")("${name}");\n`)
      }
    },
  }
}
