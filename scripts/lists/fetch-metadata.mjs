// Gets what the registries publish about what they carry: from the archive and the registry that this machine is set up for.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

const index = 'main/binary-amd64/Packages.gz'

/**
 * The package index of Debian stable, its release file verified with the archive's keys, its digest with the release file.
 *
 * @param {string} archive - The archive's URL; by default the one that apt uses.
 * @returns {Promise<{ text: string, version: string, date: Date }>}
 */
export async function fetchDebian(archive = archiveOfApt()) {
  const base = `${archive.replace(/\/$/, '')}/dists/stable`
  const release = verifyRelease(await download(`${base}/InRelease`))
  const packages = await download(`${base}/${index}`)
  const digest = createHash('sha256').update(packages).digest('hex')
  const sums = release.slice(release.indexOf('\nSHA256:'))
  if (!new RegExp(`^ ${digest} +${packages.length} ${index}$`, 'm').test(sums)) {
    throw new Error(`${index} is not the one that the release file names: ${digest}`)
  }
  const field = (name) => new RegExp(`^${name}: (.*)$`, 'm').exec(release)[1]
  return {
    text: gunzipSync(packages).toString('utf8'),
    version: field('Version'),
    date: new Date(field('Date')),
  }
}

/** The lock file of one release of the npm package pyodide; npm checks its integrity. */
export function fetchPyodide(version) {
  const folder = mkdtempSync(join(tmpdir(), 'trustlist-'))
  try {
    const [{ filename }] = JSON.parse(
      execFileSync('npm', ['pack', '--json', `pyodide@${version}`], {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    )
    const times = JSON.parse(
      execFileSync('npm', ['view', `pyodide@${version}`, 'time', '--json'], { cwd: folder }),
    )
    execFileSync('tar', ['-xzf', filename, 'package/pyodide-lock.json'], { cwd: folder })
    const lock = JSON.parse(readFileSync(join(folder, 'package/pyodide-lock.json'), 'utf8'))
    return { lock, date: new Date(times[version]) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function download(url) {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
  return Buffer.from(await answer.arrayBuffer())
}

function archiveOfApt() {
  const format = ['--format', '$(REPO_URI) $(RELEASE) $(CREATED_BY)']
  const lines = execFileSync('apt-get', ['indextargets', ...format], { encoding: 'utf8' }).split('\n')
  const found = lines
    .map((line) => line.split(' '))
    .find(([uri, , by]) => by === 'Packages' && /\/debian\/?$/.test(uri))
  if (found === undefined) throw new Error('apt knows no Debian archive; name one with --debian URL')
  return found[0]
}

/** @returns {string} The signed text. */
function verifyRelease(bytes) {
  const folder = mkdtempSync(join(tmpdir(), 'trustlist-'))
  try {
    writeFileSync(join(folder, 'InRelease'), bytes)
    const keys = ['--keyring', '/usr/share/keyrings/debian-archive-keyring.gpg']
    const words = [...keys, '--output', join(folder, 'Release'), join(folder, 'InRelease')]
    execFileSync('gpgv', words, { stdio: ['ignore', 'ignore', 'pipe'] })
    return readFileSync(join(folder, 'Release'), 'utf8')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
