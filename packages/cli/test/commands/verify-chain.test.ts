import { describe, expect, test } from 'vitest'
import {
  addSignature,
  prepareDocument,
  publicKeyOf,
  keyIdOf,
  signWithSeed,
  toHex,
  toPreparedBytes,
  type HeadFields,
  type SubjectOf,
} from '@trustlist/core'
import {
  done,
  draftPath,
  keyidOf,
  listPath,
  published,
  refused,
  seedOf,
  signed,
  workshop,
  type Workshop,
} from './workshop.js'

const version = (n: number) => `example-tre/identity/${n}.json`
const none = `sha256:${'0'.repeat(64)}`

async function fingerprintOf(shop: Workshop, path: string): Promise<string> {
  return String((await done(shop, 'identity', 'show', path, '--json')).json().result!['fingerprint'])
}

/** Three versions; the list is signed under the third. */
async function threeVersions(shop: Workshop): Promise<void> {
  await published(shop)
  for (const name of ['renew', 'raise-epoch'])
    await done(shop, 'identity', name, 'example-tre', '--key', shop.key('jane'))
  await done(shop, 'sign', draftPath, '--key', shop.key('jane'))
}

describe('a list is verified by the newest identity', () => {
  test('from whatever version is pinned, and from another folder', async () => {
    const shop = workshop()
    await threeVersions(shop)
    shop.put('copy/tier-3.list.json', shop.take(listPath))
    for (const n of [1, 2, 3]) {
      const pin = await fingerprintOf(shop, version(n))
      const words = ['verify', 'copy/tier-3.list.json', '--identity', 'example-tre/identity', '--pin', pin]
      const { problems } = (await done(shop, ...words, '--json')).json()
      expect(problems).toEqual([])
    }
    await refused(shop, ['verify', listPath, '--pin', none], { exit: 1, code: 'key/pin-mismatch' })
    await refused(shop, ['verify', listPath, '--pin', 'sha256:0'], { exit: 3, code: 'key/pin-form' })
  })

  test('and never by an older one, where the newer are withheld', async () => {
    const shop = workshop()
    await threeVersions(shop)
    const bare = workshop()
    bare.put(listPath, shop.take(listPath))
    bare.put(version(1), shop.take(version(1)))
    bare.put(version(2), shop.take(version(2)))
    await refused(bare, ['verify', listPath], { exit: 1, code: 'seal/identity-withheld' })
  })

  test('and not at all where a version is missing in the middle, changed, or under another number', async () => {
    const shop = workshop()
    await threeVersions(shop)
    const without = (paths: readonly string[]) => {
      const bare = workshop()
      for (const path of [listPath, version(1), version(2), version(3)])
        if (!paths.includes(path)) bare.put(path, shop.take(path))
      return bare
    }
    await refused(without([version(2)]), ['verify', listPath], {
      exit: 1,
      code: 'key/identity-missing',
      place: version(2),
    })
    // Before the pinned version nothing is needed.
    await done(without([version(1)]), 'verify', listPath, '--pin', await fingerprintOf(shop, version(2)))
    const forged = without([version(2)])
    forged.put(version(2), shop.take(version(2)).replace('"epoch":1', '"epoch":2'))
    await refused(forged, ['verify', listPath], { exit: 1, code: 'key/previous-threshold-not-met' })
    const swapped = without([version(2)])
    swapped.put(version(2), shop.take(version(3)))
    await refused(swapped, ['verify', listPath], { exit: 1, code: 'key/other-version', place: version(2) })
    const misnamed = workshop()
    misnamed.put(listPath, shop.take(listPath))
    misnamed.put(version(7), shop.take(version(1)))
    await refused(misnamed, ['verify', listPath], {
      exit: 3,
      code: 'cli/identity-version',
      place: version(7),
    })
  })

  test('of that day, where another time is asked about', async () => {
    const shop = workshop()
    await signed(shop)
    const later = '2027-06-01T00:00:00Z'
    const epoch = ['identity', 'raise-epoch', 'example-tre', '--at', later, '--key', shop.key('jane')]
    await done(shop, ...epoch)
    await done(shop, 'verify', listPath, '--at', '2027-05-01T00:00:00Z')
    await refused(shop, ['verify', listPath, '--at', later], { exit: 1, code: 'seal/epoch-revoked' })
    // Without --at a version from the future stops everything: the clock is wrong, or somebody's was.
    await refused(shop, ['verify', listPath], { exit: 1, code: 'key/issued-in-future' })
  })

  test('over 1,024 rotations, and not over 1,025', async () => {
    const shop = workshop()
    await signed(shop)
    const pin = await fingerprintOf(shop, version(1))
    for (let n = 2; n <= 1025; n++) shop.put(version(n), renewed(n))
    await done(shop, 'verify', listPath, '--pin', pin)
    shop.put(version(1026), renewed(1026))
    await refused(shop, ['verify', listPath, '--pin', pin], {
      exit: 3,
      code: 'key/too-many-rotations',
      place: version(1026),
    })
    await done(shop, 'verify', listPath, '--pin', await fingerprintOf(shop, version(2)))
  }, 120_000)
})

describe('an identity document is verified along with those before it', () => {
  test('where it stands among them', async () => {
    const shop = workshop()
    await threeVersions(shop)
    const { result } = (await done(shop, 'verify', version(1), version(2), version(3), '--json')).json()
    const { documents } = result as { documents: readonly { steps: readonly { what: string }[] }[] }
    expect(
      documents.map(({ steps }) =>
        steps
          .map(({ what }) => what)
          .slice(-2)
          .join('; '),
      ),
    ).toEqual([
      expect.stringMatching(
        /^signed by its own root role, 1 of 1 needed; issued .*; version 3 has followed it$/,
      ),
      expect.stringMatching(/and by version 1; followed from version 1, .*; version 3 has followed it$/),
      expect.stringMatching(/and by version 2; followed from version 1, .*in force until/),
    ])
    await done(shop, 'verify', version(3), '--pin', await fingerprintOf(shop, version(2)))
    await refused(shop, ['verify', version(2), '--pin', await fingerprintOf(shop, version(3))], {
      exit: 1,
      code: 'key/pin-mismatch',
    })
  })

  test('and by itself where it is kept elsewhere', async () => {
    const shop = workshop()
    await threeVersions(shop)
    shop.put('kept/old.json', shop.take(version(1)))
    shop.put('kept/new.json', shop.take(version(3)))
    await done(shop, 'verify', 'kept/new.json')
    await done(shop, 'verify', 'kept/new.json', '--identity', 'example-tre/identity')
    await refused(shop, ['verify', 'kept/new.json', '--pin', none], { exit: 1, code: 'key/pin-mismatch' })
  })

  test('a version that does not follow is refused, and the ones before it are not', async () => {
    const shop = workshop()
    await threeVersions(shop)
    shop.put(version(4), renewed(4, { publisher: 'other-tre' }))
    await refused(shop, ['verify', version(4)], { exit: 1, code: 'key/other-publisher' })
    await done(shop, 'verify', version(3))
  })
})

/** Version n of example-tre as its owner jane could have renewed it. */
function renewed(n: number, members: Partial<HeadFields<'publisher'>> = {}): Uint8Array {
  const publicKey = publicKeyOf(seedOf('jane'))
  const role = { keyids: [keyidOf('jane')], threshold: 1 }
  const subject = {
    about: { title: 'An example TRE' },
    keys: [{ keytype: 'ed25519', public: toHex(publicKey), scheme: 'ed25519' }],
    roles: { list: role, root: role },
  } as unknown as SubjectOf['publisher']
  const dates = { issued: '2026-11-01T12:00:00Z', expires: '2029-11-01T12:00:00Z' }
  const fields = { epoch: 1, publisher: 'example-tre', version: n, ...dates, ...members }
  const document = prepareDocument('publisher', fields, subject)
  if (!document.ok) throw new Error(JSON.stringify(document.problems))
  const keys = new Map([[keyIdOf(publicKey), publicKey]])
  const signature = signWithSeed(seedOf('jane'), document.value.head.signedBytes)!
  const sealed = addSignature(document.value, { keys, threshold: 1 }, publicKey, signature)
  if (!sealed.ok) throw new Error(JSON.stringify(sealed.problems))
  return toPreparedBytes(sealed.value)
}
