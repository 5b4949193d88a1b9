import { parse } from 'yaml'
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { scaffold } from '../../src/publisher/scaffold.js'
import { bothForms, done, refused, workshop } from './workshop.js'

describe('init', () => {
  const words = () => ['init', 'demo', '--publisher', 'example-tre']

  test('writes a repository, and says what', async () => {
    expect(await bothForms(() => undefined, words)).toMatchSnapshot()
  })

  test('keeps every file that exists, and says which', async () => {
    const told = await bothForms((shop) => {
      shop.put('demo/README.md', 'ours')
      shop.put('demo/example-tre/tier-3.yaml', 'ours too')
    }, words)
    expect(told).toMatchSnapshot()
    const shop = workshop()
    await done(shop, ...words())
    const before = shop.files()
    await done(shop, ...words())
    expect(shop.files()).toEqual(before)
  })

  test('writes here where no folder is named', async () => {
    const shop = workshop()
    await done(shop, 'init', '--publisher', 'a1')
    expect(Object.keys(shop.files())).toContain('a1/tier-3.yaml')
  })

  test.each(['X', 'a b', '-a', 'a-', 'a..b', 'a.-b', '../a', '', 'é', 'a'.repeat(65)])(
    'refuses %j as a publisher',
    async (id) => {
      await refused(workshop(), ['init', 'demo', `--publisher=${id}`], { exit: 2, code: 'cli/option-value' })
    },
  )

  test('refuses to go without a publisher, and into what is no folder', async () => {
    const shop = workshop()
    await refused(shop, ['init', 'demo'], { exit: 2, code: 'cli/option-missing' })
    shop.put('file', 'x')
    await refused(shop, ['init', 'file', '--publisher', 'a'], {
      exit: 4,
      code: 'cli/file-not-written',
      place: 'file',
    })
    await refused(shop, ['init', 'file/x', '--publisher', 'a'], { exit: 4, code: 'cli/file-not-written' })
  })
})

/** The lines of the README's code blocks, as a reader would copy them, without their comments. */
function commandsIn(readme: string): readonly string[][] {
  const blocks = [...readme.matchAll(/```sh\n([^`]*)```/g)].map((each) => each[1]!)
  const lines = blocks.flatMap((each) => each.split('\n')).map((line) => line.replace(/ +#.*$/, ''))
  return lines.filter((line) => line !== '').map((line) => line.split(' '))
}

describe('the repository that init writes', () => {
  // Ids that YAML readers take for something else than text are ids too.
  test.each(['example-tre', '123', 'no', 'true', 'null', '1.5', '2026-11-01', 'a'.repeat(64)])(
    "signs and verifies by the README's own commands, for %s",
    async (id) => {
      const shop = workshop()
      await done(shop, 'init', '.', '--publisher', id)
      const commands = commandsIn(shop.take('README.md'))
      expect(commands.map((each) => each.slice(0, 2).join(' '))).toEqual([
        'trustlist keygen',
        'trustlist identity',
        'trustlist sign',
        'trustlist verify',
      ])
      for (const [, ...words] of commands) {
        const given = words.map((word) =>
          word.replace('../', `${shop.folder}/../`).replace(`/../${id}.key`, `/key`),
        )
        const ran = await done(shop, ...given, ...(words[0] === 'keygen' ? ['--plain'] : []), '--json')
        // Nothing to mend in what we hand out; that nobody pinned anything yet is verify's own notice.
        expect(ran.json().problems.filter(({ code }) => code !== 'cli/not-pinned')).toEqual([])
      }
      const shown = await done(
        shop,
        ...shop
          .take('README.md')
          .match(/`trustlist (identity show [^`]+)`/)![1]!
          .split(' '),
      )
      expect(shown.out).toContain('fingerprint sha256:')
      await done(
        shop,
        ...shop
          .take('README.md')
          .match(/`trustlist (fmt [^`]+)`/)![1]!
          .split(' '),
      )
    },
  )

  test('has identity lines that work once their comment signs are gone', async () => {
    const shop = workshop()
    await done(shop, 'init', '.', '--publisher', 'example-tre')
    const draft = shop.take('example-tre/identity.yaml')
    const keys = ['jane', 'joe', 'ann'] as const
    const { publicHexOf } = await import('./workshop.js')
    let index = 0
    const opened = draft
      .replace(/^# (keys:|roles:)/gm, '$1')
      .replace(/^# {3}(- \{ name|root:|list:)/gm, '  $1')
      .replace(/^ {2}# (homepage|contact)/gm, '  $1')
      .replace(/public: "[^"]*"/g, () => `public: "${publicHexOf(keys[index++]!)}"`)
    shop.put('example-tre/identity.yaml', opened)
    const { key, run } = shop
    const ran = await run(
      'identity',
      'create',
      'example-tre',
      '--key',
      key('jane'),
      '--key',
      key('joe'),
      '--json',
    )
    expect(ran.json()).toMatchObject({
      exit: 0,
      problems: [],
      result: { state: 'sealed', threshold: 2, signatures: 2 },
    })
  })

  const texts = new Map(scaffold('example-tre', '2026-11-01T12:00:00Z'))

  test('has a workflow that is YAML, runs commands that there are, and names no registry', () => {
    const workflow = parse(texts.get('.github/workflows/verify.yml')!) as {
      jobs: { verify: { steps: { run?: string }[] } }
    }
    const runs = workflow.jobs.verify.steps.flatMap((step) => step.run ?? [])
    expect(runs.filter((line) => /trustlist (verify|fmt --check) \{\} \+$/.test(line))).toHaveLength(3)
    for (const text of texts.values()) expect(text).not.toMatch(/https?:\/\/(?!tre\.example)|registry|npmjs/)
  })

  test('has a workflow whose checks pass on a signed list and fail on a changed one', async () => {
    const shop = workshop()
    await done(shop, 'init', '.', '--publisher', 'example-tre')
    await done(shop, 'identity', 'create', 'example-tre', '--key', shop.key('jane'))
    await done(shop, 'sign', 'example-tre/tier-3.yaml', '--key', shop.key('jane'))
    mkdirSync(shop.at('bin'))
    shop.put('bin/trustlist', `#!/bin/sh\necho "$@" >> ${shop.at('asked')}\n`)
    chmodSync(shop.at('bin/trustlist'), 0o755)
    const steps = texts.get('.github/workflows/verify.yml')!.match(/find .*/g)!
    for (const step of steps) {
      const ran = spawnSync('sh', ['-c', step], {
        cwd: shop.folder,
        env: { PATH: `${shop.at('bin')}:${process.env['PATH']}` },
      })
      expect(ran.status).toBe(0)
    }
    const asked = shop.take('asked').trim().split('\n')
    expect(asked).toEqual([
      'verify ./example-tre/identity/1.json',
      'verify ./example-tre/tier-3.list.json',
      'fmt --check ./example-tre/tier-3.list.json',
    ])
    for (const line of asked) await done(shop, ...line.split(' '))
    shop.put(
      'example-tre/tier-3.list.json',
      shop.take('example-tre/tier-3.list.json').replace('numpy', 'numpx'),
    )
    expect((await shop.run(...asked[1]!.split(' '))).exit).toBe(1)
  })

  test('keeps git from taking keys in, and from changing signed lists', async () => {
    const shop = workshop()
    await done(shop, 'init', '.', '--publisher', 'example-tre')
    const git = (...words: string[]) => spawnSync('git', words, { cwd: shop.folder, encoding: 'utf8' })
    expect(git('init', '-q').status).toBe(0)
    shop.put('root.key', 'secret')
    expect(git('check-ignore', 'root.key').stdout).toBe('root.key\n')
    expect(git('check-ignore', 'example-tre/tier-3.list.json.prepared').status).toBe(1)
    const attributes = git(
      'check-attr',
      'eol',
      'example-tre/tier-3.list.json',
      'example-tre/identity/1.json',
    ).stdout
    expect(attributes.match(/: eol: lf/g)).toHaveLength(2)
  })
})
