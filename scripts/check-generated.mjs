// Generated files must be what their generator makes of their sources. Prints the command that mends.
import { spawnSync } from 'node:child_process'

const run = (command, args) =>
  spawnSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
const before = run('git', ['status', '--porcelain']).stdout
const generated = run('pnpm', ['run', '--silent', 'generate'])
if (generated.status !== 0) {
  process.stdout.write(`${generated.stdout}\nthe generators failed\n`)
  process.exit(1)
}
const after = run('git', ['status', '--porcelain']).stdout
if (after !== before) {
  process.stdout.write(
    `generated files differ from what is committed; mend: pnpm run generate, then commit\n${after}`,
  )
  process.exit(1)
}
process.stdout.write('generated files are as their generators make them\n')
