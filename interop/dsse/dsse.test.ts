import { toSignedBytes } from '@trustlist/core'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  done,
  draftPath,
  listPath,
  keyidOf as keyidFor,
  publicHexOf,
  published,
  workshop,
  type Workshop,
} from '../../packages/cli/test/commands/workshop.js'
import { findPython, runPython, venvWith } from './python.js'

interface Envelope {
  readonly payload: string
  readonly payloadType: string
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[]
}

const keys = [publicHexOf('jane'), publicHexOf('joe')] as const
let shop: Workshop
let envelope: Envelope

/** A list that two of two people signed, and its head as `verify --dsse` writes it. */
beforeAll(async () => {
  shop = workshop()
  await published(shop, ['jane', 'joe'], 2)
  await done(shop, 'sign', draftPath, '--key', shop.key('jane'))
  await done(shop, 'sign', draftPath, '--key', shop.key('joe'))
  await done(shop, 'verify', listPath, '--dsse', 'head.dsse')
  envelope = JSON.parse(shop.take('head.dsse')) as Envelope
})

function changedPayload(): string {
  const head = Buffer.from(envelope.payload, 'base64').toString()
  expect(head).toContain('"version":1}')
  return Buffer.from(head.replace('"version":1}', '"version":2}')).toString('base64')
}

const python = findPython('securesystemslib.dsse', () => venvWith('securesystemslib[crypto]'))

describe.skipIf(python === undefined)('securesystemslib and its DSSE', () => {
  const verify = (given: Envelope, threshold: number, ...by: readonly string[]) => {
    shop.put('given.dsse', JSON.stringify(given))
    return runPython(python!, 'verify_envelope.py', shop.at('given.dsse'), String(threshold), ...by)
  }

  test('verifies the envelope of a list that two of two signed', () => {
    console.log(`securesystemslib ${runPython(python!, 'verify_envelope.py', '--version').stdout.trim()}`)
    const ran = verify(envelope, 2, ...keys)
    expect([ran.stderr, ran.status]).toEqual(['', 0])
    expect(JSON.parse(ran.stdout)).toEqual({
      payloadType: 'application/vnd.trustlist.list.v1+json',
      accepted: envelope.signatures.map(({ keyid }) => keyid).sort(),
    })
    expect(envelope.signatures).toHaveLength(2)
  })

  test.each([
    ['another payload', () => ({ ...envelope, payload: changedPayload() })],
    ['another type', () => ({ ...envelope, payloadType: 'application/vnd.trustlist.policy.v1+json' })],
    ['one signature', () => ({ ...envelope, signatures: envelope.signatures.slice(1) })],
    [
      'the signatures exchanged',
      () => {
        const [first, second] = envelope.signatures as [Envelope['signatures'][0], Envelope['signatures'][0]]
        return {
          ...envelope,
          signatures: [
            { ...first, sig: second.sig },
            { ...second, sig: first.sig },
          ],
        }
      },
    ],
  ])('refuses it with %s', (_, change) => {
    const ran = verify(change(), 2, ...keys)
    expect(ran.status).not.toBe(0)
    expect(ran.stderr).toContain('VerificationError')
  })

  test('refuses it under keys of others', () => {
    expect(verify(envelope, 2, keys[0], publicHexOf('ann')).stderr).toContain('VerificationError')
  })
})

// Debian's own, where it is installed: an implementation without DSSE.
const older = findPython('securesystemslib.signer', () => python)

describe.skipIf(older === undefined)(
  'securesystemslib over the bytes themselves, as releases without DSSE do',
  () => {
    test('verifies both signatures, and none over other bytes', () => {
      console.log(`securesystemslib ${runPython(older!, 'verify_pae.py', '--version').stdout.trim()}`)
      const byKeyid = new Map(
        envelope.signatures.map(({ keyid, sig }) => [keyid, Buffer.from(sig, 'base64').toString('hex')]),
      )
      const pairs = (['jane', 'joe'] as const).flatMap((who) => [
        publicHexOf(who),
        byKeyid.get(keyidFor(who))!,
      ])
      const bytes = toSignedBytes(
        envelope.payloadType,
        new Uint8Array(Buffer.from(envelope.payload, 'base64')),
      )
      shop.put('bytes', bytes)
      expect(runPython(older!, 'verify_pae.py', shop.at('bytes'), ...pairs)).toMatchObject({
        status: 0,
        stdout: 'verified\n',
      })
      shop.put('bytes', Buffer.concat([bytes, Buffer.from(' ')]))
      expect(runPython(older!, 'verify_pae.py', shop.at('bytes'), ...pairs).status).not.toBe(0)
    })
  },
)

const plain = findPython('cryptography', () => venvWith('cryptography'))

describe.skipIf(plain === undefined)('some forty lines of Python that know nothing of trustlist', () => {
  const check = (text: string, threshold = 2, ...by: readonly string[]) => {
    shop.put('given.json', text)
    return runPython(
      plain!,
      'check_list.py',
      shop.at('given.json'),
      String(threshold),
      ...(by.length === 0 ? keys : by),
    )
  }

  test('take the list, in any layout, and find the same digest', async () => {
    const list = shop.take(listPath)
    const shown = (await done(shop, 'verify', listPath)).out
    for (const text of [
      list,
      list.replaceAll('\n', '\r\n'),
      list.replaceAll('\n', ''),
      list.replaceAll('\n', '\n\t'),
    ]) {
      const ran = check(text)
      expect([ran.stderr, ran.status]).toEqual(['', 0])
      expect(shown).toContain(`digest ${ran.stdout.trim()}`)
    }
  })

  const changes: readonly (readonly [string, string, (list: string) => string])[] = [
    ['a changed entry', 'not what was signed', (list) => list.replace('numpy', 'numpx')],
    ['a changed head', '0 of 2 signatures', (list) => list.replace('"version":1}', '"version":2}')],
    ['a blank', 'not canonical', (list) => list.replace('"entries":', '"entries": ')],
    ['another spelling', 'not canonical', (list) => list.replace('numpy', '\\u006eumpy')],
    [
      'a member twice',
      'unsorted or twice',
      (list) => list.replace('"decision"', '"decision":"allow","decision"'),
    ],
    ['another number', 'the number 1.0', (list) => list.replace('"version":1}', '"version":1.0}')],
  ]
  test.each(changes)('refuse %s, and so do we', async (_, why, change) => {
    const text = change(shop.take(listPath))
    const ran = check(text)
    expect([ran.status, ran.stderr]).toEqual([1, expect.stringContaining(why)])
    shop.put('example-tre/changed.list.json', text)
    expect((await shop.run('verify', 'example-tre/changed.list.json')).exit).not.toBe(0)
  })

  test('refuse keys of others', () => {
    expect(check(shop.take(listPath), 2, keys[0], publicHexOf('ann')).stderr).toContain('1 of 2 signatures')
  })
})
