# The border's protected server port: tells what it hears, and answers from its client port to the phone's server port.
use strict;
use IO::Socket::INET;
use IO::Select;
$| = 1;
my $udp = IO::Socket::INET->new(LocalAddr => '10.33.0.1:5065', Proto => 'udp') or die "udp: $!";
my $tcp = IO::Socket::INET->new(LocalAddr => '10.33.0.1:5065', Proto => 'tcp', Listen => 9) or die "tcp: $!";
my $both = IO::Select->new($udp, $tcp);
print "ready\n";
while (my @ready = $both->can_read(60)) {
    for my $socket (@ready) {
        if ($socket == $tcp) {
            my $peer = $tcp->accept or next;
            my $line = <$peer>;
            print "tcp ", $peer->peerport, " $line";
            print $peer "answer to $line";
            close $peer;
        } else {
            $udp->recv(my $text, 1500);
            my ($port) = ($udp->peerport);
            print "udp $port $text";
            my $back = IO::Socket::INET->new(
                LocalAddr => '10.33.0.1:' . ($port - 1000), PeerAddr => '10.33.0.2:' . ($port + 500), Proto => 'udp')
                or next;
            $back->send("answer to $text");
            close $back;
        }
    }
}
