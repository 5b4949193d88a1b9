import { mkdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  bothForms,
  done,
  identityDraft,
  keyidOf,
  publicHexOf,
  published,
  refused,
  workshop,
} from './workshop.js'

const draft = 'example-tre/identity.yaml'
const place = 'example-tre/identity/1.json'
const minimal = 'trustlist: "1.0"\npublisher: example-tre\nabout: { title: An example TRE }\n'
const create = ['identity', 'create', 'example-tre'] as const

describe('identity create', () => {
  test('gives the key at hand both roles where the draft names none', async () => {
    const told = await bothForms(
      (shop) => shop.put(draft, minimal),
      (shop) => [...create, '--key', shop.key('jane')],
    )
    expect(told).toMatchSnapshot()
  })

  test('names keys by their names, and opens no key before there is something to sign', async () => {
    const shop = workshop()
    shop.put(draft, identityDraft(['joe', 'ann'], 2))
    const { result } = (await done(shop, ...create, '--key', shop.key('jane'), '--json')).json()
    expect(result).toMatchObject({ state: 'sealed', threshold: 1, signedBy: [keyidOf('jane')], version: 1 })
    const shown = (await done(shop, 'identity', 'show', 'example-tre', '--json')).json().result as {
      roles: { list: { keys: { keyid: string; public: string }[]; threshold: number } }
    }
    expect(shown.roles.list.threshold).toBe(2)
    expect(shown.roles.list.keys.map((each) => each.public).sort()).toEqual(
      [publicHexOf('joe'), publicHexOf('ann')].sort(),
    )
  })

  test('waits for two root keys, whose holders sign in turn', async () => {
    const shop = workshop()
    shop.put(draft, identityDraft(['ann'], 1, ['jane', 'joe']))
    const first = await done(shop, ...create, '--key', shop.key('jane'))
    expect(first.out.replace(/[0-9a-f]{64}/g, 'DIGEST')).toMatchSnapshot()
    expect(Object.keys(shop.files())).toContain(`${place}.prepared`)
    expect(Object.keys(shop.files())).not.toContain(place)
    // The same key again adds nothing.
    const again = (await done(shop, ...create, '--key', shop.key('jane'), '--json')).json()
    expect(again.problems.map(({ code }) => code)).toEqual(['seal/already-signed'])
    const second = (
      await done(shop, ...create, '--at', '2026-11-03T00:00:00Z', '--key', shop.key('joe'), '--json')
    ).json()
    expect(second.result).toMatchObject({ state: 'sealed', signatures: 2 })
    expect(Object.keys(shop.files())).not.toContain(`${place}.prepared`)
    await done(shop, 'verify', place)
  })

  test('drops what waited when the draft has changed, and says so', async () => {
    const shop = workshop()
    shop.put(draft, identityDraft(['ann'], 1, ['jane', 'joe']))
    await done(shop, ...create, '--key', shop.key('jane'))
    shop.put(draft, identityDraft(['ann'], 1, ['jane', 'joe']).replace('An example', 'Another'))
    const { problems, result } = (await done(shop, ...create, '--key', shop.key('joe'), '--json')).json()
    expect(problems.map(({ code }) => code)).toEqual(['cli/prepared-replaced'])
    expect(result).toMatchObject({ state: 'waiting', signatures: 1 })
  })

  test('never replaces an identity', async () => {
    const shop = workshop()
    await published(shop)
    await refused(shop, [...create, '--key', shop.key('jane')], {
      exit: 1,
      code: 'cli/identity-exists',
      place,
    })
  })

  test.each([
    ['no draft', undefined, { exit: 4, code: 'cli/file-missing', place: draft }],
    ['an empty draft', '', { exit: 3, code: 'cli/file-empty' }],
    ['a draft of comments', '# soon\n', { exit: 3, code: 'yaml/no-document' }],
    [
      'another version',
      minimal.replace('1.0', '2.0'),
      { exit: 3, code: 'cli/identity-draft', place: `${draft}:1:12` },
    ],
    [
      'a member too many',
      `${minimal}secret: x\n`,
      { exit: 3, code: 'cli/identity-draft', place: `${draft}:4:9` },
    ],
    [
      'no title',
      minimal.replace('{ title: An example TRE }', '{ contact: x }'),
      { exit: 3, code: 'cli/identity-draft', place: `${draft}:3:8` },
    ],
    [
      'a publisher of another form',
      minimal.replace('example-tre', '../x'),
      { exit: 3, code: 'cli/other-place' },
    ],
    [
      'the publisher of another folder',
      minimal.replace('example-tre', 'other'),
      { exit: 3, code: 'cli/other-place', place: `${draft}:2:12` },
    ],
    [
      'roles without keys',
      `${minimal}roles: { list: { keys: [a], threshold: 1 } }\n`,
      { exit: 3, code: 'cli/identity-draft' },
    ],
    [
      'a key twice',
      identityDraft(['joe'], 1).replace(publicHexOf('joe'), publicHexOf('jane')),
      { exit: 3, code: 'key/duplicate-key' },
    ],
    [
      'a name twice',
      identityDraft(['joe'], 1).replace('name: joe', 'name: jane'),
      { exit: 3, code: 'cli/identity-draft', place: `${draft}:6:13` },
    ],
    ['threshold 0', identityDraft(['joe'], 0), { exit: 3, code: 'cli/identity-draft' }],
    ['a threshold above the keys', identityDraft(['joe'], 2), { exit: 3, code: 'key/threshold' }],
    [
      'a role of strangers',
      identityDraft(['joe'], 1).replace('[joe]', '[eve]'),
      { exit: 3, code: 'cli/identity-draft', place: `${draft}:9:18` },
    ],
    [
      'a role that nobody knows',
      identityDraft(['joe'], 1).replace('  list:', '  boss:'),
      { exit: 3, code: 'cli/identity-draft' },
    ],
    [
      'a key of small order',
      identityDraft(['joe'], 1).replace(publicHexOf('joe'), `01${'00'.repeat(31)}`),
      { exit: 3, code: 'cli/identity-draft', place: `${draft}:6:5` },
    ],
    [
      'half a key',
      identityDraft(['joe'], 1).replace(publicHexOf('joe'), '0123'),
      { exit: 3, code: 'cli/identity-draft' },
    ],
    [
      'a key of digits that YAML counts',
      identityDraft(['joe'], 1).replace(`"${publicHexOf('joe')}"`, '1234'),
      { exit: 3, code: 'cli/identity-draft' },
    ],
  ] as const)('refuses %s', async (_, text, expected) => {
    const shop = workshop()
    const key = shop.key('jane')
    mkdirSync(shop.at('example-tre'))
    if (text !== undefined) shop.put(draft, text)
    await refused(shop, [...create, '--key', key], expected)
  })

  test('refuses to guess a key', async () => {
    const shop = workshop()
    shop.put(draft, minimal)
    await refused(shop, [...create], { exit: 2, code: 'cli/option-missing' })
    await refused(shop, [...create, '--signer', 'true'], {
      exit: 2,
      code: 'cli/option-missing',
      mend: 'give --key KEY, or name the keys in identity.yaml',
    })
    await refused(shop, [...create, '--prepare', 'x.tbs'], { exit: 2, code: 'cli/option-missing' })
    await refused(shop, [...create, '--attach', 'x.sig'], { exit: 2, code: 'cli/option-missing' })
    await refused(shop, [...create, '--key', 'k', '--attach', 'x.sig'], { exit: 2, code: 'cli/option-value' })
    await refused(shop, [...create, '--key', shop.at('none')], { exit: 4, code: 'cli/file-missing' })
  })

  test('refuses a key of another role, and tells which', async () => {
    const shop = workshop()
    shop.put(draft, identityDraft(['joe'], 1))
    await refused(shop, [...create, '--key', shop.key('joe')], {
      exit: 1,
      code: 'seal/foreign-key',
      place,
      what: /joe\.key has the keyid [0-9a-f]{64}, which is none of the 1 of the role root$/,
    })
  })

  test('refuses where its folder cannot be made', async () => {
    const shop = workshop()
    shop.put(draft, minimal)
    shop.put('example-tre/identity', 'a file')
    await refused(shop, [...create, '--key', shop.key('jane')], { exit: 4, code: 'cli/file-not-written' })
  })
})

describe('identity show', () => {
  test('prints what others need to pin a publisher', async () => {
    expect(
      await bothForms(
        (shop) => published(shop, ['joe', 'ann'], 2),
        () => ['identity', 'show', 'example-tre'],
      ),
    ).toMatchSnapshot()
  })

  test('takes the folder, or the document, and a pin', async () => {
    const shop = workshop()
    await published(shop)
    const { result } = (await done(shop, 'identity', 'show', 'example-tre', '--json')).json()
    const pin = String(result!['fingerprint'])
    await done(shop, 'identity', 'show', place, '--pin', pin)
    await refused(shop, ['identity', 'show', place, '--pin', `sha256:${'0'.repeat(64)}`], {
      exit: 1,
      code: 'key/pin-mismatch',
      place,
    })
    const late = await done(shop, 'identity', 'show', place, '--at', '2029-11-01T12:00:00Z')
    expect(late.out).toContain('NOT in force; it ended 2029-11-01T12:00:00Z')
    const early = await done(shop, 'identity', 'show', place, '--at', '2026-10-01T12:00:00Z')
    expect(early.out).toContain('NOT in force')
    expect(early.out).not.toContain('ended')
  })

  test('refuses a folder without an identity, and one under another number', async () => {
    const shop = workshop()
    await published(shop)
    await refused(shop, ['identity', 'show', 'none'], {
      exit: 4,
      code: 'cli/identity-missing',
      place: 'none/identity',
    })
    shop.put('copy/identity/1.json', shop.take(place).replace('"version":1', '"version":2'))
    await refused(shop, ['identity', 'show', 'copy'], { exit: 1, code: 'key/threshold-not-met' })
    await refused(shop, ['identity', 'show', 'example-tre/none.json'], { exit: 4, code: 'cli/file-missing' })
  })
})
