import { createPrivateKey, sign as signBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  bothForms,
  done,
  draftOf,
  draftPath,
  identityDraft,
  keyidOf,
  listPath,
  numpy,
  publicHexOf,
  published,
  refused,
  signed,
  workshop,
  type Person,
  type Told,
  type Workshop,
} from './workshop.js'

const draft = 'example-tre/identity.yaml'
const version = (n: number) => `example-tre/identity/${n}.json`
const identity = (...words: readonly string[]) => ['identity', ...words]
const keys = (shop: Workshop, ...people: readonly Person[]) =>
  people.flatMap((person) => ['--key', shop.key(person)])
const codes = (told: Told) => told.problems.map(({ code }) => code)
const exists = (shop: Workshop, path: string) => Object.keys(shop.files()).includes(path)
const told = async (shop: Workshop, ...words: readonly string[]): Promise<Told> =>
  (await done(shop, ...words, '--json')).json()

const commented = `# Who signs for us.
trustlist: "1.0"
publisher: example-tre
about: { title: An example TRE, contact: software@tre.example }

keys:
  # the head of the platform team
  - { name: jane, public: "${publicHexOf('jane')}" }   # on the card in the safe
  - name: joe   # works from home
    public: "${publicHexOf('joe')}"
roles:
  root: { keys: [jane], threshold: 1 }   # changes this identity
  list: { keys: [jane, joe], threshold: 1 }   # signs lists
`

/** A publisher whose draft has comments: jane is root, jane and joe sign lists. */
async function withComments(shop: Workshop): Promise<void> {
  shop.put(draft, commented)
  shop.put(draftPath, draftOf(numpy))
  await done(shop, ...identity('create', 'example-tre'), ...keys(shop, 'jane'))
}

/** Two of jane, joe and ann are needed to change the identity; jane alone signs lists. */
async function withThreeRoots(shop: Workshop): Promise<void> {
  shop.put(draft, identityDraft(['jane'], 1, ['jane', 'joe', 'ann']).replace('threshold: 3', 'threshold: 2'))
  shop.put(draftPath, draftOf(numpy))
  await done(shop, ...identity('create', 'example-tre'), ...keys(shop, 'jane', 'joe'))
}

describe('identity rotate', () => {
  test('signs the draft as it stands, and tells what that changes', async () => {
    const setup = async (shop: Workshop) => {
      await signed(shop)
      shop.put(draft, identityDraft(['ann', 'joe'], 2).replace('An example', 'Another'))
    }
    expect(
      await bothForms(setup, (shop) => [...identity('rotate', 'example-tre'), ...keys(shop, 'jane')]),
    ).toMatchSnapshot()
  })

  test('hands over to another root key, which signs too', async () => {
    const shop = workshop()
    await published(shop)
    shop.put(draft, identityDraft(['jane'], 1, ['joe']))
    const first = await told(shop, ...identity('rotate', 'example-tre'), ...keys(shop, 'jane'))
    expect(first.result).toMatchObject({
      state: 'waiting',
      signatures: 0,
      threshold: 1,
      before: { signatures: 1, threshold: 1 },
      waitsFor: [{ of: 'root', more: 1, keyids: [keyidOf('joe')] }],
    })
    expect([exists(shop, version(2)), exists(shop, `${version(2)}.prepared`)]).toEqual([false, true])
    const second = await told(shop, ...identity('rotate', 'example-tre'), ...keys(shop, 'joe'))
    expect(second.result).toMatchObject({ state: 'sealed', path: version(2), signedBy: [keyidOf('joe')] })
    expect(exists(shop, `${version(2)}.prepared`)).toBe(false)
    await done(shop, 'verify', version(1), version(2))
    // jane has no say any more.
    shop.put(draft, identityDraft(['jane'], 1, ['jane']))
    const back = await told(shop, ...identity('rotate', 'example-tre'), ...keys(shop, 'jane'))
    expect(back.result).toMatchObject({ state: 'waiting', waitsFor: [{ of: 'root of version 2' }] })
  })

  test('takes both keys at once', async () => {
    const shop = workshop()
    await published(shop)
    shop.put(draft, identityDraft(['jane'], 1, ['joe']))
    const { result } = await told(shop, ...identity('rotate', 'example-tre'), ...keys(shop, 'jane', 'joe'))
    expect(result).toMatchObject({ state: 'sealed', version: 2 })
  })

  test('refuses a key of neither version, and a draft that changes nothing', async () => {
    const shop = workshop()
    await published(shop)
    await refused(shop, [...identity('rotate', 'example-tre'), ...keys(shop, 'jane')], {
      exit: 1,
      code: 'cli/identity-unchanged',
      place: draft,
    })
    shop.put(draft, identityDraft(['ann'], 1))
    await refused(shop, [...identity('rotate', 'example-tre'), ...keys(shop, 'ann')], {
      exit: 1,
      code: 'seal/foreign-key',
    })
    await done(shop, ...identity('rotate', 'example-tre'), ...keys(shop, 'jane'))
  })

  test('refuses a draft that is missing, is wrong, or is of somebody else', async () => {
    const shop = workshop()
    await published(shop)
    const rotate = [...identity('rotate', 'example-tre'), ...keys(shop, 'jane')]
    for (const [text, code, exit] of [
      [identityDraft(['joe'], 2), 'key/threshold', 3],
      [identityDraft(['joe'], 1).replace('[joe]', '[eve]'), 'cli/identity-draft', 3],
      [identityDraft(['joe'], 1).replace('publisher: example-tre', 'publisher: other'), 'cli/other-place', 3],
      [identityDraft(['joe'], 1).replace('keys: [joe]', 'keys: []'), 'cli/identity-draft', 3],
    ] as const) {
      shop.put(draft, text)
      await refused(shop, rotate, { exit, code })
    }
    await refused(shop, [...identity('rotate', 'none'), ...keys(shop, 'jane')], {
      exit: 4,
      code: 'cli/identity-missing',
    })
  })

  test('leaves keys and roles as they are where the draft names none', async () => {
    const shop = workshop()
    await published(shop, ['joe', 'ann'], 2)
    shop.put(draft, 'trustlist: "1.0"\npublisher: example-tre\nabout: { title: New words }\n')
    const { result } = await told(shop, ...identity('rotate', 'example-tre'), ...keys(shop, 'jane'))
    expect(result).toMatchObject({
      changes: [
        { kind: 'about', member: 'title', from: 'An example TRE', to: 'New words' },
        { kind: 'about', member: 'contact', to: null },
      ],
    })
  })

  test('puts one key in the place of another, in the draft too', async () => {
    const shop = workshop()
    await withComments(shop)
    await done(shop, 'sign', draftPath, ...keys(shop, 'joe'))
    const { result } = await told(
      shop,
      ...identity(
        'rotate',
        'example-tre',
        '--replace',
        'joe',
        '--public',
        publicHexOf('ann'),
        '--raise-epoch',
      ),
      ...keys(shop, 'jane'),
    )
    expect(result).toMatchObject({
      version: 2,
      epoch: 2,
      changes: [
        { kind: 'key-removed', role: 'list', keyid: keyidOf('joe') },
        { kind: 'key-added', role: 'list', keyid: keyidOf('ann') },
        { kind: 'epoch', from: 1, to: 2 },
      ],
      draft,
      signAgain: [draftPath],
    })
    expect(shop.take(draft)).toBe(commented.replace(publicHexOf('joe'), publicHexOf('ann')))
    await refused(shop, ['sign', draftPath, ...keys(shop, 'joe')], { exit: 1, code: 'seal/foreign-key' })
    await done(shop, 'sign', draftPath, ...keys(shop, 'ann'))
    await done(shop, 'verify', listPath)
  })

  test('wants both halves of a replacement', async () => {
    const shop = workshop()
    await published(shop)
    for (const half of [
      ['--replace', 'jane'],
      ['--public', publicHexOf('ann')],
    ]) {
      await refused(shop, [...identity('rotate', 'example-tre', ...half), ...keys(shop, 'jane')], {
        exit: 2,
        code: 'cli/option-missing',
      })
    }
  })
})

describe('identity add-key', () => {
  const add = (shop: Workshop, person: Person, ...words: readonly string[]) => [
    ...identity('add-key', 'example-tre', person, '--public', publicHexOf(person), ...words),
    ...keys(shop, 'jane'),
  ]

  test('adds a key, to the draft too, and touches nothing else there', async () => {
    expect(
      await bothForms(withComments, (shop) => add(shop, 'ann', '--role', 'list', '--list-threshold', '2')),
    ).toMatchSnapshot()
    const shop = workshop()
    await withComments(shop)
    await done(shop, ...add(shop, 'ann', '--role', 'list', '--role', 'root', '--list-threshold', '2'))
    expect(shop.take(draft)).toBe(
      commented
        .replace(
          `"${publicHexOf('joe')}"\n`,
          `"${publicHexOf('joe')}"\n  - { name: ann, public: "${publicHexOf('ann')}" }\n`,
        )
        .replace('[jane], threshold', '[jane, ann], threshold')
        .replace('[jane, joe], threshold: 1', '[jane, joe, ann], threshold: 2'),
    )
  })

  test('says the same once more without another version', async () => {
    const shop = workshop()
    await withComments(shop)
    await done(shop, ...add(shop, 'ann', '--role', 'list'))
    const again = await told(shop, ...add(shop, 'ann', '--role', 'list'))
    expect(again.result).toMatchObject({ unchanged: true, version: 2, draft: null })
    // As a run that was killed before it came to the draft leaves it.
    const edited = shop.take(draft)
    shop.put(draft, commented)
    const mended = await told(shop, ...add(shop, 'ann', '--role', 'list'))
    expect(mended.result).toMatchObject({ unchanged: true, version: 2, draft })
    expect(shop.take(draft)).toBe(edited)
  })

  test('gives a key that is there another role', async () => {
    const shop = workshop()
    await withComments(shop)
    const { result } = await told(shop, ...add(shop, 'joe', '--role', 'root'))
    expect(result).toMatchObject({ changes: [{ kind: 'key-added', role: 'root', keyid: keyidOf('joe') }] })
    expect(shop.take(draft)).toBe(commented.replace('root: { keys: [jane]', 'root: { keys: [jane, joe]'))
  })

  test('names the keys of a draft that had left them to the first signer', async () => {
    const shop = workshop()
    const minimal = '# us\ntrustlist: "1.0"\npublisher: example-tre\nabout: { title: T }\n# the end\n'
    shop.put(draft, minimal)
    await done(shop, ...identity('create', 'example-tre'), ...keys(shop, 'jane'))
    await done(shop, ...add(shop, 'joe', '--role', 'list'))
    expect(shop.take(draft)).toMatch(new RegExp(`^${minimal}\nkeys:\n  - `))
    await done(
      shop,
      ...identity('remove-key', 'example-tre', 'key-1', '--role', 'list'),
      ...keys(shop, 'jane'),
    )
    const shown = await told(shop, ...identity('show', 'example-tre'))
    expect(shown.result).toMatchObject({
      version: 3,
      roles: { root: { keys: [{ keyid: keyidOf('jane') }] }, list: { keys: [{ keyid: keyidOf('joe') }] } },
    })
  })

  test('works where there is no draft', async () => {
    const shop = workshop()
    await published(shop)
    shop.put('other/identity.yaml', shop.take(draft))
    const bare = workshop()
    bare.put('example-tre/identity/1.json', shop.take(version(1)))
    const { result } = await told(bare, ...add(bare, 'ann', '--role', 'list'))
    expect(result).toMatchObject({ version: 2, draft: null })
    expect(Object.keys(bare.files()).filter((path) => path.startsWith('example-tre/i'))).toEqual([
      'example-tre/identity/',
      version(1),
      version(2),
    ])
  })

  test('takes a public key from the file of ssh or openssl', async () => {
    const shop = workshop()
    await withComments(shop)
    const spki = Buffer.from(`302a300506032b6570032100${publicHexOf('ann')}`, 'hex').toString('base64')
    shop.put('ann.pem', `-----BEGIN PUBLIC KEY-----\n${spki}\n-----END PUBLIC KEY-----\n`)
    const blob = Buffer.concat([
      Buffer.from('0000000b', 'hex'),
      Buffer.from('ssh-ed25519'),
      Buffer.from('00000020', 'hex'),
      Buffer.from(publicHexOf('eve'), 'hex'),
    ]).toString('base64')
    shop.put('eve.pub', `ssh-ed25519 ${blob} eve@tre.example\n`)
    for (const [name, file] of [
      ['ann', 'ann.pem'],
      ['eve', 'eve.pub'],
    ] as const) {
      const words = identity('add-key', 'example-tre', name, '--public', shop.at(file), '--role', 'list')
      const { result } = await told(shop, ...words, ...keys(shop, 'jane'))
      expect(result).toMatchObject({ changes: [{ keyid: keyidOf(name) }] })
    }
  })

  test.each([
    ['63 hex digits', publicHexOf('ann').slice(1), 'cli/public-key', 2],
    ['a key of small order', `01${'00'.repeat(31)}`, 'cli/public-key', 2],
    ['a key that is not canonical', `f0${'ff'.repeat(30)}7f`, 'cli/public-key', 2],
    ['no file', 'nowhere.pub', 'cli/file-missing', 4],
  ])('refuses %s as a public key', async (_, key, code, exit) => {
    const shop = workshop()
    await withComments(shop)
    const words = identity('add-key', 'example-tre', 'ann', '--public', key, '--role', 'list')
    await refused(shop, [...words, ...keys(shop, 'jane')], { exit, code })
  })

  test('refuses a private key in the place of a public one, and files that hold none', async () => {
    const shop = workshop()
    await withComments(shop)
    shop.put('junk.pem', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n')
    shop.put('junk', 'junk')
    for (const [path, code, exit] of [
      [shop.key('ann'), 'cli/public-key', 2],
      [shop.at('junk.pem'), 'cli/key-malformed', 3],
      [shop.at('junk'), 'cli/key-malformed', 3],
    ] as const) {
      const words = identity('add-key', 'example-tre', 'ann', '--public', path, '--role', 'list')
      await refused(shop, [...words, ...keys(shop, 'jane')], { exit, code })
    }
  })

  test('refuses a name that is another key’s, and another name for a key', async () => {
    const shop = workshop()
    await withComments(shop)
    const named = (name: string, person: Person) => [
      ...identity('add-key', 'example-tre', name, '--public', publicHexOf(person), '--role', 'list'),
      ...keys(shop, 'jane'),
    ]
    await refused(shop, named('joe', 'ann'), { exit: 2, code: 'cli/key-name-taken' })
    await refused(shop, named('joseph', 'joe'), { exit: 2, code: 'cli/key-name-taken', what: /called joe/ })
    await done(shop, ...named('no: "x" # y', 'ann'))
    expect(shop.take(draft)).toContain('- { name: "no: \\"x\\" # y", public: ')
  })

  test('refuses other roles and thresholds than there are', async () => {
    const shop = workshop()
    await withComments(shop)
    await refused(shop, add(shop, 'ann'), { exit: 2, code: 'cli/option-missing' })
    await refused(shop, add(shop, 'ann', '--role', 'boss'), { exit: 2, code: 'cli/option-value' })
    for (const threshold of ['0', '-1', '2.5', '1e1', '100']) {
      const words = add(shop, 'ann', '--role', 'list', `--list-threshold=${threshold}`)
      await refused(shop, words, { exit: 2, code: 'cli/option-value' })
    }
    await refused(shop, add(shop, 'ann', '--role', 'list', '--list-threshold', '4'), {
      exit: 3,
      code: 'key/threshold',
      mend: 'give a threshold that can be met with --root-threshold or --list-threshold',
    })
  })

  test('refuses to sign what else the draft says', async () => {
    const shop = workshop()
    await withComments(shop)
    shop.put(draft, commented.replace('root: { keys: [jane]', 'root: { keys: [jane, joe]'))
    await refused(shop, add(shop, 'ann', '--role', 'list'), {
      exit: 1,
      code: 'cli/draft-differs',
      what: new RegExp(`root key added: joe, ${keyidOf('joe')}$`),
      mend: 'trustlist identity rotate example-tre signs the draft as it stands; or take the other changes back',
    })
  })

  test('refuses a draft that it cannot edit without harm', async () => {
    const shop = workshop()
    const inLines = '  list:\n    keys:\n      - jane\n    threshold: 1\n'
    shop.put(draft, commented.replace(/ {2}list: .*\n/, inLines))
    await done(shop, ...identity('create', 'example-tre'), ...keys(shop, 'jane'))
    await done(shop, ...add(shop, 'ann', '--role', 'list', '--list-threshold', '2'))
    expect(shop.take(draft)).toContain('      - jane\n      - ann\n    threshold: 2\n')
    // A value over several lines.
    const folded = commented.replace(`"${publicHexOf('joe')}"`, `>-\n      ${publicHexOf('joe')}`)
    const other = workshop()
    other.put(draft, folded)
    await done(other, ...identity('create', 'example-tre'), ...keys(other, 'jane'))
    const words = identity('rotate', 'example-tre', '--replace', 'joe', '--public', publicHexOf('eve'))
    await refused(other, [...words, ...keys(other, 'jane')], { exit: 3, code: 'cli/draft-not-edited' })
  })
})

describe('identity remove-key', () => {
  const remove = (shop: Workshop, name: string, ...words: readonly string[]) => [
    ...identity('remove-key', 'example-tre', name, ...words),
    ...keys(shop, 'jane'),
  ]

  test('removes a key, leaves its lines as comments, and names the lists that fall', async () => {
    const setup = async (shop: Workshop) => {
      await withComments(shop)
      await done(shop, 'sign', draftPath, ...keys(shop, 'joe'))
    }
    expect(await bothForms(setup, (shop) => remove(shop, 'joe'))).toMatchSnapshot()
    const shop = workshop()
    await setup(shop)
    await done(shop, 'verify', listPath)
    await done(shop, ...remove(shop, 'joe'))
    expect(shop.take(draft)).toBe(
      commented
        .replace('  - name: joe', '  # removed: - name: joe')
        .replace('    public:', '  #   public:')
        .replace('[jane, joe]', '[jane]'),
    )
    await refused(shop, ['verify', listPath], { exit: 1, code: 'key/threshold-not-met' })
    await refused(shop, ['sign', draftPath, ...keys(shop, 'joe')], { exit: 1, code: 'seal/foreign-key' })
    const again = await told(shop, 'sign', draftPath, ...keys(shop, 'jane'))
    expect(again.result).toMatchObject({ version: 2, state: 'sealed' })
    await done(shop, 'verify', listPath)
  })

  test('takes the keyid, or the beginning of it, for the name', async () => {
    const shop = workshop()
    await withComments(shop)
    await done(shop, ...remove(shop, keyidOf('joe').slice(0, 8)))
    expect(shop.take(draft)).toContain('# removed: - name: joe')
  })

  test('tells who else must sign, and how, since the draft has no such name any more', async () => {
    const shop = workshop()
    await withThreeRoots(shop)
    const first = await told(shop, ...remove(shop, 'ann'))
    expect(first.result).toMatchObject({ state: 'waiting', command: 'trustlist identity rotate example-tre' })
    await refused(shop, [...identity('remove-key', 'example-tre', 'ann'), ...keys(shop, 'joe')], {
      exit: 2,
      code: 'cli/key-name-unknown',
      what: /^expected the name of a key \(jane, joe\)/,
    })
    await done(shop, ...identity('rotate', 'example-tre'), ...keys(shop, 'joe'))
    expect(exists(shop, version(2))).toBe(true)
  })

  test('takes a key from one role alone', async () => {
    const shop = workshop()
    await withComments(shop)
    const { result } = await told(shop, ...remove(shop, 'jane', '--role', 'list'))
    expect(result).toMatchObject({ changes: [{ kind: 'key-removed', role: 'list', keyid: keyidOf('jane') }] })
    expect(shop.take(draft)).toBe(commented.replace('[jane, joe]', '[joe]'))
  })

  test('refuses what would shut the publisher out', async () => {
    const shop = workshop()
    await withComments(shop)
    await refused(shop, remove(shop, 'jane'), { exit: 1, code: 'cli/last-key', what: /role root/ })
    await done(shop, ...remove(shop, 'joe'))
    await refused(shop, remove(shop, 'jane', '--role', 'list'), {
      exit: 1,
      code: 'cli/last-key',
      what: /role list.*no list could be signed/,
    })

    const three = workshop()
    await withThreeRoots(three)
    const two = await told(three, ...remove(three, 'ann'), ...keys(three, 'joe'))
    expect(codes(two)).toEqual(['cli/no-spare-root-key'])
    const both = [...remove(three, 'joe'), ...keys(three, 'joe')]
    await refused(three, both, {
      exit: 3,
      code: 'key/threshold',
      mend: 'give a threshold that can be met with --root-threshold or --list-threshold',
    })
    await done(three, ...both, '--root-threshold', '1')
  })

  test('refuses a key that nobody has', async () => {
    const shop = workshop()
    await withComments(shop)
    for (const name of ['eve', keyidOf('eve'), keyidOf('joe').slice(0, 7), '']) {
      await refused(shop, remove(shop, name), { exit: 2, code: 'cli/key-name-unknown' })
    }
  })
})

describe('identity raise-epoch', () => {
  test('revokes every list, and names them', async () => {
    expect(
      await bothForms(signed, (shop) => [...identity('raise-epoch', 'example-tre'), ...keys(shop, 'jane')]),
    ).toMatchSnapshot()
    const shop = workshop()
    await signed(shop)
    await done(shop, ...identity('raise-epoch', 'example-tre'), ...keys(shop, 'jane'))
    await refused(shop, ['verify', listPath], { exit: 1, code: 'seal/epoch-revoked' })
    await done(shop, 'sign', draftPath, ...keys(shop, 'jane'))
    expect(shop.take(listPath)).toMatch(/"epoch":2,.*"publisherVersion":2,.*"version":2}/)
    await done(shop, 'verify', listPath)
  })

  test('needs no draft, and signs nothing of one that says something else', async () => {
    const shop = workshop()
    await published(shop)
    shop.put(draft, identityDraft(['ann'], 1))
    const differing = await told(shop, ...identity('raise-epoch', 'example-tre'), ...keys(shop, 'jane'))
    expect([codes(differing), differing.result]).toMatchObject([
      ['cli/draft-not-signed'],
      { changes: [{ kind: 'epoch', from: 1, to: 2 }] },
    ])
    shop.put(draft, 'keys: [')
    const broken = await told(shop, ...identity('raise-epoch', 'example-tre'), ...keys(shop, 'jane'))
    expect([codes(broken), broken.result]).toMatchObject([['cli/draft-not-signed'], { epoch: 3 }])
  })

  test('begins to count anew behind a list whose number is the highest there is', async () => {
    const shop = workshop()
    await signed(shop)
    const highest = shop.take(listPath).replace('"version":1}', '"version":9007199254740991}')
    // What a thief of the list key publishes.
    shop.put('thief/tier-3.list.json', highest)
    const tbs = Buffer.from(/"signed":(\{.*\}),\n/.exec(highest)![1]!)
    const message = Buffer.concat([
      Buffer.from(`DSSEv1 38 application/vnd.trustlist.list.v1+json ${tbs.length} `),
      tbs,
    ])
    const sig = signBytes(null, message, createPrivateKey(readFileSync(shop.key('jane')))).toString('base64')
    shop.put(listPath, highest.replace(/"sig":"[^"]*"/, `"sig":"${sig}"`))
    await done(shop, 'verify', listPath)
    shop.put(draftPath, draftOf(numpy).replace('vers:pypi/*', 'vers:pypi/>=1.0'))
    await refused(shop, ['sign', draftPath, ...keys(shop, 'jane')], {
      exit: 3,
      code: 'cli/previous-unusable',
      mend: 'begin to count anew with trustlist identity raise-epoch, or restore the list of before from its repository',
    })
    await done(shop, ...identity('raise-epoch', 'example-tre'), ...keys(shop, 'jane'))
    await done(shop, 'sign', draftPath, ...keys(shop, 'jane'))
    expect(shop.take(listPath)).toMatch(/"epoch":2,.*"version":1}/)
    expect(shop.take(listPath)).not.toContain('previousSha256')
    await done(shop, 'verify', listPath)
  })
})

describe('identity renew', () => {
  test('changes the expiry alone, and lists stay good', async () => {
    const shop = workshop()
    await signed(shop)
    const renew = [...identity('renew', 'example-tre', '--at', '2028-11-01T00:00:00Z'), ...keys(shop, 'jane')]
    const { result } = await told(shop, ...renew)
    expect(result).toMatchObject({
      version: 2,
      changes: [{ kind: 'expires', from: '2029-11-01T12:00:00Z', to: '2031-11-02T00:00:00Z' }],
      signAgain: [],
    })
    // Until then version 2 is not there, and from then on version 1 may be as old as it is.
    await done(shop, 'verify', listPath, '--at', '2027-11-01T00:00:00Z')
    await done(shop, 'verify', version(1), '--at', '2030-11-01T00:00:00Z')
    await refused(shop, ['verify', version(2), '--at', '2032-11-01T00:00:00Z'], {
      exit: 1,
      code: 'seal/expired',
    })
  })

  test('revives an identity that has expired', async () => {
    const shop = workshop()
    await signed(shop)
    const late = '2030-01-01T00:00:00Z'
    await refused(shop, ['sign', draftPath, '--at', late, ...keys(shop, 'jane')], {
      exit: 1,
      code: 'seal/identity-expired',
    })
    await done(shop, ...identity('renew', 'example-tre', '--at', late), ...keys(shop, 'jane'))
    await done(shop, 'sign', draftPath, '--renew', '--at', late, ...keys(shop, 'jane'))
    await done(shop, 'verify', listPath, '--at', late)
  })

  test('refuses a clock that stands before the last version', async () => {
    const shop = workshop()
    await published(shop)
    await refused(
      shop,
      [...identity('renew', 'example-tre', '--at', '2026-11-01T11:59:59Z'), ...keys(shop, 'jane')],
      { exit: 4, code: 'cli/clock-behind' },
    )
    await done(
      shop,
      ...identity('renew', 'example-tre', '--at', '2026-11-01T12:00:00Z'),
      ...keys(shop, 'jane'),
    )
  })

  test('refuses to attach to nothing', async () => {
    const shop = workshop()
    await published(shop)
    shop.put('a.sig', new Uint8Array(64))
    await refused(shop, [...identity('renew', 'example-tre', '--attach', shop.at('a.sig'))], {
      exit: 1,
      code: 'cli/nothing-prepared',
    })
  })
})

describe('several people in several places', () => {
  const renew = identity('renew', 'example-tre')

  test('sign in turn, on the same bytes, days apart', async () => {
    const shop = workshop()
    await withThreeRoots(shop)
    expect(await bothForms(withThreeRoots, (each) => [...renew, ...keys(each, 'ann')])).toMatchSnapshot()
    const first = await told(shop, ...renew, '--at', '2026-11-02T00:00:00Z', ...keys(shop, 'ann'))
    expect(first.result).toMatchObject({
      state: 'waiting',
      signatures: 1,
      before: { signatures: 1, threshold: 2 },
    })
    const again = await told(shop, ...renew, '--at', '2026-11-03T00:00:00Z', ...keys(shop, 'ann'))
    expect(codes(again)).toEqual(['seal/already-signed'])
    const second = await told(shop, ...renew, '--at', '2026-11-05T00:00:00Z', ...keys(shop, 'joe'))
    expect(second.result).toMatchObject({ state: 'sealed', expires: '2029-11-02T00:00:00Z' })
    await done(shop, 'verify', version(2))
  })

  test('without a network between them: --prepare here, a signature there, --attach here', async () => {
    const shop = workshop()
    await withThreeRoots(shop)
    const prepared = await told(shop, ...renew, '--prepare', 'renew.tbs')
    expect(prepared.result).toMatchObject({ state: 'waiting', toSign: { path: 'renew.tbs' } })
    for (const person of ['jane', 'ann'] as const) {
      const key = createPrivateKey(readFileSync(shop.key(person)))
      shop.put(`${person}.sig`, signBytes(null, readFileSync(shop.at('renew.tbs')), key))
    }
    const attach = (person: Person, keyid: Person) => [
      ...renew,
      '--attach',
      shop.at(`${person}.sig`),
      '--keyid',
      keyidOf(keyid),
    ]
    await refused(shop, attach('jane', 'ann'), { exit: 1, code: 'seal/bad-signature' })
    await refused(shop, attach('jane', 'eve'), { exit: 2, code: 'cli/signer-key-unknown' })
    expect((await told(shop, ...attach('jane', 'jane'))).result).toMatchObject({ state: 'waiting' })
    expect((await told(shop, ...attach('ann', 'ann'))).result).toMatchObject({ state: 'sealed', version: 2 })
    await done(shop, 'verify', version(2))
  })

  test('and what waited is dropped, with a word, when something else is signed', async () => {
    const shop = workshop()
    await withThreeRoots(shop)
    await done(shop, ...renew, ...keys(shop, 'ann'))
    const raised = await told(shop, ...identity('raise-epoch', 'example-tre'), ...keys(shop, 'joe'))
    expect([codes(raised), raised.result]).toMatchObject([['cli/prepared-replaced'], { signatures: 1 }])
  })

  test('and what waits is refused where somebody changed it', async () => {
    const shop = workshop()
    await withThreeRoots(shop)
    await done(shop, ...renew, ...keys(shop, 'ann'))
    const waits = `${version(2)}.prepared`
    shop.put(waits, shop.take(waits).replace('"epoch":1', '"epoch":2'))
    await refused(shop, [...renew, ...keys(shop, 'joe')], { exit: 3, code: 'cli/prepared-unusable' })
  })

  test('a version that somebody else has made meanwhile is not overwritten', async () => {
    const shop = workshop()
    await published(shop)
    let isThere = false
    const late = workshop({
      files: (real) => ({
        ...real,
        link: (from, to) => {
          if (to.endsWith('2.json') && !isThere) {
            isThere = true
            const file = real.create(to, 0o600)
            file.write(new TextEncoder().encode('another version'))
            file.close()
          }
          real.link(from, to)
        },
      }),
    })
    late.put(version(1), shop.take(version(1)))
    const ran = await late.run(...renew, ...keys(late, 'jane'), '--json')
    expect([ran.exit, ran.json().problems[0]!.code]).toEqual([4, 'cli/file-exists'])
    expect(late.take(version(2))).toBe('another version')
  })
})
