import { createHash, createPrivateKey, sign as signBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  bothForms,
  done,
  draftOf,
  draftPath,
  keyidOf,
  listPath,
  numpy,
  pandas,
  published,
  refused,
  signed,
  workshop,
  type Person,
  type Workshop,
} from './workshop.js'

const waiting = `${listPath}.prepared`
const sign = (shop: Workshop, who: Person, ...words: readonly string[]) => [
  'sign',
  draftPath,
  '--key',
  shop.key(who),
  ...words,
]
const exists = (shop: Workshop, path: string) => Object.keys(shop.files()).includes(path)
const codes = (told: { readonly problems: readonly { readonly code: string }[] }) =>
  told.problems.map(({ code }) => code)

/** A publisher whose lists two of jane, joe and ann must sign. */
const twoOfThree = (shop: Workshop) => published(shop, ['jane', 'joe', 'ann'], 2)

/** What openssl does on another machine: a raw signature over the bytes of a file. */
function signElsewhere(shop: Workshop, tbs: string, who: Person, into: string): void {
  shop.put(into, signBytes(null, readFileSync(shop.at(tbs)), createPrivateKey(readFileSync(shop.key(who)))))
}

describe('two of three people sign in turn', () => {
  test('and each is told how far it is', async () => {
    expect(await bothForms(twoOfThree, (shop) => sign(shop, 'jane'))).toMatchSnapshot()
  })

  test('and nothing is published before the second has', async () => {
    const shop = workshop()
    await twoOfThree(shop)
    await done(shop, ...sign(shop, 'jane'))
    expect([exists(shop, waiting), exists(shop, listPath)]).toEqual([true, false])
    await refused(shop, ['verify', waiting], { exit: 1, code: 'key/threshold-not-met' })
    const { result } = (
      await done(shop, ...sign(shop, 'joe', '--at', '2026-11-03T00:00:00Z'), '--json')
    ).json()
    expect(result).toMatchObject({ state: 'sealed', signatures: 2, version: 1 })
    expect([exists(shop, waiting), exists(shop, listPath)]).toEqual([false, true])
    // Both signed the same head, of the day when the first did.
    expect(shop.take(listPath)).toContain('"issued":"2026-11-01T12:00:00Z"')
    await done(shop, 'verify', listPath)

    const before = shop.take(listPath)
    shop.put(draftPath, draftOf(numpy + pandas))
    await done(shop, ...sign(shop, 'ann'))
    expect(shop.take(listPath)).toBe(before)
    await done(shop, 'verify', listPath)
    await done(shop, ...sign(shop, 'jane'))
    expect(shop.take(listPath)).toContain('"version":2')
    await done(shop, 'verify', listPath)
  })

  test('or both at once', async () => {
    const shop = workshop()
    await twoOfThree(shop)
    const { result } = (await done(shop, ...sign(shop, 'jane', '--key', shop.key('ann')), '--json')).json()
    expect(result).toMatchObject({ state: 'sealed', signedBy: [keyidOf('jane'), keyidOf('ann')] })
    // A third signature is added to what is published.
    const third = (await done(shop, ...sign(shop, 'joe'), '--json')).json().result
    expect(third).toMatchObject({ state: 'sealed', signatures: 3, version: 1, unchanged: false })
    await done(shop, 'verify', listPath)
  })

  test('and one who signs twice counts once', async () => {
    const shop = workshop()
    await twoOfThree(shop)
    await done(shop, ...sign(shop, 'jane'))
    const told = (await done(shop, ...sign(shop, 'jane'), '--json')).json()
    expect([codes(told), told.result]).toMatchObject([
      ['seal/already-signed'],
      { state: 'waiting', signatures: 1 },
    ])
    const both = (await done(shop, ...sign(shop, 'jane', '--key', shop.key('jane')), '--json')).json()
    expect(both.result).toMatchObject({ state: 'waiting', signatures: 1 })
  })

  test('and a stranger does not: nothing is written', async () => {
    const shop = workshop()
    await published(shop, ['jane', 'joe'], 2)
    await refused(shop, sign(shop, 'jane', '--key', shop.key('ann')), { exit: 1, code: 'seal/foreign-key' })
  })

  test('and what waits with other content or other dates is dropped, with a word', async () => {
    const shop = workshop()
    await twoOfThree(shop)
    await done(shop, ...sign(shop, 'jane'))
    shop.put(draftPath, draftOf(numpy + pandas))
    expect(
      await bothForms(
        async (each) => {
          await twoOfThree(each)
          await done(each, ...sign(each, 'jane'))
          each.put(draftPath, draftOf(numpy + pandas))
        },
        (each) => sign(each, 'joe'),
      ),
    ).toMatchSnapshot()
    // Waiting for longer than it would have been in force.
    await done(shop, ...sign(shop, 'joe', '--expires', '2'))
    const told = (await done(shop, ...sign(shop, 'jane', '--at', '2026-11-04T00:00:00Z'), '--json')).json()
    expect([codes(told), told.result]).toMatchObject([
      ['cli/prepared-replaced'],
      { state: 'waiting', signatures: 1 },
    ])
  })

  test('and dates that nobody chose with this program are not signed', async () => {
    const shop = workshop()
    await twoOfThree(shop)
    await done(shop, 'sign', draftPath, '--prepare', 'a.tbs')
    const prepared = shop.take(waiting)
    for (const [from, to] of [
      ['"expires":"2027-12-06', '"expires":"2099-12-06'],
      ['"issued":"2026-11-01', '"issued":"2026-12-01'],
    ] as const) {
      shop.put(waiting, prepared.replace(from, to))
      const told = (await done(shop, ...sign(shop, 'jane'), '--json')).json()
      expect([codes(told), told.result]).toMatchObject([
        ['cli/prepared-replaced'],
        { expires: '2027-12-06T12:00:00Z' },
      ])
    }
  })

  test('and a prepared file that was changed or is broken is refused', async () => {
    const shop = workshop()
    await twoOfThree(shop)
    await done(shop, ...sign(shop, 'jane'))
    const prepared = shop.take(waiting)
    const sig = /"sig":"(.)/.exec(prepared)![1]!
    for (const text of [
      prepared.replace('numpy', 'numpx'),
      prepared.replace('"version":1}', '"version":7}'),
      prepared.replace(`"sig":"${sig}`, `"sig":"${sig === 'A' ? 'B' : 'A'}`),
      prepared.slice(0, -3),
      prepared.replace('==', '=='.replace('=', '')),
    ]) {
      shop.put(waiting, text)
      await refused(shop, sign(shop, 'joe'), { exit: 3, code: 'cli/prepared-unusable' })
    }
    shop.put(waiting, '')
    await refused(shop, sign(shop, 'joe'), { exit: 3, code: 'cli/file-empty', place: waiting })
    shop.put(waiting, prepared)
    await done(shop, ...sign(shop, 'joe'))
  })

  test('and a renewal waits like any other version', async () => {
    const shop = workshop()
    await twoOfThree(shop)
    await done(shop, ...sign(shop, 'jane', '--key', shop.key('joe')))
    await done(shop, ...sign(shop, 'jane', '--renew', '--at', '2026-11-02T00:00:00Z'))
    expect(shop.take(listPath)).toContain('"version":1}')
    const { result } = (
      await done(shop, ...sign(shop, 'joe', '--renew', '--at', '2026-11-02T12:00:00Z'), '--json')
    ).json()
    expect(result).toMatchObject({ state: 'sealed', version: 2 })
    await done(shop, 'verify', listPath)
  })
})

describe('--prepare and --attach', () => {
  test('tell what is signed, and where', async () => {
    expect(
      await bothForms(published, () => ['sign', draftPath, '--prepare', 'to-sign.tbs']),
    ).toMatchSnapshot()
  })

  test('carry a signature over the air gap', async () => {
    const shop = workshop()
    await published(shop)
    const { result } = (await done(shop, 'sign', draftPath, '--prepare', 'to-sign.tbs', '--json')).json()
    const tbs = shop.take('to-sign.tbs')
    expect(tbs.startsWith('DSSEv1 38 application/vnd.trustlist.list.v1+json ')).toBe(true)
    expect(result).toMatchObject({ toSign: { sha256: createHash('sha256').update(tbs).digest('hex') } })
    expect(exists(shop, listPath)).toBe(false)
    signElsewhere(shop, 'to-sign.tbs', 'jane', 'to-sign.sig')
    // Days later, without a word on whose it is: the role has one key.
    await done(shop, 'sign', draftPath, '--attach', shop.at('to-sign.sig'), '--at', '2026-11-05T00:00:00Z')
    await done(shop, 'verify', listPath)
    expect(exists(shop, waiting)).toBe(false)
  })

  test('work twice: the same bytes for two people, in any order, also beside --key', async () => {
    const shop = workshop()
    await published(shop, ['jane', 'joe', 'ann'], 3)
    await done(shop, 'sign', draftPath, '--prepare', 'a.tbs')
    await done(shop, 'sign', draftPath, '--prepare', 'a.tbs', '--at', '2026-11-02T00:00:00Z')
    await done(shop, 'sign', draftPath, '--prepare', 'b.tbs', '--at', '2026-11-02T00:00:00Z')
    expect(shop.take('b.tbs')).toBe(shop.take('a.tbs'))
    signElsewhere(shop, 'a.tbs', 'joe', 'joe.sig')
    signElsewhere(shop, 'b.tbs', 'ann', 'ann.sig')
    const attach = (who: Person) => [
      'sign',
      draftPath,
      '--attach',
      shop.at(`${who}.sig`),
      '--keyid',
      keyidOf(who),
    ]
    await refused(shop, attach('ann').slice(0, 4), { exit: 2, code: 'cli/signer-key-unknown' })
    await done(shop, ...attach('ann'))
    await done(shop, ...sign(shop, 'jane'))
    await done(shop, ...attach('joe'))
    await done(shop, 'verify', listPath)
  })

  test('add a signature to what is published', async () => {
    const shop = workshop()
    await published(shop, ['jane', 'joe'], 1)
    await done(shop, ...sign(shop, 'jane'))
    await done(shop, 'sign', draftPath, '--prepare', 'a.tbs')
    signElsewhere(shop, 'a.tbs', 'joe', 'joe.sig')
    const words = ['sign', draftPath, '--attach', shop.at('joe.sig'), '--keyid', keyidOf('joe'), '--json']
    expect((await done(shop, ...words)).json().result).toMatchObject({
      state: 'sealed',
      signatures: 2,
      version: 1,
    })
    await done(shop, 'verify', listPath)
  })

  test('refuse a signature by another key, over other bytes, or that is none', async () => {
    const shop = workshop()
    await published(shop)
    await done(shop, 'sign', draftPath, '--prepare', 'a.tbs')
    const attach = ['sign', draftPath, '--attach', shop.at('x.sig')]
    signElsewhere(shop, 'a.tbs', 'joe', 'x.sig')
    await refused(shop, attach, { exit: 1, code: 'seal/bad-signature', place: 'DIR/x.sig' })
    signElsewhere(shop, draftPath, 'jane', 'x.sig')
    await refused(shop, attach, { exit: 1, code: 'seal/bad-signature' })
    await refused(shop, [...attach, '--keyid', keyidOf('joe')], { exit: 2, code: 'cli/signer-key-unknown' })
    shop.put('x.sig', 'short')
    await refused(shop, attach, { exit: 4, code: 'cli/signature-malformed' })
    await refused(shop, ['sign', draftPath, '--attach', shop.at('none')], {
      exit: 4,
      code: 'cli/file-missing',
    })
    signElsewhere(shop, 'a.tbs', 'jane', 'x.sig')
    await done(shop, ...attach)
  })

  test('refuse a signature for content that has changed meanwhile, or that was never prepared', async () => {
    const shop = workshop()
    await published(shop)
    const attach = ['sign', draftPath, '--attach', shop.at('a.sig')]
    await refused(shop, attach, { exit: 1, code: 'cli/nothing-prepared' })
    await done(shop, 'sign', draftPath, '--prepare', 'a.tbs')
    signElsewhere(shop, 'a.tbs', 'jane', 'a.sig')
    shop.put(draftPath, draftOf(numpy + pandas))
    await refused(shop, attach, { exit: 1, code: 'cli/nothing-prepared', place: listPath })
    shop.put(draftPath, draftOf(numpy))
    const prepared = shop.take(waiting)
    shop.put(waiting, prepared.replace('numpy', 'numpx'))
    await refused(shop, attach, { exit: 3, code: 'cli/prepared-unusable' })
    shop.put(waiting, prepared)
    await done(shop, ...attach)
  })

  test('write over nothing: not over a list, not over an older --prepare', async () => {
    const shop = workshop()
    await signed(shop)
    shop.put(draftPath, draftOf(numpy + pandas))
    await refused(shop, ['sign', draftPath, '--prepare', listPath], {
      exit: 4,
      code: 'cli/file-exists',
      place: listPath,
    })
    await refused(shop, ['sign', draftPath, '--prepare', 'none/a.tbs'], {
      exit: 4,
      code: 'cli/file-not-written',
    })
    await done(shop, 'sign', draftPath, '--prepare', 'a.tbs')
    shop.put(draftPath, draftOf(pandas))
    await refused(shop, ['sign', draftPath, '--prepare', 'a.tbs'], {
      exit: 4,
      code: 'cli/file-exists',
      place: 'a.tbs',
    })
    await done(shop, 'sign', draftPath, '--prepare', 'b.tbs')
  })
})
