// Type-checks every project. A project is a tsconfig; its name is printed before its faults.
import { spawnSync } from 'node:child_process'

const projects = [
  'packages/schema',
  'packages/core',
  'packages/core/tsconfig.platform.json',
  'packages/cli',
  'tsconfig.tests.json',
]
let failed = false
for (const project of projects) {
  // What the compiler found the last time is kept, so that a second run looks only at what changed since.
  const kept = `.cache/types/${project.replaceAll('/', '-')}.tsbuildinfo`
  const run = spawnSync(
    'tsc',
    ['-p', project, '--noEmit', '--incremental', '--tsBuildInfoFile', kept, '--pretty', 'false'],
    { encoding: 'utf8', shell: false },
  )
  if (run.status !== 0) {
    failed = true
    process.stdout.write(`${project}\n${run.stdout}${run.stderr}\n`)
  }
}
process.exit(failed ? 1 : 0)
