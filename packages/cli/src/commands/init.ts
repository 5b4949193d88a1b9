import { dirname, join } from 'node:path'
import { refusal, summary } from '../command/answer.js'
import type { Answer, Invocation } from '../command/command.js'
import type { initCommand } from '../command/table/init.js'
import { cliProblem, type CliProblem } from '../failure.js'
import { makeFolder } from '../files/make-folder.js'
import { createOutput } from '../files/write-output.js'
import { findIdFault } from '../publisher/id-form.js'
import { scaffold } from '../publisher/scaffold.js'
import { lines, say } from '../render/shown.js'
import type { World } from '../world.js'

/** Starts a lists repository; files that exist stay as they are. */
export function run(
  { operands, options, at }: Invocation<typeof initCommand>,
  world: World,
): Promise<Answer> {
  const folder = operands[0] ?? '.'
  const { publisher } = options
  if (publisher === undefined) {
    return answer(refusal([cliProblem('cli/option-missing', 'expected --publisher ID, such as example-tre')]))
  }
  const misnamed = findIdFault('--publisher', publisher)
  if (misnamed !== undefined) return answer(refusal([misnamed]))
  const files: { readonly path: string; readonly written: boolean }[] = []
  for (const [name, text] of scaffold(publisher, at)) {
    const path = join(folder, name)
    const written = write(path, text, world)
    if (written !== undefined && written.code !== 'cli/file-exists') return answer(refusal([written]))
    files.push({ path, written: written === undefined })
  }
  const result = { folder, publisher, files }
  return answer(
    summary(result, (each) =>
      lines([
        say`${each.folder}: a lists repository for ${each.publisher}`,
        ...each.files.map((file) => say`  ${file.written ? 'written' : 'kept   '}  ${file.path}`),
        say`  next: read ${join(each.folder, 'README.md')}`,
      ]),
    ),
  )
}

function write(path: string, text: string, world: World): CliProblem | undefined {
  const folder = makeFolder(world, dirname(path))
  if (!folder.ok) return folder.problems[0]
  const written = createOutput(world, path, new TextEncoder().encode(text))
  return written.ok ? undefined : written.problems[0]
}

function answer(each: Answer): Promise<Answer> {
  return Promise.resolve(each)
}
