// The problem codes, read from their source: scripts that check or print them need no build before them.
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import ts from 'typescript'

export const root = fileURLToPath(new URL('..', import.meta.url))

export function filesIn(folder, ending) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile() && each.name.endsWith(ending))
    .map((each) => join(each.parentPath, each.name))
    .sort()
}

/** Strips the types of a few self-contained files and imports one of them. */
async function importSource(folder, files, entry) {
  const target = mkdtempSync(join(tmpdir(), 'trustlist-catalogue-'))
  try {
    writeFileSync(join(target, 'package.json'), '{"type":"module"}')
    for (const file of files) {
      const path = join(target, relative(folder, file).replace(/\.ts$/, '.js'))
      mkdirSync(dirname(path), { recursive: true })
      const options = {
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.ESNext,
        verbatimModuleSyntax: true,
      }
      writeFileSync(
        path,
        ts.transpileModule(readFileSync(file, 'utf8'), { compilerOptions: options }).outputText,
      )
    }
    return await import(pathToFileURL(join(target, entry)).href)
  } finally {
    rmSync(target, { recursive: true, force: true })
  }
}

/** `{ core, cli }`: every code with its severity, exit, rule, title and mend. */
export async function loadCatalogues() {
  const core = join(root, 'packages/core/src/problem')
  const cli = join(root, 'packages/cli/src')
  const cliFiles = [join(cli, 'problem-codes.ts'), ...filesIn(join(cli, 'problem-codes'), '.ts')]
  return {
    core: (await importSource(core, filesIn(core, '.ts'), 'catalogue.js')).catalogue,
    cli: (await importSource(cli, cliFiles, 'problem-codes.js')).cliCodes,
  }
}
