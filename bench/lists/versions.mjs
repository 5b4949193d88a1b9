const numbers = (random) => `${random.below(4)}.${random.below(12)}.${random.below(20)}`
const maybe = (random, share, make) => (random.chance(share) ? make() : '')

/** Versions as each ecosystem has them: most plain, some with what its order makes difficult. */
export const versionMakers = {
  pypi: (random) =>
    numbers(random) +
    maybe(random, 0.15, () => random.oneOf(['rc1', 'a2', 'b1', '.post1', '.dev3', '.post1.dev2', '+cu121'])),
  cran: (random) =>
    random.chance(0.4) ? `${random.below(9)}.${random.below(12)}-${random.below(90)}` : numbers(random),
  conda: (random) =>
    numbers(random) + maybe(random, 0.15, () => random.oneOf(['rc1', 'a', '.post1', '.dev0', '_1', 'w'])),
  deb: (random) =>
    maybe(random, 0.15, () => '1:') +
    numbers(random) +
    maybe(random, 0.2, () => random.oneOf(['~rc1', '+dfsg', '+really1.0', '~git20240131'])) +
    `-${1 + random.below(5)}` +
    maybe(random, 0.4, () => random.oneOf(['+deb12u1', 'ubuntu0.22.04.1', '~bpo12+1', '+b2'])),
  rpm: (random) =>
    maybe(random, 0.1, () => '1:') +
    numbers(random) +
    maybe(random, 0.2, () => random.oneOf(['~rc1', '^20240131git1a2b3c', 'a'])) +
    `-${1 + random.below(9)}.fc${38 + random.below(4)}`,
  gem: (random) =>
    numbers(random) + maybe(random, 0.15, () => random.oneOf(['.pre', '.rc1', '.beta2', '-java'])),
  maven: (random) =>
    numbers(random) +
    maybe(random, 0.35, () =>
      random.oneOf(['.Final', '-SNAPSHOT', '-RC1', '-jre', '.RELEASE', '-alpha-3', '-M2']),
    ),
  nuget: (random) =>
    numbers(random) +
    maybe(random, 0.2, () => random.oneOf(['-beta.1', '-rc.2', '.4', '-preview.3.24172.9'])),
  spack: (random) =>
    random.chance(0.05)
      ? random.oneOf(['develop', 'main'])
      : numbers(random) + maybe(random, 0.1, () => random.oneOf(['rc1', '-alpha2', 'a'])),
  npm: (random) =>
    numbers(random) +
    maybe(random, 0.2, () => random.oneOf(['-rc.1', '-alpha.10', '-beta', '-next.20240131'])),
  golang: (random) =>
    `v${numbers(random)}` +
    maybe(random, 0.2, () => random.oneOf(['-0.20191109021931-daa7c04131f5', '-rc.1', '+incompatible'])),
  intdot: (random) => numbers(random),
  datetime: (random) =>
    `20${10 + random.below(16)}-0${1 + random.below(9)}-1${random.below(10)}T0${random.below(10)}:1${random.below(10)}:00Z`,
  lexicographic: (random) => numbers(random),
}

/** A version of a type; of types without an order of their own here, three numbers. */
export function makeVersion(random, type) {
  return (versionMakers[type] ?? numbers)(random)
}
