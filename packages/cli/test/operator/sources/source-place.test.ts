import { describe, expect, test } from 'vitest'
import { parseSourcePlace } from '../../../src/operator/sources/source-place.js'

const placeOf = (from: string) => {
  const place = parseSourcePlace(from, '/op')
  return place.ok ? place.value : place.problems[0].what
}

describe('where a source is', () => {
  test.each([
    ['https://git.example.org/a/lists.git', 'https', 'HEAD', ''],
    ['https://git.example.org:8443/a/lists.git#main', 'https', 'refs/heads/main', ''],
    ['https://git.example.org/lists.git#main:example-tre', 'https', 'refs/heads/main', 'example-tre'],
    ['https://git.example.org/lists.git#:a/b c', 'https', 'HEAD', 'a/b c'],
    ['https://git.example.org/lists.git#refs/tags/v1:a', 'https', 'refs/tags/v1', 'a'],
    ['https://[::1]:8443/lists.git#feature/new-1.0_x+y', 'https', 'refs/heads/feature/new-1.0_x+y', ''],
    ['ssh://git@git.example.org:22/lists.git#main:x', 'ssh', 'refs/heads/main', 'x'],
    ['ssh://git.example.org/~peer/lists.git', 'ssh', 'HEAD', ''],
    ['git@git.example.org:a/lists.git#main', 'ssh', 'refs/heads/main', ''],
    ['file:///srv/lists of peers/a.git#main', 'file', 'refs/heads/main', ''],
  ])('%s is git', (from, protocol, ref, folder) => {
    expect(placeOf(from)).toEqual({ kind: 'git', protocol, url: from.split('#')[0], ref, folder })
  })

  test('a path is relative to the trust configuration, unless it is absolute', () => {
    expect(placeOf('../peers/a')).toEqual({ kind: 'folder', path: '/peers/a' })
    expect(placeOf('/mnt/a#1')).toEqual({ kind: 'folder', path: '/mnt/a#1' })
    expect(placeOf('./-a')).toEqual({ kind: 'folder', path: '/op/-a' })
    expect(placeOf('../a.bundle')).toEqual({ kind: 'bundle', path: '/a.bundle', ref: 'HEAD', folder: '' })
    expect(placeOf('/mnt/a.bundle#main:x')).toEqual({
      kind: 'bundle',
      path: '/mnt/a.bundle',
      ref: 'refs/heads/main',
      folder: 'x',
    })
  })

  test.each([
    '--upload-pack=touch pwned',
    '-x',
    'ext::sh -c touch% pwned',
    'fd::17',
    'http://git.example.org/lists.git',
    'git://git.example.org/lists.git',
    'ftp://git.example.org/lists.git',
    'HTTPS://git.example.org/lists.git',
    'https://user:secret@git.example.org/lists.git',
    'https://token@git.example.org/lists.git',
    'https:///lists.git',
    'https://git.example.org',
    'https://git.example.org/a b',
    'ssh://-oProxyCommand=touch%20pwned/x',
    'ssh://-l@git.example.org/x',
    'ssh://git.example.org/-x',
    'ssh://git.example.org:port/x',
    '-oProxyCommand=x@git.example.org:x',
    'git@-oProxyCommand=x:y',
    'git@git.example.org:-x',
    'git@git.example.org:a b',
    'file://host/lists',
    'file:///-x',
    'https://git.example.org/lists.git#--upload-pack=x',
    'https://git.example.org/lists.git#-b',
    'https://git.example.org/lists.git#a..b',
    'https://git.example.org/lists.git#a.lock',
    'https://git.example.org/lists.git#a.lock/b',
    'https://git.example.org/lists.git#a@{1}',
    'https://git.example.org/lists.git#a b',
    'https://git.example.org/lists.git#+a',
    'https://git.example.org/lists.git#a//b',
    'https://git.example.org/lists.git#main:../other',
    'https://git.example.org/lists.git#main:/etc',
    'https://git.example.org/lists.git#main:a//b',
    'https://git.example.org/lists.git#main:.GIT/x',
    'https://git.example.org/lists.git#main:a\\b',
    'a.bundle#--all',
    'a\u0000b',
    'a\nb',
  ])('%j is refused', (from) => {
    const place = parseSourcePlace(from, '/op')
    expect(place.ok ? place.value : place.problems[0].code).toBe('cli/source-refused')
  })

  test('a password is not repeated', () => {
    const place = parseSourcePlace('https://user:secret@git.example.org/lists.git', '/op')
    expect(JSON.stringify(place)).not.toContain('secret')
    expect(JSON.stringify(place)).toContain('no password')
  })
})
