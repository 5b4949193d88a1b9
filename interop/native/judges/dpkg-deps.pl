# Reads lines "relation<TAB>version", writes whether dpkg's own library takes the version for the relation of package "name".
use strict;
use warnings;
use Dpkg;
use Dpkg::Deps;
use Dpkg::Version;

if (grep { $_ eq '--version' } @ARGV) { print "$Dpkg::PROGVERSION\n"; exit }
$SIG{__WARN__} = sub { };
while (my $line = <STDIN>) {
    chomp $line;
    my ($text, $version) = split /\t/, $line;
    my $relation = deps_parse($text, tests_dep => 0);
    if (!defined $relation) { print "invalid-range\n"; next }
    my @simple = map { $_->isa('Dpkg::Deps::OR') || $_->isa('Dpkg::Deps::AND') ? parts($_) : $_ } ($relation);
    if (grep { defined $_->{relation} && !Dpkg::Version->new("$_->{version}")->is_valid } @simple) {
        print "invalid-range\n";
        next;
    }
    if (!Dpkg::Version->new($version)->is_valid) { print "invalid-version\n"; next }
    print holds($relation, Dpkg::Version->new($version)) ? "in\n" : "out\n";
}

sub parts {
    my ($dep) = @_;
    return map { $_->isa('Dpkg::Deps::Multiple') ? parts($_) : $_ } $dep->get_deps();
}

sub holds {
    my ($dep, $version) = @_;
    if ($dep->isa('Dpkg::Deps::AND')) { for ($dep->get_deps()) { return 0 unless holds($_, $version) } return 1 }
    if ($dep->isa('Dpkg::Deps::OR')) { for ($dep->get_deps()) { return 1 if holds($_, $version) } return 0 }
    return 1 unless defined $dep->{relation};
    return version_compare_relation($version, $dep->{relation}, Dpkg::Version->new("$dep->{version}"));
}
