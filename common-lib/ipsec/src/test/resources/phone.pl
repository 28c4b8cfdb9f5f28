# The phone: for each set a datagram and a connection from its client port, told what comes back.
use strict;
use IO::Socket::INET;
use IO::Select;
my ($word) = @ARGV;
my $patience = $word eq 'bare' ? 1 : 10;
for my $port (7000 .. 7007) {
    last if $word eq 'bare' && $port > 7000;
    my $server = IO::Socket::INET->new(LocalAddr => '10.33.0.2:' . ($port + 500), Proto => 'udp') or die "server: $!";
    my $client = IO::Socket::INET->new(LocalAddr => "10.33.0.2:$port", PeerAddr => '10.33.0.1:5065', Proto => 'udp')
        or die "client: $!";
    $client->send("REGISTER $word $port\n");
    if (IO::Select->new($server)->can_read($patience)) {
        $server->recv(my $text, 1500);
        print "udp $text";
    }
    my $stream = IO::Socket::INET->new(
        LocalAddr => "10.33.0.2:$port", PeerAddr => '10.33.0.1:5065', Proto => 'tcp', Timeout => $patience);
    if ($stream) {
        print $stream "INVITE $word $port\n";
        my $line = <$stream>;
        print "tcp $line";
    }
}
