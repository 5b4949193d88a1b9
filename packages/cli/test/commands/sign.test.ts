import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import {
  bothForms,
  done,
  draftOf,
  draftPath,
  identityDraft,
  listPath,
  numpy,
  pandas,
  published,
  refused,
  signed,
  workshop,
  type Workshop,
} from './workshop.js'

interface Head {
  readonly version: number
  readonly previousSha256?: string
  readonly issued: string
  readonly expires: string
}
const headOf = (shop: Workshop): Head => (JSON.parse(shop.take(listPath)) as { signed: Head }).signed
const sign = (shop: Workshop, ...words: readonly string[]) => [
  'sign',
  draftPath,
  '--key',
  shop.key('jane'),
  ...words,
]

describe('sign tells', () => {
  test('the first version', async () => {
    expect(await bothForms(published, sign)).toMatchSnapshot()
  })
  test('the next version', async () => {
    const setup = async (shop: Workshop) => {
      await signed(shop)
      shop.put(draftPath, draftOf(numpy + pandas))
    }
    expect(await bothForms(setup, (shop) => sign(shop, '--at', '2026-11-02T00:00:00Z'))).toMatchSnapshot()
  })
  test('that nothing has changed', async () => {
    expect(await bothForms(signed, sign)).toMatchSnapshot()
  })
  test('what is wrong in a draft, where, and what to do', async () => {
    const setup = async (shop: Workshop) => {
      await published(shop)
      shop.put(
        draftPath,
        draftOf(
          '  - { package: pkg:pypi/numpy, versions: "vers:pypi/>=2|<1" }\n  - { package: pkg:pypi/pandas, decision: maybe }\n',
        ),
      )
    }
    expect(await bothForms(setup, sign)).toMatchSnapshot()
  })
})

describe('sign', () => {
  test('sets version, digest of the version before, issued and expires', async () => {
    const shop = workshop()
    await signed(shop)
    expect(headOf(shop)).toMatchObject({
      version: 1,
      issued: '2026-11-01T12:00:00Z',
      expires: '2027-12-06T12:00:00Z',
    })
    expect(headOf(shop).previousSha256).toBeUndefined()
    const { result } = (await done(shop, ...sign(shop), '--json')).json()
    shop.put(draftPath, draftOf(numpy + pandas))
    await done(shop, ...sign(shop, '--at', '2026-11-02T00:00:00Z', '--expires', '30'))
    expect(headOf(shop)).toMatchObject({
      version: 2,
      previousSha256: result!['digest'],
      issued: '2026-11-02T00:00:00Z',
      expires: '2026-12-02T00:00:00Z',
    })
    await done(shop, 'verify', listPath)
  })

  test('leaves unchanged content alone, to the byte and the time of the file, and renews where asked to', async () => {
    const shop = workshop()
    await signed(shop)
    const before = shop.take(listPath)
    // Other words for the same content.
    shop.put(draftPath, `# a comment\n${draftOf(numpy)}`)
    const { result, problems } = (
      await done(shop, ...sign(shop, '--at', '2027-01-01T00:00:00Z'), '--json')
    ).json()
    expect(result).toMatchObject({ unchanged: true, version: 1, daysLeft: 339, signedBy: [] })
    expect(problems).toEqual([])
    expect(shop.take(listPath)).toBe(before)
    const late = await done(shop, ...sign(shop, '--at', '2028-01-01T00:00:00Z'))
    expect(late.out).toContain(
      'unchanged, version 1 stays; expired 2027-12-06T12:00:00Z (--renew signs it again)',
    )
    await done(shop, ...sign(shop, '--renew', '--at', '2027-01-01T00:00:00Z'))
    expect(headOf(shop)).toMatchObject({
      version: 2,
      issued: '2027-01-01T00:00:00Z',
      expires: '2028-02-05T00:00:00Z',
    })
  })

  test('takes a signed list as its own draft', async () => {
    const shop = workshop()
    await signed(shop)
    rmSync(shop.at(draftPath))
    await done(shop, 'sign', listPath, '--key', shop.key('jane'), '--renew', '--at', '2026-11-02T00:00:00Z')
    expect(headOf(shop).version).toBe(2)
    await done(shop, 'verify', listPath)
  })

  test('takes a draft in JSON, canonical or as people write it', async () => {
    const shop = workshop()
    await published(shop)
    const draft = {
      about: { licence: 'CC0-1.0', title: 'Tier 3' },
      defaults: { basis: 'reviewed', decided: '2026-10-01', decision: 'allow' },
      entries: [{ package: 'pkg:pypi/numpy', versions: 'vers:pypi/*' }],
      list: 'tier-3',
      publisher: 'example-tre',
      trustlist: '1.0',
    }
    shop.put('example-tre/tier-3.json', JSON.stringify(draft))
    await done(shop, 'sign', 'example-tre/tier-3.json', '--key', shop.key('jane'))
    for (const text of [JSON.stringify(draft, null, 2), draftOf(numpy)]) {
      shop.put('example-tre/tier-3.json', text)
      const { result } = (
        await done(shop, 'sign', 'example-tre/tier-3.json', '--key', shop.key('jane'), '--json')
      ).json()
      expect(result).toMatchObject({ unchanged: true })
    }
    shop.put('example-tre/tier-3.json', JSON.stringify({ ...draft, entries: [{ package: 'pkg:pypi/x' }] }))
    await refused(shop, ['sign', 'example-tre/tier-3.json', '--key', shop.key('jane')], {
      exit: 3,
      code: 'list/shape',
      place: 'example-tre/tier-3.json:1:134',
    })
  })

  test('folds names as their ecosystem does, and says so', async () => {
    const shop = workshop()
    await published(shop)
    shop.put(draftPath, draftOf('  - { package: pkg:pypi/Scikit_Learn, versions: "vers:pypi/*" }\n'))
    const { problems } = (await done(shop, ...sign(shop), '--json')).json()
    expect(problems).toMatchObject([{ code: 'list/folded', severity: 'notice', at: { line: 7, column: 16 } }])
    expect(shop.take(listPath)).toContain('"pkg:pypi/scikit-learn"')
    expect((await done(shop, ...sign(shop), '--json')).json().problems).toMatchObject([
      { code: 'list/folded' },
    ])
  })

  test('warns of a key file that others can read, and signs', async () => {
    const shop = workshop()
    await published(shop)
    execFileSync('chmod', ['644', shop.key('jane')])
    const words = ['sign', draftPath, '--key', shop.at('keys/jane.key')]
    const { problems } = (await done(shop, ...words, '--json')).json()
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([
      ['cli/key-readable-by-others', 'warning'],
    ])
  })

  test('asks for a passphrase once, whatever it has to sign with it', async () => {
    const input = Object.assign(new PassThrough(), { setRawMode: () => input, isRaw: false, isTTY: true })
    const output = new PassThrough()
    let questions = 0
    output.on('data', (piece: Buffer) => {
      if (!/: $/.test(piece.toString())) return
      questions++
      input.write('a long passphrase\r')
    })
    const shop = workshop({ terminal: () => ({ input, output }) })
    shop.put('pass', 'a long passphrase')
    await done(shop, 'keygen', '-o', shop.at('k'), '--passphrase-file', shop.at('pass'))
    shop.put('example-tre/identity.yaml', 'trustlist: "1.0"\npublisher: example-tre\nabout: { title: A }\n')
    await done(shop, 'identity', 'create', 'example-tre', '--key', shop.at('k'))
    expect(questions).toBe(1)
    shop.put(draftPath, draftOf(numpy))
    await done(shop, 'sign', draftPath, '--key', shop.at('k'))
    expect(questions).toBe(2)
  })

  test('signs by a program, and by openssl', async () => {
    const shop = workshop({ env: { PATH: process.env['PATH'] ?? '' } })
    await published(shop)
    const signer = `openssl pkeyutl -sign -rawin -inkey ${shop.key('jane')} -in $TL_TBS -out $TL_SIG`
    const { result } = (await done(shop, 'sign', draftPath, '--signer', signer, '--json')).json()
    expect(result).toMatchObject({ state: 'sealed', signatures: 1 })
    await done(shop, 'verify', listPath)
    shop.put(draftPath, draftOf(numpy + pandas))
    const wrong = signer.replace(shop.at('keys/jane.key'), shop.key('joe'))
    await refused(shop, ['sign', draftPath, '--signer', wrong], { exit: 4, code: 'cli/signature-wrong' })
    await refused(shop, ['sign', draftPath, '--signer', 'false'], { exit: 4, code: 'cli/signer-failed' })
    await refused(shop, ['sign', draftPath, '--signer', 'no-such-program-here'], {
      exit: 4,
      code: 'cli/signer-failed',
    })
    await refused(shop, ['sign', draftPath, '--signer', 'echo c2hvcnQ='], {
      exit: 4,
      code: 'cli/signature-malformed',
    })
    await refused(shop, ['sign', draftPath, '--signer', 'a | b'], {
      exit: 2,
      code: 'cli/signer-command-malformed',
    })
  })

  test('does not run a program for a signature that is there already', async () => {
    const shop = workshop()
    await signed(shop)
    await done(shop, 'sign', draftPath, '--signer', 'false')
  })
})

describe('sign refuses, and writes nothing:', () => {
  const base = async () => {
    const shop = workshop()
    await signed(shop)
    shop.put(draftPath, draftOf(numpy + pandas))
    return shop
  }

  test('a key that has no part in the role', async () => {
    const shop = await base()
    await refused(shop, ['sign', draftPath, '--key', shop.key('joe')], {
      exit: 1,
      code: 'seal/foreign-key',
      what: /joe\.key has the keyid [0-9a-f]{64}, which is none of the 1 of the role list$/,
      place: listPath,
    })
  })

  test('the root key where lists have a key of their own', async () => {
    const shop = workshop()
    await published(shop, ['joe'])
    await refused(shop, sign(shop), { exit: 1, code: 'seal/foreign-key' })
    await done(shop, 'sign', draftPath, '--key', shop.key('joe'))
  })

  test('options that do not go together, before anything is read', async () => {
    const shop = await base()
    const list: readonly (readonly [readonly string[], string])[] = [
      [[], 'cli/option-missing'],
      [['--key', 'k', '--prepare', 'p'], 'cli/option-value'],
      [['--signer', 'k', '--attach', 'p'], 'cli/option-value'],
      [['--prepare', 'k', '--attach', 'p'], 'cli/option-value'],
      [['--key', 'k', '--keyid', 'p'], 'cli/option-value'],
      [['--key', 'k', '--signer-key', 'p'], 'cli/option-value'],
      ...['0', '-1', '1.5', 'x', '3654', '99999', ''].map(
        (days) => [['--key', 'k', `--expires=${days}`], 'cli/option-value'] as const,
      ),
    ]
    for (const [words, code] of list) await refused(shop, ['sign', 'none.yaml', ...words], { exit: 2, code })
    await done(shop, ...sign(shop, '--expires', '3653'))
  })

  test('without an identity, or under one that has expired', async () => {
    const shop = workshop()
    shop.put('example-tre/identity.yaml', identityDraft(['jane'], 1))
    shop.put(draftPath, draftOf(numpy))
    await refused(shop, sign(shop), { exit: 4, code: 'cli/identity-missing', place: 'example-tre/identity' })
    await done(shop, 'identity', 'create', 'example-tre', '--key', shop.key('jane'), '--expires', '10')
    await refused(shop, sign(shop, '--at', '2026-11-11T12:00:00Z'), {
      exit: 1,
      code: 'seal/identity-expired',
      place: 'example-tre/identity/1.json',
    })
    await done(shop, ...sign(shop, '--at', '2026-11-11T11:59:59Z'))
  })

  test('a draft of another publisher, in another folder, or under another name', async () => {
    const shop = await base()
    const place = { exit: 3, code: 'cli/other-place' }
    shop.put(draftPath, draftOf(numpy, 'other'))
    await refused(shop, sign(shop), { ...place, place: `${draftPath}:2:12` })
    shop.put(draftPath, draftOf(numpy, 'example-tre', 'tier-2'))
    await refused(shop, sign(shop), { ...place, place: `${draftPath}:3:7` })
    shop.put('other/identity/1.json', shop.take('example-tre/identity/1.json'))
    shop.put('other/tier-3.yaml', draftOf(numpy))
    await refused(shop, ['sign', 'other/tier-3.yaml', '--key', shop.key('jane')], {
      ...place,
      what: 'expected the folder example-tre, found other',
    })
    shop.put('example-tre/copy.list.json', shop.take(listPath))
    await refused(shop, ['sign', 'example-tre/copy.list.json', '--key', shop.key('jane')], place)
  })

  test('to follow a version that cannot be read, was changed, or that nobody signed', async () => {
    const shop = await base()
    const list = shop.take(listPath)
    const previous = { exit: 3, code: 'cli/previous-unusable' }
    for (const text of [
      list.replace('numpy', 'numpx'),
      list.slice(0, -9),
      `\ufeff${list}`,
      list.replace('"version":1}', '"version":9007199254740990}'),
      list.replace('"publisherVersion":1', '"publisherVersion":2'),
      JSON.stringify(JSON.parse(list), null, 2),
      shop.take('example-tre/identity/1.json'),
    ]) {
      shop.put(listPath, text)
      await refused(shop, sign(shop), previous)
    }
    shop.put(listPath, '')
    await refused(shop, sign(shop), { exit: 3, code: 'cli/file-empty', place: listPath })
    shop.put(listPath, list.replaceAll('\n', '\r\n'))
    await done(shop, ...sign(shop))
  })

  test('a signed list that says what this release does not understand', async () => {
    const shop = workshop()
    await signed(shop)
    const list = shop.take(listPath)
    shop.put(listPath, list.replace('"versions":', '"unheard":1,"versions":'))
    await refused(shop, ['sign', listPath, '--key', shop.key('jane'), '--renew'], {
      exit: 1,
      code: 'seal/subject-digest',
    })
  })

  const drafts: readonly (readonly [
    what: string,
    draft: string | Uint8Array,
    code: string,
    place?: string,
  ])[] = [
    ['an anchor', draftOf('  - &a { package: pkg:pypi/a, versions: "vers:pypi/*" }\n'), 'yaml/anchor', '7:5'],
    ['an alias', draftOf(`${numpy}  - *a\n`), 'yaml/anchor', '8:5'],
    ['a merge key', draftOf('  - { <<: { a: b }, package: pkg:pypi/a }\n'), 'yaml/anchor', '7:7'],
    ['a tag', draftOf('  - !x { package: pkg:pypi/a }\n'), 'yaml/tag', '7:5'],
    [
      'a key twice',
      draftOf('  - { package: pkg:pypi/a, package: pkg:pypi/b }\n'),
      'yaml/duplicate-member',
      '7:28',
    ],
    [
      'a Norwegian truth value',
      draftOf(numpy).replace('{ title: Tier 3', '{ title: no'),
      'yaml/ambiguous-scalar',
      '4:17',
    ],
    ['nothing for a value', draftOf('  - { package: , versions: "vers:pypi/*" }\n'), 'yaml/no-value'],
    ['deep nesting', draftOf(`  - ${'['.repeat(100_000)}\n`), 'yaml/too-deep'],
    ['a bidi control', draftOf(numpy.replace('numpy', 'num\u202epy')), 'yaml/unseen-character', '7:28'],
    [
      'a zero-width character',
      draftOf(numpy).replace('Tier 3', 'Tier\u200b3'),
      'yaml/unseen-character',
      '4:21',
    ],
    ['bad UTF-8', new Uint8Array([0x61, 0x3a, 0xff, 0x0a]), 'text/not-utf8'],
    ['a byte order mark', `\ufeff${draftOf(numpy)}`, 'text/byte-order-mark'],
    ['more than 8 MiB', `${draftOf(numpy)}#${'x'.repeat(8 * 1024 * 1024)}\n`, 'yaml/too-large'],
    ['two documents', `${draftOf(numpy)}---\na: b\n`, 'yaml/several-documents'],
    ['another version of trustlist', draftOf(numpy).replace('"1.0"', '"2.0"'), 'list/draft-shape', '1:12'],
    ['a member too many', `${draftOf(numpy)}extra: 1\n`, 'list/draft-shape', '8:8'],
    [
      'a package as a default',
      draftOf(numpy).replace('basis: reviewed }', 'basis: reviewed, package: pkg:pypi/a }'),
      'list/draft-shape',
      '5:77',
    ],
    ['no decision', draftOf(numpy).replace('decision: allow, ', ''), 'list/shape', '7:5'],
    ['a denial without a reason', draftOf(numpy.replace('}', ', decision: deny }')), 'list/shape', '7:5'],
    ['a day that is none', draftOf(numpy).replace('2026-10-01', '2026-02-30'), 'document/not-a-day'],
    ['a package that is none', draftOf(numpy.replace('pkg:pypi', 'pypi')), 'purl/scheme-missing', '7:16'],
    [
      'a package with a version',
      draftOf(numpy.replace('numpy', 'numpy@1.0')),
      'purl/version-in-identity',
      '7:16',
    ],
    [
      'versions of another ecosystem',
      draftOf(numpy.replace('vers:pypi', 'vers:npm')),
      'list/other-version-type',
      '7:42',
    ],
    [
      'versions that contain nothing',
      draftOf(numpy.replace('pypi/*"', 'pypi/>=2|<1"')),
      'version/not-sorted',
      '7:42',
    ],
    ['an entry twice', draftOf(numpy + numpy), 'list/duplicate-entry', '8:5'],
  ]
  test.each(drafts.map(([name, ...each]) => [name, each] as const))(
    'a draft with %s',
    async (_, [draft, code, place]) => {
      const shop = await base()
      shop.put(draftPath, draft)
      const told = await refused(shop, sign(shop), {
        exit: 3,
        code,
        ...(place === undefined ? {} : { place: `${draftPath}:${place}` }),
      })
      expect(told.problems[0]!.at.source).toBe(draftPath)
    },
  )

  test('a draft that is a pipe, a folder, empty, gone, a device or unreadable', async () => {
    const shop = await base()
    const draft = shop.at(draftPath)
    const as = async (code: string, exit: number, make: () => void) => {
      rmSync(draft, { recursive: true, force: true })
      make()
      await refused(shop, sign(shop), { exit, code, place: draftPath })
    }
    await as('cli/not-a-file', 3, () => void execFileSync('mkfifo', [draft]))
    await as('cli/not-a-file', 3, () => mkdirSync(draft))
    await as('cli/file-empty', 3, () => writeFileSync(draft, ''))
    await as('cli/file-missing', 4, () => undefined)
    await as('cli/not-a-file', 3, () => void execFileSync('ln', ['-s', '/dev/zero', draft]))
    await as('cli/file-too-large', 3, () => {
      writeFileSync(draft, '')
      truncateSync(draft, 65 * 1024 * 1024)
    })
  })

  test('an output that is a folder or a pipe', async () => {
    const shop = workshop()
    await published(shop)
    mkdirSync(shop.at(listPath))
    await refused(shop, sign(shop), { exit: 3, code: 'cli/not-a-file', place: listPath })
    rmSync(shop.at(listPath), { recursive: true })
    execFileSync('mkfifo', [shop.at(listPath)])
    await refused(shop, sign(shop), { exit: 3, code: 'cli/not-a-file', place: listPath })
  })

  test('a key file that is none', async () => {
    const shop = await base()
    shop.put('rsa', execFileSync('openssl', ['genrsa', '1024'], { stdio: ['ignore', 'pipe', 'ignore'] }))
    shop.put('text', 'hello\n')
    mkdirSync(shop.at('folder'))
    const by = (path: string) => ['sign', draftPath, '--key', shop.at(path)]
    await refused(shop, by('rsa'), { exit: 3, code: 'cli/key-not-ed25519', place: 'DIR/rsa' })
    await refused(shop, by('text'), { exit: 3, code: 'cli/key-malformed', place: 'DIR/text' })
    await refused(shop, by('folder'), { exit: 3, code: 'cli/not-a-file' })
    await refused(shop, by('none'), { exit: 4, code: 'cli/file-missing' })
    await refused(shop, ['sign', draftPath, '--key', 'agent:SHA256:x'], {
      exit: 3,
      code: 'cli/key-malformed',
    })
    await refused(shop, ['sign', draftPath, '--key', `agent:SHA256:${'A'.repeat(43)}`], {
      exit: 4,
      code: 'cli/agent-unreachable',
    })
  })
})
