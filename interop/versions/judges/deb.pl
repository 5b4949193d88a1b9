# Reads lines "a<TAB>b", writes how Debian orders them, by libdpkg-perl: dpkg's own rules without 10,000 processes.
use strict;
use warnings;
use Dpkg::Version;

if (grep { $_ eq '--version' } @ARGV) {
    print "$Dpkg::Version::VERSION\n";
    exit;
}
while (my $line = <STDIN>) {
    chomp $line;
    my ($left, $right) = split /\t/, $line;
    my $x = Dpkg::Version->new($left, check => 1);
    my $y = Dpkg::Version->new($right, check => 1);
    print +(defined $x && defined $y ? ('=', '>', '<')[version_compare($left, $right)] : 'invalid'), "\n";
}
