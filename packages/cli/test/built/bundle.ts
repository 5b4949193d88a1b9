import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Options } from 'tsup'
import config from '../../tsup.config.js'

const cli = fileURLToPath(new URL('../../', import.meta.url))

/** Bundles a source or test file as the program itself is bundled, so that a process of its own can run it. */
export async function bundle(entry: string): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), 'trustlist-built-'))
  await build({
    ...(config as Options),
    // Beside the pieces that the program loads when it needs them.
    entry: { ...((config as Options).entry as Record<string, string>), entry: join(cli, entry) },
    outDir,
    minify: false,
    config: false,
    silent: true,
    tsconfig: join(cli, 'tsconfig.json'),
  })
  return join(outDir, 'entry.cjs')
}

/** The program: what would be published, or a bundle of the present source. */
export async function program(): Promise<string> {
  return process.env['TRUSTLIST_TEST'] === 'dist' ? join(cli, 'dist/bin.cjs') : bundle('src/bin.ts')
}
