import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import type { Terminal } from '../../src/keys/ask-without-echo.js'
import {
  bothForms,
  done,
  draftOf,
  numpy,
  pandas,
  refused,
  signed,
  workshop,
  type Workshop,
} from './workshop.js'

const deny =
  '  - { package: pkg:pypi/reqeusts, versions: "vers:pypi/*", decision: deny, reason: A look-alike. }\n'
const osv = draftOf(deny, 'osv', 'advisories')

async function fingerprintOf(shop: Workshop): Promise<string> {
  const { result } = (await done(shop, 'identity', 'show', 'example-tre', '--json')).json()
  return String(result!['fingerprint'])
}

let fingerprint = ''
async function begun(shop: Workshop): Promise<void> {
  await signed(shop)
  fingerprint = await fingerprintOf(shop)
  await done(shop, 'trust', 'init', '--operator', 'op-tre')
}
const add = (...more: readonly string[]) => ['trust', 'add', 'example-tre', '--trust', 'half', ...more]
const pinned = () => add('--fingerprint', fingerprint)

async function believed(shop: Workshop): Promise<void> {
  await begun(shop)
  shop.put('osv.yaml', osv)
  await done(shop, ...pinned())
  const { problems } = await refused(shop, [...addOsv, '--fingerprint', `sha256:${'0'.repeat(64)}`], {
    exit: 1,
    code: 'list/unsigned-changed',
  })
  const digest = /found (sha256:[0-9a-f]{64})/.exec(problems[0]!.what)![1]!
  await done(shop, ...addOsv, '--fingerprint', digest)
}
const addOsv = ['trust', 'add', 'osv.yaml', '--unsigned', '--as', 'osv', '--trust', 'advice']

/** Somebody at a terminal who types this when asked. */
function typing(text: string, shown: string[] = []): { readonly terminal: () => Terminal } {
  return {
    terminal: () => {
      const events = new EventEmitter()
      const input = Object.assign(events, {
        setRawMode: () => undefined,
        pause: () => undefined,
        unshift: () => undefined,
        resume: () => void setImmediate(() => events.emit('data', Buffer.from(text))),
      })
      return { input, output: { write: (each: string) => void shown.push(each) } }
    },
  }
}

describe('trust init', () => {
  test('writes a configuration with two profiles, over nothing that is there', async () => {
    const init = () => ['trust', 'init', '--operator', 'op-tre', '--contact', 'software@tre.example']
    expect(await bothForms(() => undefined, init)).toMatchSnapshot()
    const shop = workshop()
    await done(shop, ...init())
    expect(shop.take('trust.yaml')).toMatchSnapshot()
    await refused(shop, init(), { exit: 4, code: 'cli/file-exists', place: 'trust.yaml' })
    await refused(shop, ['trust', 'init'], { exit: 2, code: 'cli/option-missing' })
    await refused(shop, ['trust', 'init', '--operator', 'Op TRE'], { exit: 2, code: 'cli/option-value' })
    await refused(shop, ['trust', 'init', '--operator=--upload-pack'], { exit: 2, code: 'cli/option-value' })
  })
})

describe('trust add', () => {
  test('pins by fingerprint and tells what it verified', async () => {
    expect(await bothForms(begun, pinned)).toMatchSnapshot()
  })

  test('leaves files that merge takes, and the same command once more changes nothing', async () => {
    const shop = workshop()
    await begun(shop)
    await done(shop, ...pinned())
    const first = shop.files()
    const again = (await done(shop, ...pinned(), '--json')).json()
    expect(again.result).toMatchObject({ isNew: false })
    expect(shop.files()).toEqual(first)
    await done(shop, 'merge')
  })

  test('shows the fingerprint and takes nothing but yes', async () => {
    const shown: string[] = []
    const shop = workshop(typing('yes\n', shown))
    await begun(shop)
    await done(shop, ...add())
    expect(shown.join('')).toContain(fingerprint)
    for (const text of ['y\n', 'no\n', '\n', 'yes please\n']) {
      const other = workshop(typing(text))
      await begun(other)
      await refused(other, add(), { exit: 1, code: 'cli/not-confirmed' })
    }
  })

  test('is refused where nobody says the fingerprint and nobody can be asked', async () => {
    expect(await bothForms(begun, () => add())).toMatchSnapshot()
  })

  test('refuses what is not what was meant, and writes nothing', async () => {
    const shop = workshop()
    await begun(shop)
    const zero = `sha256:${'0'.repeat(64)}`
    await refused(shop, add('--fingerprint', zero), { exit: 1, code: 'key/pin-mismatch' })
    await refused(shop, add('--fingerprint', fingerprint.toUpperCase()), { exit: 3, code: 'key/pin-form' })
    await refused(shop, [...pinned(), '--id', 'other-tre'], { exit: 1, code: 'key/other-publisher' })
    await refused(shop, [...pinned(), '--id=--upload-pack=x'], { exit: 2, code: 'cli/option-value' })
    await refused(shop, [...pinned(), '--list', 'none'], { exit: 1, code: 'lock/list-missing' })
    await refused(shop, [...pinned(), '--at', '2028-11-01T00:00:00Z'], { exit: 1, code: 'seal/expired' })
    expect((await shop.run('trust', 'add', '--trust', 'half', '--', '-x')).err).toContain(
      'cli/source-refused',
    )
    await refused(shop, ['trust', 'add', 'nowhere', '--trust', 'half'], {
      exit: 4,
      code: 'cli/source-unreachable',
    })
    await refused(shop, ['trust', 'add', 'example-tre'], { exit: 2, code: 'cli/option-missing' })
    await refused(shop, [...pinned(), '--weight', '60'], { exit: 2, code: 'cli/option-value' })
    await refused(shop, [...pinned(), '--deny-weight', '101'], { exit: 2, code: 'cli/option-value' })
    await refused(shop, [...pinned(), '--unsigned'], { exit: 2, code: 'cli/option-missing' })
    await refused(shop, [...pinned(), '--config', 'none.yaml'], { exit: 4, code: 'cli/trust-missing' })
    await done(shop, ...pinned())
    await refused(shop, ['trust', 'add', 'example-tre', '--trust', 'full', '--fingerprint', fingerprint], {
      exit: 1,
      code: 'cli/publisher-known',
    })
  })

  test('refuses a pin that is used already', async () => {
    const shop = workshop()
    await begun(shop)
    const trust = shop.take('trust.yaml')
    shop.put(
      'trust.yaml',
      trust.replace(
        'publishers: []',
        `publishers: [{ id: other, from: x, pin: "${fingerprint}", trust: full }]`,
      ),
    )
    await refused(shop, pinned(), { exit: 3, code: 'merge/pin-twice' })
  })

  test.each([
    ['line ends of Windows', (text: string) => text.replaceAll('\n', '\r\n')],
    ['no last line end', (text: string) => text.trimEnd()],
    ['comments everywhere', (text: string) => text.replaceAll('\n', ' # c\n')],
  ])('keeps what is written around it: %s', async (_, change) => {
    const shop = workshop()
    await begun(shop)
    const before = change(
      shop
        .take('trust.yaml')
        .replace(/^# .*\n/gm, '')
        .replace(/\n\n/g, '\n'),
    )
    shop.put('trust.yaml', before)
    await done(shop, ...pinned())
    const after = shop.take('trust.yaml')
    const commentsOf = (text: string) => text.match(/#[^\r\n]*/g) ?? []
    expect(commentsOf(after)).toEqual(commentsOf(before))
    expect(after.endsWith('\n')).toBe(before.endsWith('\n'))
    await done(shop, 'trust', 'remove', 'example-tre')
    expect(commentsOf(shop.take('trust.yaml'))).toEqual(commentsOf(before))
  })

  test('refuses a damaged lock, with what is lost and how to regain it', async () => {
    const shop = workshop()
    await begun(shop)
    await done(shop, ...pinned())
    shop.put('trust.lock.json', shop.take('trust.lock.json').slice(0, -30))
    shop.put('osv.yaml', osv)
    expect(await bothForms(begun, () => ['trust', 'add', 'nowhere', '--trust', 'full'])).toMatchSnapshot()
    const { problems } = await refused(shop, addOsv, { exit: 3, code: 'lock/damaged' })
    expect(problems[0]!.mend).toContain('git checkout -- trust.lock.json')
  })
})

describe('sources that never sign', () => {
  test('are bound by the digest of their file, and said to be unsigned', async () => {
    const shop = workshop()
    await believed(shop)
    expect(shop.take('trust.yaml')).toContain('unsigned: "sha256:')
    const { out, err } = await done(shop, 'trust', 'list')
    expect(out).toContain('NOT SIGNED, bound by the digest')
    expect(err).toBe('')
    expect((await done(shop, 'trust', 'list', '--json')).json().result).toMatchObject({
      publishers: [{ signed: true }, { publisher: 'osv', signed: false, pin: null }],
    })
  })

  test('are pinned anew after a review; a denial that went is kept', async () => {
    const shop = workshop(typing('yes\n'))
    await believed(shop)
    shop.put('osv.yaml', draftOf(pandas, 'osv', 'advisories'))
    const { result } = (await done(shop, 'trust', 'pin', 'osv', '--json')).json()
    expect(result).toMatchObject({ signed: false, keptDenials: 1 })
    expect((await done(shop, 'trust', 'list')).out).toContain('1 denials are kept')
  })
})

describe('trust list, weigh, pin and remove', () => {
  test('list tells whom, how far, and what was accepted last', async () => {
    expect(await bothForms(believed, () => ['trust', 'list'])).toMatchSnapshot()
  })

  test('list tells what has ended and what ends soon', async () => {
    const shop = workshop()
    await believed(shop)
    const stateAt = async (at: string) => (await done(shop, 'trust', 'list', '--at', at)).out
    expect(await stateAt('2026-11-10T00:00:00Z')).toContain('stale: refreshed 2026-11-01T12:00:00Z')
    expect(await stateAt('2027-01-10T00:00:00Z')).toContain('LOST')
    expect(await stateAt('2027-11-20T00:00:00Z')).toContain('the list tier-3 ends')
  })

  test('list tells whom it believes also where the lock is damaged', async () => {
    const shop = workshop()
    await believed(shop)
    shop.put('trust.lock.json', '{}')
    const ran = await shop.run('trust', 'list', '--json')
    expect([ran.exit, ran.json().problems[0]!.code]).toEqual([3, 'lock/damaged'])
    expect(ran.json().result).toMatchObject({ publishers: [{ state: null }, { state: null }] })
  })

  test('weigh changes what it is asked to, and says what was', async () => {
    const weigh = () => [
      'trust',
      'weigh',
      'example-tre',
      '--trust',
      'full',
      '--veto',
      'yes',
      '--grace-days',
      '3',
    ]
    expect(await bothForms(believed, weigh)).toMatchSnapshot()
    const shop = workshop()
    await believed(shop)
    const before = shop.take('trust.yaml')
    await done(shop, ...weigh())
    expect(shop.take('trust.yaml')).toBe(
      before.replace('    trust: half\n', '    trust: full\n    veto: true\n    graceDays: 3\n'),
    )
    await done(
      shop,
      'trust',
      'weigh',
      'example-tre',
      '--trust',
      'half',
      '--veto',
      'no',
      '--grace-days',
      'default',
    )
    expect(shop.take('trust.yaml')).toBe(before)
    await refused(shop, ['trust', 'weigh', 'nobody', '--trust', 'full'], {
      exit: 1,
      code: 'cli/publisher-unknown',
    })
    await refused(shop, ['trust', 'weigh', 'osv'], { exit: 2, code: 'cli/option-missing' })
    await refused(shop, ['trust', 'weigh', 'osv', '--group', 'example-tre'], {
      exit: 3,
      code: 'merge/group-taken',
    })
    await refused(shop, ['trust', 'weigh', 'osv', '--grace-days', '-1'], {
      exit: 2,
      code: 'cli/option-value',
    })
  })

  test('remove takes a publisher out and counts the denials that go with it', async () => {
    expect(await bothForms(believed, () => ['trust', 'remove', 'osv'])).toMatchSnapshot()
    const shop = workshop()
    await begun(shop)
    const before = shop.take('trust.yaml')
    await done(shop, ...pinned())
    await done(shop, 'trust', 'remove', 'example-tre')
    expect(shop.take('trust.yaml')).toBe(before)
    expect(shop.take('trust.lock.json')).not.toContain('example-tre')
    await refused(shop, ['trust', 'remove', 'example-tre'], { exit: 1, code: 'cli/publisher-unknown' })
  })

  test('pin leaves a pin that is right', async () => {
    const shop = workshop()
    await believed(shop)
    const before = shop.take('trust.yaml')
    await done(shop, 'trust', 'pin', 'example-tre')
    expect(shop.take('trust.yaml')).toBe(before)
    shop.put('example-tre/tier-3.yaml', draftOf(numpy + pandas))
    await refused(shop, ['trust', 'pin', 'nobody'], { exit: 1, code: 'cli/publisher-unknown' })
  })

  test('YAML that means different things to different readers is refused by each of them', async () => {
    const shop = workshop()
    await begun(shop)
    const trust = shop.take('trust.yaml')
    for (const [text, code] of [
      [trust.replace('publishers: []', 'publishers: &a []'), 'yaml/anchor'],
      [`${trust}---\na: 1\n`, 'yaml/several-documents'],
      [`${trust}publishers: []\n`, 'yaml/duplicate-member'],
      [trust.replace('publishers: []', 'publishers:'), 'yaml/no-value'],
      [trust.replace('operator: op-tre', 'operator: no'), 'yaml/ambiguous-scalar'],
      [
        trust.replace('publishers: []', 'publishers: [{ id: --upload-pack, from: x, pin: z, trust: full }]'),
        'merge/trust-shape',
      ],
    ] as const) {
      shop.put('trust.yaml', text)
      for (const words of [
        pinned(),
        ['trust', 'list'],
        ['trust', 'weigh', 'a', '--trust', 'full'],
        ['trust', 'remove', 'a'],
      ])
        await refused(shop, words, { exit: 3, code })
    }
  })
})
