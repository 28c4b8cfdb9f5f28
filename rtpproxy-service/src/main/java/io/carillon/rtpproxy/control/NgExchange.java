package io.carillon.rtpproxy.control;

import io.carillon.sdp.ng.NgMessage;
import java.net.InetSocketAddress;

/** Sees each command that is done, and its answer; not their retransmissions. */
interface NgExchange {
    void asked(InetSocketAddress client, NgMessage command);

    void answered(InetSocketAddress client, NgMessage command, NgMessage answer);
}
