import { describe, expect, test } from 'vitest'
import { implementations } from '../../src/command/implementations.js'
import { commandNames } from '../../src/command/table.js'
import { told } from '../world/test-world.js'

describe('run', () => {
  const lines: readonly (readonly string[])[] = [
    [],
    ['--help'],
    ['help'],
    ['--version'],
    ['--version', '--json'],
    ['--help', '--json'],
    ['compltion'],
    ['compltion', '--json'],
    ['help', 'nothing-like-it'],
    ['completion'],
    ['completion', '--json'],
    ['completion', 'bash', 'zsh'],
    ['completion', 'tcsh', '--jsn', '--at', 'noon', '--quiet=yes'],
    ['completion', 'tcsh', '--jsn', '--at', 'noon', '--json'],
    ['completion', '--at', '--json', 'bash'],
    ['completion', 'bash', '--at', '2026-11-01T00:00:00Z', '--at', '2026-11-02T00:00:00Z'],
  ]
  test.each(lines.map((words) => [words.join(' ') || 'nothing', words] as const))(
    'answers %s',
    async (_, words) => {
      expect(await told(words)).toMatchSnapshot()
    },
  )

  test.each(commandNames)('has code and a help for %s', async (name) => {
    expect(typeof (await implementations[name]()).run).toBe('function')
    const help = await told([...name.split(' '), '--help'])
    expect(help).toMatchSnapshot()
    expect(help).toContain('-- exit 0')
    expect(await told(['help', ...name.split(' ')])).toBe(help.replace(/^.*\n/, `$ trustlist help ${name}\n`))
  })

  test('takes options of every command before the command too', async () => {
    const before = await told(['--json', '--at', '2026-11-01T00:00:00Z', 'completion', 'fish'])
    const after = await told(['completion', 'fish', '--at', '2026-11-01T00:00:00Z', '--json'])
    expect(before.split('\n').slice(1)).toEqual(after.split('\n').slice(1))
    expect(JSON.parse(before.split('-- stdout\n')[1]!.split('-- stderr')[0]!)).toMatchObject({ exit: 0 })
  })

  test('ends with 4 where standard output takes no more', async () => {
    expect(await told(['--version'], { isOutputFull: true })).toMatchSnapshot()
  })

  test('escapes what it repeats of the command line', async () => {
    const answer = await told(['\u001b[31mred', '--json'])
    expect(answer.split('\n').slice(1).join('\n')).not.toContain('\u001b')
    expect(await told(['completion', '\u202ebash'])).toContain('given as \\u{202e}bash')
  })

  test('colours only a terminal, and not where NO_COLOR, --no-color or a dumb terminal ask for none', async () => {
    const words = ['completion', 'tcsh']
    expect(await told(words, { isTerminal: true })).toContain('\u001b[31m')
    expect(await told(words, { isTerminal: false })).not.toContain('\u001b')
    expect(await told(words, { isTerminal: true, env: { NO_COLOR: '1' } })).not.toContain('\u001b')
    expect(await told(words, { isTerminal: true, env: { NO_COLOR: '' } })).toContain('\u001b[31m')
    expect(await told(words, { isTerminal: true, env: { TERM: 'dumb' } })).not.toContain('\u001b')
    expect(await told([...words, '--no-color'], { isTerminal: true })).not.toContain('\u001b')
  })
})
