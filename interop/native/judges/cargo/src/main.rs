//! Reads lines "requirement<TAB>version", writes whether the semver crate, which cargo uses, takes the version. Of a
//! pre-release that it passes over it writes `pre` where the comparators alone hold it, and `of-release` where they
//! hold its release only.
use semver::{BuildMetadata, Comparator, Op, Prerelease, Version, VersionReq};
use std::io::{self, BufRead};

fn main() {
    for line in io::stdin().lock().lines() {
        let line = line.expect("UTF-8");
        let (text, version) = line.split_once('\t').expect("a tab");
        println!("{}", judge(text, version));
    }
}

fn judge(text: &str, version: &str) -> &'static str {
    let Ok(range) = VersionReq::parse(text) else { return "invalid-range" };
    let Ok(version) = Version::parse(version) else { return "invalid-version" };
    if range.matches(&version) {
        "in"
    } else if version.pre.is_empty() {
        "out"
    } else if let_in(&range, &version).matches(&version) {
        "pre"
    } else if range.matches(&Version { pre: Prerelease::EMPTY, build: BuildMetadata::EMPTY, ..version }) {
        "of-release"
    } else {
        "out"
    }
}

/// The same requirement with a comparator more that takes every pre-release of this version's release.
fn let_in(range: &VersionReq, version: &Version) -> VersionReq {
    let mut comparators = range.comparators.clone();
    comparators.push(Comparator {
        op: Op::GreaterEq,
        major: version.major,
        minor: Some(version.minor),
        patch: Some(version.patch),
        pre: Prerelease::new("0").expect("a pre-release"),
    });
    VersionReq { comparators }
}
