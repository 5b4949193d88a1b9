import { spawnSync } from 'node:child_process'
import { createPublicKey } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { program } from '../../packages/cli/test/built/bundle.js'
import {
  draftOf,
  draftPath,
  listPath,
  numpy,
  workshop,
  type Workshop,
} from '../../packages/cli/test/commands/workshop.js'
import { needs, runOrThrow } from '../../packages/cli/test/keys/workbench.js'

// Lists signed and verified from end to end by the program itself, with the keys where people keep them.

let bin: string
beforeAll(async () => {
  bin = await program()
})

type Env = Readonly<Record<string, string>>

function trustlist(shop: Workshop, env: Env, ...words: readonly string[]) {
  return spawnSync(process.execPath, [bin, ...words], {
    cwd: shop.folder,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

function done(shop: Workshop, env: Env, ...words: readonly string[]): string {
  const ran = trustlist(shop, env, ...words)
  // Notices, and what a signer itself says, may stand there.
  expect([ran.status, /error\[[^]*/.exec(ran.stderr)?.[0]], words.join(' ')).toEqual([0, undefined])
  return ran.stdout
}

/** A publisher whose one key is this, and a draft. `by` are the words that sign. */
function publish(shop: Workshop, publicHex: string, env: Env, by: readonly string[]): void {
  shop.put(
    'example-tre/identity.yaml',
    `trustlist: "1.0"\npublisher: example-tre\nabout: { title: A }\nkeys: [{ name: us, public: "${publicHex}" }]\nroles:\n  root: { keys: [us], threshold: 1 }\n  list: { keys: [us], threshold: 1 }\n`,
  )
  shop.put(draftPath, draftOf(numpy))
  done(shop, env, 'identity', 'create', 'example-tre', ...by)
  done(shop, env, 'sign', draftPath, ...by)
  expect(done(shop, {}, 'verify', listPath)).toMatch(/: valid\n$/)
  // The twin: what was signed is bound.
  shop.put(listPath, shop.take(listPath).replace('numpy', 'numpx'))
  expect(trustlist(shop, {}, 'verify', listPath).status).toBe(1)
}

/** Of a public key in PEM. */
function hexOf(pem: string): string {
  return createPublicKey(pem).export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex')
}

const ssh = needs('ssh-agent', 'ssh-add', 'ssh-keygen')

test.skipIf(ssh.isAbsent)(`a key in ssh-agent signs a list${ssh.why}`, () => {
  const shop = workshop()
  const socket = shop.at('agent.sock')
  const started = runOrThrow('ssh-agent', ['-s', '-a', socket])
  const pid = Number(/SSH_AGENT_PID=([0-9]+)/.exec(started)![1])
  const env = { SSH_AUTH_SOCK: socket }
  try {
    runOrThrow('ssh-keygen', ['-q', '-t', 'ed25519', '-N', 'a passphrase', '-f', shop.at('id')])
    const askpass = shop.at('askpass')
    shop.put('askpass', '#!/bin/sh\necho a passphrase\n')
    runOrThrow('chmod', ['700', askpass])
    runOrThrow('ssh-add', [shop.at('id')], {
      ...process.env,
      ...env,
      SSH_ASKPASS: askpass,
      SSH_ASKPASS_REQUIRE: 'force',
    })
    // SSH's public key: four lengths and names, the key at the end.
    const blob = Buffer.from(shop.take('id.pub').split(' ')[1]!, 'base64')
    const publicHex = blob.subarray(-32).toString('hex')
    publish(shop, publicHex, env, ['--key', 'id.pub'])
    const [, fingerprint = ''] = runOrThrow('ssh-keygen', ['-l', '-f', shop.at('id.pub')]).split(' ')
    publish(workshop(), publicHex, env, ['--key', `agent:${fingerprint}`])
  } finally {
    process.kill(pid)
  }
})

const openssl = needs('openssl')

describe.skipIf(openssl.isAbsent)(`openssl${openssl.why}`, () => {
  const made = (shop: Workshop) => {
    runOrThrow('openssl', ['genpkey', '-algorithm', 'ed25519', '-out', shop.at('o.pem')])
    return hexOf(runOrThrow('openssl', ['pkey', '-in', shop.at('o.pem'), '-pubout']))
  }

  test('signs a list as --signer', () => {
    const shop = workshop()
    const signer = 'openssl pkeyutl -sign -rawin -inkey o.pem -in $TL_TBS -out $TL_SIG'
    publish(shop, made(shop), {}, ['--signer', signer])
  })

  test('signs a list on another machine, over --prepare and --attach, and verifies what was signed', () => {
    const shop = workshop()
    const publicHex = made(shop)
    shop.put(
      'example-tre/identity.yaml',
      `trustlist: "1.0"\npublisher: example-tre\nabout: { title: A }\nkeys: [{ name: us, public: "${publicHex}" }]\nroles:\n  root: { keys: [us], threshold: 1 }\n  list: { keys: [us], threshold: 1 }\n`,
    )
    shop.put(draftPath, draftOf(numpy))
    for (const [index, words] of [
      ['identity', 'create', 'example-tre'],
      ['sign', draftPath],
    ].entries()) {
      const [tbs, sig] = [`${index}.tbs`, `${index}.sig`]
      done(shop, {}, ...words, '--prepare', tbs)
      runOrThrow('openssl', [
        'pkeyutl',
        '-sign',
        '-rawin',
        '-inkey',
        shop.at('o.pem'),
        '-in',
        shop.at(tbs),
        '-out',
        shop.at(sig),
      ])
      done(shop, {}, ...words, '--attach', sig)
    }
    done(shop, {}, 'verify', listPath)
    // And back: the raw signature in the list, under openssl.
    const { signatures } = JSON.parse(shop.take(listPath)) as { signatures: readonly { sig: string }[] }
    shop.put('raw.sig', Buffer.from(signatures[0]!.sig, 'base64'))
    const words = [
      'pkeyutl',
      '-verify',
      '-rawin',
      '-inkey',
      shop.at('o.pem'),
      '-in',
      shop.at('1.tbs'),
      '-sigfile',
      shop.at('raw.sig'),
    ]
    expect(runOrThrow('openssl', words)).toContain('Signature Verified Successfully')
  })
})

const module = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib64/softhsm/libsofthsm.so',
  '/opt/homebrew/lib/softhsm/libsofthsm2.so',
].find(existsSync)
const hsm = needs('softhsm2-util', 'pkcs11-tool')
const isAbsent = hsm.isAbsent || module === undefined
const why = isAbsent ? ` [skipped: run interop/install-tools.sh${hsm.why}]` : ''

test.skipIf(isAbsent)(`a key in a PKCS#11 token signs a list, by pkcs11-tool as --signer${why}`, () => {
  const shop = workshop()
  mkdirSync(shop.at('tokens'))
  shop.put('softhsm.conf', `directories.tokendir = ${shop.at('tokens')}\nlog.level = ERROR\n`)
  const env = { SOFTHSM2_CONF: shop.at('softhsm.conf'), TOKEN_PIN: '4711' }
  const whole = { ...process.env, ...env }
  const tool = ['--module', module ?? '', '-l', '--pin', 'env:TOKEN_PIN']
  runOrThrow(
    'softhsm2-util',
    ['--init-token', '--free', '--label', 'test', '--pin', '4711', '--so-pin', '4711'],
    whole,
  )
  runOrThrow('pkcs11-tool', [...tool, '--keypairgen', '--key-type', 'EC:edwards25519', '--id', '01'], whole)
  runOrThrow(
    'pkcs11-tool',
    [...tool, '--read-object', '--type', 'pubkey', '--id', '01', '--output-file', shop.at('public.pem')],
    whole,
  )
  const publicHex = hexOf(readFileSync(shop.at('public.pem'), 'utf8'))
  const sign = `pkcs11-tool ${tool.join(' ')} --sign --mechanism EDDSA --id 01 --input-file $TL_TBS --output-file $TL_SIG`
  publish(shop, publicHex, env, ['--signer', sign])
})

const others = needs('signify-openbsd', 'minisign')

test.skipIf(others.isAbsent)(
  `signify and minisign sign a list over --prepare and --attach${others.why}`,
  () => {
    const shop = workshop()
    const at = shop.at
    runOrThrow('signify-openbsd', ['-G', '-n', '-p', at('s.pub'), '-s', at('s.sec')])
    runOrThrow('minisign', ['-G', '-f', '-W', '-p', at('m.pub'), '-s', at('m.sec')])
    const hexIn = (path: string) =>
      Buffer.from(shop.take(path).split('\n')[1]!, 'base64').subarray(10).toString('hex')
    const owner = shop.key('jane')
    const own = JSON.parse(done(shop, {}, 'keygen', '--plain', '-o', 'own.key', '--json')) as {
      result: { public: string }
    }
    expect(existsSync(owner)).toBe(true)
    shop.put(
      'example-tre/identity.yaml',
      `trustlist: "1.0"\npublisher: example-tre\nabout: { title: A }\nkeys:\n  - { name: own, public: "${own.result.public}" }\n  - { name: s, public: "${hexIn('s.pub')}" }\n  - { name: m, public: "${hexIn('m.pub')}" }\nroles:\n  root: { keys: [own], threshold: 1 }\n  list: { keys: [s, m], threshold: 2 }\n`,
    )
    shop.put(draftPath, draftOf(numpy))
    done(shop, {}, 'identity', 'create', 'example-tre', '--key', 'own.key')
    const shown = JSON.parse(done(shop, {}, 'identity', 'show', 'example-tre', '--json')) as {
      result: { roles: { list: { keys: readonly { keyid: string; public: string }[] } } }
    }
    const keyid = (path: string) =>
      shown.result.roles.list.keys.find((each) => each.public === hexIn(path))!.keyid
    done(shop, {}, 'sign', draftPath, '--prepare', 'a.tbs')
    runOrThrow('signify-openbsd', ['-S', '-s', at('s.sec'), '-m', at('a.tbs'), '-x', at('s.sig')])
    runOrThrow('minisign', ['-S', '-l', '-s', at('m.sec'), '-m', at('a.tbs'), '-x', at('m.sig')])
    done(shop, {}, 'sign', draftPath, '--attach', 's.sig', '--keyid', keyid('s.pub'))
    done(shop, {}, 'sign', draftPath, '--attach', 'm.sig', '--keyid', keyid('m.pub'))
    expect(done(shop, {}, 'verify', listPath)).toContain('2 valid, 2 needed')
  },
)
