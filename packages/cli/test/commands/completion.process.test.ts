import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commands } from '../../src/command/table.js'
import { bashScript } from '../../src/commands/completion-scripts/bash.js'
import { fishScript } from '../../src/commands/completion-scripts/fish.js'
import { zshScript } from '../../src/commands/completion-scripts/zsh.js'
import { newFolder } from '../world/test-world.js'
import { exampleCommands } from './example-commands.js'

const folder = newFolder()
mkdirSync(join(folder, 'sub folder'))
writeFileSync(join(folder, 'list.json'), '')
for (const [name, script] of [
  ['bash', bashScript],
  ['fish', fishScript],
  ['_trustlist', zshScript],
] as const) {
  writeFileSync(join(folder, name), script(exampleCommands))
}

const has = (shell: string) => spawnSync(shell, ['-c', 'true']).status === 0
const globals = ['--at', '--help', '--json', '--no-color', '--quiet']

/** What stands before the cursor, and what is offered: [] offers nothing, undefined files. */
const cases: readonly (readonly [before: string, offered: readonly string[]])[] = [
  ['', ['identity', 'merge', 'verify']],
  ['ver', ['verify']],
  ['identity ', ['create', 'show']],
  ['identity s', ['show']],
  ['identity show ', ['keys', 'roles']],
  ['identity show --json k', ['keys']],
  ['identity show keys ', []],
  ['identity create --', [...globals, '--renew']],
  ['verify --', [...globals, '--format', '--identity', '--pin']],
  ['verify x --for', ['--format']],
  ['verify --format ', ['human', 'json', 'markdown']],
  ['verify -f j', ['json']],
  ['verify --format=', ['human', 'json', 'markdown']],
  ['verify --pin ', []],
  ['merge ', ['tier-2', 'tier-3']],
  ['merge --at 2026-11-01T00:00:00Z t', ['tier-2', 'tier-3']],
  ['--json merge ', ['tier-2', 'tier-3']],
]

describe.skipIf(!has('bash'))('bash', () => {
  test.each(cases)('after "trustlist %s" offers %j', (before, offered) => {
    expect(
      inBash(before).filter((word) => !['help', '--help', '--version'].includes(word) || before !== ''),
    ).toEqual([...offered].sort())
  })

  test('offers folders where a folder is wanted, and leaves files to the shell', () => {
    expect(inBash('verify --identity s')).toEqual(['sub folder'])
    expect(inBash('verify l')).toEqual([])
    expect(inBash('merge tier-2 s')).toEqual(['sub folder'])
  })
})

describe.skipIf(!has('fish'))('fish', () => {
  test.each(cases)('after "trustlist %s" offers %j', (before, offered) => {
    const line = `source ${join(folder, 'fish')}; complete -C ${JSON.stringify(`trustlist ${before}`)}`
    const run = spawnSync('fish', ['--no-config', '-c', line], { cwd: folder, encoding: 'utf8' })
    const words = run.stdout.split('\n').map((row) => row.split('\t')[0]!)
    const found = words.filter((word) => word !== '').map((word) => word.replace(/^--format=/, ''))
    expect([run.stderr, found.sort()]).toEqual(['', [...offered].sort()])
  })

  test('offers files and folders', () => {
    const offers = (before: string) =>
      spawnSync('fish', ['--no-config', '-c', `source fish; complete -C 'trustlist ${before}'`], {
        cwd: folder,
        encoding: 'utf8',
      }).stdout
    expect(offers('verify l')).toContain('list.json')
    expect(offers('merge tier-2 s')).toContain('sub folder/')
  })
})

describe.skipIf(!has('zsh'))('zsh', () => {
  const vocabulary = ['keys', 'roles', 'markdown', 'tier-2', 'tier-3', '--renew', '--pin', 'verify']

  test.each(cases)('after "trustlist %s" offers %j', (before, offered) => {
    const shown = inZsh(before, offered.length > 1 ? 2 : 1)
    for (const word of offered) expect(shown).toContain(word)
    for (const word of vocabulary) {
      if (!offered.includes(word) && !before.includes(word)) expect(shown).not.toContain(word)
    }
  })
})

test.each([
  ['bash', ['-n'], bashScript],
  ['zsh', ['-n'], zshScript],
  ['fish', ['-n'], fishScript],
] as const)(
  '%s takes the script of the real commands, and of the example, without a complaint',
  (shell, words, script) => {
    if (!has(shell)) return
    for (const table of [Object.values(commands), exampleCommands]) {
      const path = join(folder, `whole.${shell}`)
      writeFileSync(path, script(table))
      const run = spawnSync(shell, [...words, path], { encoding: 'utf8' })
      expect([run.status, run.stderr]).toEqual([0, ''])
    }
  },
)

test('the scripts name every command and every option of the table', () => {
  for (const script of [bashScript, zshScript, fishScript].map((each) => each(Object.values(commands)))) {
    for (const command of Object.values(commands)) {
      for (const word of [...command.name.split(' '), ...Object.keys(command.options)])
        expect(script).toContain(word)
    }
  }
})

/** Takes the line apart as readline does, asks the function, prints what it offers. */
function inBash(before: string): readonly string[] {
  const words = [
    'trustlist',
    ...before
      .split(' ')
      .flatMap((word) => word.split(/(=)/).filter((part, index) => part !== '' || index === 0)),
  ]
  if (before.endsWith('=')) words.push('')
  const array = words.map((word) => `'${word}'`).join(' ')
  const line = `source ./bash; COMP_WORDS=(${array}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _trustlist 2>/dev/null; printf '%s\\n' "\${COMPREPLY[@]}"`
  const run = spawnSync('bash', ['--norc', '-c', line], { cwd: folder, encoding: 'utf8' })
  if (run.stderr !== '') throw new Error(run.stderr)
  return run.stdout
    .split('\n')
    .filter((word) => word !== '')
    .sort()
}

/**
 * A real zsh at a terminal of its own: what it shows after the tabulator key. A second one lists what the first, having
 * written what the offers have in common, has not. The last key tells that zsh is done.
 */
function inZsh(before: string, tabulators: 1 | 2): string {
  const finished = join(folder, 'finished')
  rmSync(finished, { force: true })
  const keys = `$'${'\\t'.repeat(tabulators)}\\a'`
  const program = `
await() {
  for ((tries = 0; tries < 200; tries++)); do
    while zpty -r -t z part; do shown+=$part; done
    eval "$1" && break
    sleep 0.05
  done
}
zmodload zsh/zpty
zpty -b z zsh -f
zpty -w z 'PS1=; fpath=(${folder} $fpath); autoload -Uz compinit; compinit -u -D; setopt nobeep'
zpty -w z 'finish() { : > ${finished} }; zle -N finish; bindkey "^G" finish; echo rea""dy'
await '[[ $shown == *ready* ]]'
shown=
zpty -n -w z ${JSON.stringify(`trustlist ${before}`)}${keys}
await '[[ -e ${finished} ]]'
while zpty -r -t z part; do shown+=$part; done
zpty -d z
print -rn -- "$shown"
`
  const run = spawnSync('zsh', ['-f', '-c', program], {
    encoding: 'utf8',
    env: { ...process.env, TERM: 'vt100' },
  })
  if (run.status !== 0 || !existsSync(finished))
    throw new Error(`zsh did not finish: ${run.stdout}${run.stderr}`)
  return run.stdout.replaceAll('\0', '').replaceAll(/\u001b\[[0-9;?]*[A-Za-z]/g, '')
}
