import { createPrivateKey, sign as signBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { toLockText, type LockPublisher } from '@trustlist/core'
import {
  bothForms,
  done,
  draftOf,
  draftPath,
  listPath,
  numpy,
  pandas,
  published,
  refused,
  workshop,
  type Person,
  type Workshop,
} from './workshop.js'

const digest = (digit: string) => digit.repeat(64)

function peer(publisher: string, version: number, digit: string): LockPublisher {
  return {
    identity: { digest: digest('1'), version: 1 },
    keptDenials: [],
    lastRefreshed: '2026-10-31T00:00:00Z',
    lists: [{ digest: digest(digit), epoch: 1, list: 'main', version }],
    pin: `sha256:${digest('1')}`,
    publisher,
  }
}

function putLock(shop: Workshop, ...publishers: readonly LockPublisher[]): void {
  const text = toLockText({ publishers, timeFloor: '2026-10-30T00:00:00Z', trustlist: '1.0' })
  shop.put('trust.lock.json', text)
}

const sign = (shop: Workshop, who: Person, ...words: readonly string[]) => [
  'sign',
  draftPath,
  '--key',
  shop.key(who),
  ...words,
]
const observing = ['--observed', 'trust.lock.json']
const seen = (shop: Workshop, path = listPath) => {
  const list = JSON.parse(shop.take(path)) as {
    readonly signed: { readonly version: number }
    readonly subject: { readonly observed?: readonly { readonly version: number; readonly digest: string }[] }
  }
  return { version: list.signed.version, observed: list.subject.observed?.map((each) => each.version) }
}
const twoOfThree = (shop: Workshop) => published(shop, ['jane', 'joe', 'ann'], 2)

describe('sign --observed', () => {
  test('tells how many heads of peers the list carries', async () => {
    const setup = async (shop: Workshop) => {
      await published(shop)
      putLock(shop, peer('a-tre', 4, 'a'), peer('b-tre', 7, 'b'), peer('example-tre', 1, 'c'))
    }
    expect(await bothForms(setup, (shop) => sign(shop, 'jane', ...observing))).toMatchSnapshot()
  })

  test('writes the heads of the lock, but not its own, into a list that verifies', async () => {
    const shop = workshop()
    await published(shop)
    putLock(shop, peer('a-tre', 4, 'a'), peer('example-tre', 1, 'c'))
    await done(shop, ...sign(shop, 'jane', ...observing))
    expect(JSON.parse(shop.take(listPath))).toMatchObject({
      subject: {
        observed: [{ publisher: 'a-tre', list: 'main', epoch: 1, version: 4, digest: digest('a') }],
      },
    })
    await done(shop, 'verify', listPath)
  })

  test('makes no new version because peers have moved, and takes the new heads with the next one', async () => {
    const shop = workshop()
    await published(shop)
    putLock(shop, peer('a-tre', 4, 'a'))
    await done(shop, ...sign(shop, 'jane', ...observing))
    const before = shop.take(listPath)
    putLock(shop, peer('a-tre', 5, 'b'))
    expect((await done(shop, ...sign(shop, 'jane', ...observing))).out).toContain('unchanged')
    // Nor does leaving the option out take the heads away.
    expect((await done(shop, ...sign(shop, 'jane'))).out).toContain('unchanged')
    expect(shop.take(listPath)).toBe(before)
    shop.put(draftPath, draftOf(numpy + pandas))
    await done(shop, ...sign(shop, 'jane', ...observing))
    expect(seen(shop)).toEqual({ version: 2, observed: [5] })
    await done(shop, ...sign(shop, 'jane', ...observing, '--renew', '--at', '2026-11-02T00:00:00Z'))
    expect(seen(shop)).toEqual({ version: 3, observed: [5] })
  })

  test('signs anew where a peer now shows another list under the version that was observed', async () => {
    const shop = workshop()
    await published(shop)
    putLock(shop, peer('a-tre', 4, 'a'))
    await done(shop, ...sign(shop, 'jane', ...observing))
    putLock(shop, peer('a-tre', 4, 'b'))
    await done(shop, ...sign(shop, 'jane', ...observing))
    expect(seen(shop)).toEqual({ version: 2, observed: [4] })
  })

  test('lets the second of two signers go on, with another lock or without', async () => {
    for (const words of [[], observing]) {
      const shop = workshop()
      await twoOfThree(shop)
      putLock(shop, peer('a-tre', 4, 'a'))
      await done(shop, ...sign(shop, 'jane', ...observing))
      putLock(shop, peer('a-tre', 9, 'b'))
      await done(shop, ...sign(shop, 'joe', ...words))
      expect(seen(shop)).toEqual({ version: 1, observed: [4] })
      await done(shop, 'verify', listPath)
    }
  })

  test('does not go on with heads that nobody of the role has signed', async () => {
    const shop = workshop()
    await twoOfThree(shop)
    putLock(shop, peer('a-tre', 4, 'a'))
    await done(shop, 'sign', draftPath, '--prepare', 'to-sign.tbs', ...observing)
    const { err } = await done(shop, ...sign(shop, 'joe'))
    expect(err).toContain('cli/prepared-replaced')
    expect(seen(shop, `${listPath}.prepared`).observed).toBeUndefined()
  })

  test('goes on with them where the signature over them is attached', async () => {
    const shop = workshop()
    await published(shop)
    putLock(shop, peer('a-tre', 4, 'a'))
    await done(shop, 'sign', draftPath, '--prepare', 'to-sign.tbs', ...observing)
    const raw = signBytes(
      null,
      readFileSync(shop.at('to-sign.tbs')),
      createPrivateKey(readFileSync(shop.key('jane'))),
    )
    shop.put('to-sign.sig', raw)
    await done(shop, 'sign', draftPath, '--attach', shop.at('to-sign.sig'))
    expect(seen(shop)).toEqual({ version: 1, observed: [4] })
  })

  test('refuses a lock that is damaged or absent, and signs nothing', async () => {
    const shop = workshop()
    await published(shop)
    shop.put('trust.lock.json', '{}')
    await refused(shop, sign(shop, 'jane', ...observing), { exit: 3, code: 'lock/damaged' })
    await refused(shop, sign(shop, 'jane', '--observed', 'nowhere.json'), {
      exit: 4,
      code: 'cli/file-missing',
    })
    expect(Object.keys(shop.files())).not.toContain(listPath)
  })

  test('leaves the member out where the lock has no peers', async () => {
    const shop = workshop()
    await published(shop)
    putLock(shop)
    await done(shop, ...sign(shop, 'jane', ...observing))
    expect(seen(shop)).toEqual({ version: 1, observed: undefined })
  })
})
