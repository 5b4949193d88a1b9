import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Options } from 'tsup'

type Plugin = NonNullable<Options['esbuildPlugins']>[number]

const exportsForm = /export \{([^}]*)\} from '(\.\/[^']+)\.js'/g
const importsForm = /import \{([^}]*)\} from '([^']+)'/g

/**
 * Leads each name that is imported from a package's public face straight to the file that defines it. A bundle that is
 * split by commands would otherwise put everything that the face names into one piece, which every command loads: the
 * bundler splits by files, and one file, the face, knows them all.
 *
 * @param face - The package's name and its index, which must consist of `export { … } from` alone.
 */
export function deepImports(face: { readonly name: string; readonly index: string }): Plugin {
  const homes = new Map<string, string>()
  for (const [, names = '', path = ''] of readFileSync(face.index, 'utf8').matchAll(exportsForm)) {
    for (const name of valueNames(names)) homes.set(name, `${join(dirname(face.index), path)}.ts`)
  }
  return {
    name: `deep-imports-of-${face.name}`,
    setup(build) {
      build.onLoad({ filter: /[\\/]packages[\\/][a-z]+[\\/](src|test)[\\/].*\.ts$/ }, async ({ path }) => {
        const source = await readFile(path, 'utf8')
        const contents = source.replaceAll(importsForm, (statement, names: string, from: string) => {
          if (from !== face.name) return statement
          return valueNames(names)
            .map((name) => {
              const home = homes.get(name.split(' as ')[0]!)
              if (home === undefined) throw new Error(`${path}: ${face.name} does not export ${name}`)
              return `import { ${name} } from ${JSON.stringify(home)}`
            })
            .join(';')
        })
        return { contents, loader: 'ts' }
      })
    },
  }
}

/** Types are erased anyway. */
function valueNames(names: string): readonly string[] {
  return names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '))
}
